/** Japanese of `en/report.ts`. */
export const report = {
  "report.liked": "良い回答として記録しました。ありがとうございます。",
  "report.whatWasWrong": "良くない回答として記録しました。何が問題でしたか。",
  "report.reason.source": "出典が不適切",
  "report.reason.wrong": "事実と違う",
  "report.reason.outdated": "情報が古い",
  "report.reason.length": "長さが合わない",
  "report.reason.other": "その他",
  "report.reason.unknown": "何が問題だったかを、次の言葉のどれかで書いてください：{known}。",
  "report.thanks": "記録しました。ありがとうございます。",
  "report.unfinished": "この回答はまだ書き終わっていないため、評価できません。",
  "report.unknown": "この回答の記録はもうここにありません。",
  "report.sources.choose": "どの出典が不適切でしたか。選んだサイトは、このチャンネルでは今後使われません。",
  "report.sources.byHand":
    "記録しました。次のサイトはワンタップでは除外できません：{sites}。ここでの設定は `/sources show` で見られます。",
  "report.sources.recorded":
    "記録しました。このチャンネルを管理する人は `/sources show` でこれを見て、{sites} を除外できます。",
  "report.sources.excluded": "記録しました。この回答のサイトは、このチャンネルではすでに除外されています。",
  "report.sources.none": "記録しました。この回答には出典がありません。",
  "report.sources.forgotten":
    "記録しました。この回答の出典はもう残っていません。`/sources exclude` でサイトを除外できます。",
  "report.digest.tooOld":
    "ここに評価できるものはありません。この投稿は古すぎるか、ニュースがないか、ダイジェストがなくなっています。",
  "report.digest.noNews": "ここに評価できるものはありません。この投稿にはニュースがありません。",
  "report.digest.noItem": "この投稿にその記事はありません。",
  "report.digest.noted":
    "{value, select, up {記録しました。このダイジェストで「{title}」のようなものを増やします。} other {記録しました。このダイジェストで「{title}」のようなものを減らします。}}",
  "report.digest.notedAll":
    "{value, select, up {記録しました。このダイジェストでこのようなものを増やします。} other {記録しました。このダイジェストでこのようなものを減らします。}}",
} as const;
