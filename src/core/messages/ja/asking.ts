/** Japanese of `en/asking.ts`. */
export const asking = {
  "ask.empty": "質問を書いてください。例：`/ask What is new in TypeScript?`",
  "ask.tooLong": "質問は {max} 文字までです。これは {length} 文字あります。",
  "ask.commandsOnly": "このチャンネルではコマンドにだけ回答します。`/ask` で質問してください。",
  "ask.mayNotAsk":
    "ここで質問できるのは一部のロールまたはグループだけで、あなたはそのどれにも入っていません。チャンネルの管理者が変更できます。",
  "ask.privateOnly":
    "このチャンネルの回答は質問者だけに見えますが、メッセージへの回答はそうできません。`/ask` で質問してください。",
  "ask.cannotNarrow":
    "{service} は検索をこれらのサイトに限定できません。`sites` を外すか、チャンネルの管理者に別の検索サービスを選んでもらってください。",
  "ask.ignoresLists": "{service} はサイトのリストに従えません。チャンネルの管理者が別の検索サービスを選べます。",
  "control.unknown": "この回答は古く、質問の内容がもう残っていません。もう一度質問してください。",
  "control.forbidden": "質問した人と、このチャンネルを管理する人だけができます。",
  "control.finished": "止めるものがありません。この回答は書き終わっています。",
  "control.running": "この回答はすでに作成中です。",
} as const;
