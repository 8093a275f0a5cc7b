/** Japanese of `en/why.ts`. */
export const why = {
  "why.automatic.person": "ボットが書いたものではありません。",
  "why.automatic.bot": "ボット、アプリ、またはプラットフォームが書いたものです。これらには回答しません。",
  "why.direct.yes": "ダイレクトメッセージなので、メンションは要りません。",
  "why.direct.no": "ダイレクトメッセージではありません。",
  "why.command.yes": "コマンドです。",
  "why.command.no": "コマンドではありません。",
  "why.answerWhen.mention.yes":
    "「回答するとき」は「メンションとコマンド」（{from}）で、このボットへのメンションがあります。",
  "why.answerWhen.mention.no":
    "「回答するとき」は「メンションとコマンド」（{from}）で、このボットへのメンションがありません。",
  "why.answerWhen.every.mention":
    "「回答するとき」は「すべての質問」（{from}）で、このボットへのメンションがあります。",
  "why.answerWhen.every.question": "「回答するとき」は「すべての質問」（{from}）で、疑問符で終わる文があります。",
  "why.answerWhen.every.unknown":
    "「回答するとき」は「すべての質問」（{from}）です。疑問符で終わる文のあるメッセージに回答します。",
  "why.answerWhen.every.no": "「回答するとき」は「すべての質問」（{from}）ですが、疑問符で終わる文がありません。",
  "why.answerWhen.commands.no": "「回答するとき」は「コマンドのみ」（{from}）ですが、これはメッセージです。",
  "why.threadFollowUps.yes": "このボットとの会話の続きで、「スレッドでの続きの質問」はオンです（{from}）。",
  "why.threadFollowUps.off": "「スレッドでの続きの質問」がオフ（{from}）なので、メンションが必要です。",
  "why.threadFollowUps.elsewhere": "このボットとの会話の続きではありません。",
  "why.whoMayAsk.everyone": "ここでは誰でも質問できます（{from}）。",
  "why.whoMayAsk.role":
    "ここで質問できるのは一部のロールまたはグループだけで（{from}）、書いた人はそのどれかに入っています。",
  "why.whoMayAsk.manager":
    "ここで質問できるのは一部のロールまたはグループだけですが（{from}）、書いた人はこのチャンネルの管理者です。",
  "why.whoMayAsk.unknown":
    "ここで質問できるのは一部のロールまたはグループだけです（{from}）。書いた人がそのどれかに入っているかどうかは、あなたには分かりません。",
  "why.whoMayAsk.no":
    "ここで質問できるのは一部のロールまたはグループだけで（{from}）、書いた人はそのどれにも入っていません。",
  "why.visibility.public": "ここでは回答が全員に見えます（{from}）。",
  "why.visibility.direct": "ここでは回答が質問者だけに見えます（{from}）。ダイレクトメッセージはほかの誰も読みません。",
  "why.visibility.command": "ここでは回答が質問者だけに見えます（{from}）。コマンドへの回答ならそうできます。",
  "why.visibility.asked": "回答が誰に見えるかは、コマンド自体が決めています。",
  "why.visibility.no":
    "ここでは回答が質問者だけに見えますが（{from}）、メッセージへの回答はそうできません。`/ask` が必要です。",
  "why.step": "{holds, select, yes {✅} other {▫️}} {sentence}",
  "why.deciding": "{holds, select, yes {✅} other {🚫}} **{sentence}** これが決め手です。",
  "why.pointed": "{answers, select, yes {**このメッセージには回答します**} other {**このメッセージには回答しません**}}",
  "why.mention":
    "{answers, select, yes {**ここでは、あなたのメンションに回答します**} other {**ここでは、あなたのメンションに回答しません**}}",
  "why.message":
    "{answers, select, yes {**ここでは、メンションのないあなたのメッセージに回答します**} other {**ここでは、メンションのないあなたのメッセージに回答しません**}}",
} as const;
