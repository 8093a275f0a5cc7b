/** Japanese of `en/digest-command.ts`. */
export const digestCommand = {
  "digest.needsServer": "ダイジェストはサーバーのチャンネルのものです。受け取るチャンネルで書いてください。",
  "digest.forbidden":
    "{scope, select, workspace {このワークスペース} other {このチャンネル}}を管理する人だけができます：{who}。その人に頼んでください。",
  "managers.discord.channel": "Discord でここに **チャンネルの管理** 権限を持つ人",
  "managers.discord.workspace": "Discord で **サーバー管理** 権限を持つ人",
  "managers.slack.channel": "この Slack ワークスペースの管理者、チャンネルの作成者、運用者が指定した人",
  "managers.slack.workspace": "Slack の管理者と、運用者が指定した人",
  "managers.web.channel": "このページを運用している人",
  "managers.web.workspace": "このページを運用している人",
  "digest.deleted": "このダイジェストは削除されました。",
  "digest.justDeleted": "このダイジェストはたった今削除されました。",
  "digest.noneHere":
    'このチャンネルにはまだダイジェストがありません。`/digest create TypeScript news when:"weekdays 9:00"` で作れます。',
  "digest.noneYet": "このチャンネルにはまだダイジェストがありません。`/digest create` で作れます。",
  "digest.noneInWorkspace": "このワークスペースにはまだダイジェストがありません。",
  "digest.removed": "{topic} を削除しました。投稿済みのものは残ります。",
  "digest.running": "{topic} を書いています。`/digest history {id}` で結果を見られます。",
  "digest.which": "どのダイジェストですか。ID を書いてください：",
  "digest.ambiguous": "その書き出しのダイジェストが複数あります。ID を書いてください：",
  "digest.unknown":
    "このチャンネルには ID または書き出しが「{name}」のダイジェストがありません。`/digest list` で一覧を見られます。",
  "digest.noTopic": '何を探しますか。例：`/digest create TypeScript news when:"weekdays 9:00"`。',
  "digest.noTimes": 'いつ投稿しますか。例えば `when:"weekdays 9:00"` を加えてください。',
  "digest.already": "このダイジェストはすでにこのチャンネルにあります。",
  "digest.saved": "保存しました。",
  "digest.zoneRemembered": "このワークスペースの新しいダイジェストも、別のゾーンを指定しなければ {zone} を使います。",
  "digest.hints":
    "`/digest preview {id}` で今投稿される内容を見られます。`/digest edit {id} …` で変更、`/digest delete {id}` で削除できます。",
  "digest.nothingToChange": '何を変えますか。例：`/digest edit {id} when:"every Monday 8:30" items:3`。',
  "digest.changed": "変更しました。",
  "digest.changedMeanwhile":
    "フォームを開いた後にほかの人が同じ項目を変えたため、何も変更されていません：{fields}。もう一度開いて、今の内容を確かめてください。",
  "digest.paused": "一時停止しました。",
  "digest.resumed": "再開しました。",
  "digest.wasPaused": "すでに一時停止していました。",
  "digest.wasNotPaused": "一時停止していませんでした。",
  "digest.zoneIs": "このワークスペースのタイムゾーンは {zone} です。`/digest zone Europe/Paris` で変更できます。",
  "digest.zoneStays":
    "このワークスペースのタイムゾーンは {zone} です。新しいダイジェストは、別に指定しなければこれを使います。",
  "digest.zoneChanged":
    "このワークスペースのタイムゾーンは {zone} になりました（以前は {before}）。新しいダイジェストは、別に指定しなければこれを使います。",
  "digest.movedAlong": "一緒に移したもの：",
  "digest.keptZone": "独自のゾーンを持ち、そのままのもの：",
  "digest.andMore": "- ほか {count} 件",
  "digest.topicTooLong": "テーマは {max} 文字までです。これは {count} 文字あります。",
  "digest.badItems": "記事の数は {min} から {max} までの整数です。",
  "digest.badChoice": "「{text}」は {name} に使えません。`{name}:` に {choices} を書いてください。",
  "digest.languageTooLong": "「{text}…」は言語名として長すぎます。",
  "digest.tagTooLong": "「{text}…」はタグとして長すぎます。",
  "digest.badCrosspost": "`crosspost:yes` か `crosspost:no` と書いてください。",
  "digest.crosspostElsewhere":
    "ほかからフォローされるチャンネルは Discord だけにあります。ここでは `crosspost` を外してください。",
  "digest.tagElsewhere": "タグのあるフォーラムは Discord だけにあります。ここでは `tag` を外してください。",
  "digest.exported":
    "このワークスペースのダイジェスト {count, plural, other {# 件}}。{blocks, plural, one {このブロック} other {各ブロックを 1 つずつ}} `/digest import` に貼り付けられます。",
  "digest.nothingAdded": "何も追加されませんでした：",
  "digest.rowFault": "- ダイジェスト {number}：{fault}",
  "digest.tooMany": "- ワークスペースのダイジェストは {max} 件までです。{count} 件になってしまいます。",
  "digest.added": "{all} 件中 {added} 件を追加しました。",
  "digest.addedKnown": "{all} 件中 {added} 件を追加しました。{known, plural, other {# 件}}はすでにありました。",
  "digest.noImport": "`/digest export` が表示したものを `/digest import` の後に貼り付けてください。",
  "digest.noExport":
    "ダイジェストのエクスポートではありません。`'{'\"version\":1,\"digests\":[…]'}'` の形で、1〜{max} 件を含むものです。",
  "digest.badField": "{field}：{fault}",
  "digest.foreignChannel":
    "{channel} は、Footnote から見えるこのワークスペースのチャンネルではありません。このチャンネルにするには `channelId` を外してください。",
  "digest.idTaken": "このワークスペースにはすでにダイジェスト `{id}` があります。",
  "digest.workspaceFull":
    "このワークスペースには上限の {max} 件のダイジェストがあります。先に `/digest delete` で 1 つ削除してください。",
} as const;
