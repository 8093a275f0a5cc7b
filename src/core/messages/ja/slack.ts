/** Japanese of `en/slack.ts`. */
export const slack = {
  "slack.status.searching": "検索しています…",
  "slack.status.writing": "書いています…",
  "slack.asked": "*{name}* さんの質問：{question}",
  "slack.somebody": "誰か",
  "slack.replyButtons": "次の操作：",
  "slack.commandUnreadable": "コマンドを読み取れませんでした。もう一度お試しください。",
  "slack.inviteBot": "Footnote はこのチャンネルにいません。チャンネルで `/invite @footnote` と入力してください。",
  "slack.formTooLate":
    "Slack でフォームを開けるのは 3 秒以内だけですが、それより時間がかかりました。もう一度お試しください。",
  "slack.form.tooLong":
    "**{label}** は Slack のフォームに入る長さを超えているため、そのまま残ります。コマンドで変更できます。",
  "slack.form.groupIds": "ユーザーグループの ID（カンマ区切り）",
  "slack.shortcut.why": "なぜこの回答？",
  "slack.shortcut.why.description": "このメッセージに回答するかどうかを決めたルールを表示します",
  "slack.shortcut.askAbout": "これについて質問",
  "slack.shortcut.askAbout.description": "このメッセージについて Footnote に質問します。回答はスレッドに届きます",
  "slack.askAbout.question": "質問",
  "slack.askAbout.message": "メッセージ",
  "slack.askAbout.cut": "最初の {count, number} 文字だけです。",
  "slack.askAbout.send": "質問する",
  "slack.askAbout.notHere":
    "Footnote はこの会話では回答できません。会話で `/invite @footnote` と入力してから、もう一度質問してください。",
  "slack.home.title": "Footnote",
  "slack.home.greeting":
    "チャンネルでは `@footnote`、どこでも `/ask`、またはここの *メッセージ* タブで質問できます。回答はウェブの情報をもとに、出典を脚注として付けてお届けします。",
  "slack.home.own": "ここと、このワークスペースの設定",
  "slack.home.channels": "チャンネルの設定",
  "slack.home.choose": "チャンネルを選択",
  "slack.home.notMember":
    "チャンネルの設定はそのメンバーに表示されます。プライベートチャンネルの場合は、Footnote もメンバーである必要があります。",
  "slack.home.membershipUnknown":
    "あなたがそのチャンネルにいるかどうか、今は Slack から確認できません。もう一度お試しください。",
} as const;
