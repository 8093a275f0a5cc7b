/** Japanese of `en/discord.ts`. */
export const discord = {
  "discord.menu.why": "なぜこの回答？",
  "discord.menu.ask": "これについて質問",
  "discord.about.title": "これについて質問",
  "discord.about.question": "質問",
  "discord.about.help": "メッセージと一緒に質問し、このチャンネルで回答します。",
  "discord.about.forgotten":
    "質問の対象のメッセージを覚えているのは 15 分間だけです。もう一度「これについて質問」を選んでください。",
  "discord.again": "入力内容を直す",
  "discord.forgotten": "入力内容を保存しておくのは 10 分間だけです。フォームをもう一度開いてください。",
  "discord.madePrivate": "ここでは回答は非公開です。あなただけに見えるメッセージで届きます。",
  "discord.restarting":
    "Footnote を再起動しているため、受け付けられませんでした。1 分ほどしてからもう一度質問してください。",
  "discord.commandOutOfDate":
    "このコマンドは古くなっています。Discord を再読み込みするか、Footnote の運用者に伝えてください。",
  "discord.buttonOutOfDate": "このボタンは古くなっています。もう一度質問してください。",
  "discord.formOutOfDate": "このフォームは古くなっています。もう一度開いてください。",
  "discord.formTooLate": "フォームを開けませんでした。もう一度お試しください。",
  "discord.mark": "ダイジェスト",
  "discord.forumTag":
    "このフォーラムではすべての投稿にタグが必要です。`/digest edit tag:…` で選んでください：{names}。",
  "discord.forumHasNoTag":
    "このフォーラムではすべての投稿にタグが必要ですが、タグが 1 つもありません。Discord で追加してから `/digest edit tag:…` で選んでください。",
  "discord.thread.answer": "回答",
  "discord.thread.digest": "ダイジェスト",
} as const;
