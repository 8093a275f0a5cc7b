/** Which rules decide whether a message is answered: one sentence for each way a rule can go. `{from}` is a scope. */
export const why = {
  "why.automatic.person": "It was not written by a bot.",
  "why.automatic.bot": "It was written by a bot, an app or the platform itself; those are never answered.",
  "why.direct.yes": "It is a direct message, which needs no mention.",
  "why.direct.no": "It is not a direct message.",
  "why.command.yes": "It is a command.",
  "why.command.no": "It is not a command.",
  "why.answerWhen.mention.yes": "“When to answer” is “Mentions and commands” ({from}), and it mentions me.",
  "why.answerWhen.mention.no": "“When to answer” is “Mentions and commands” ({from}), and it does not mention me.",
  "why.answerWhen.every.mention": "“When to answer” is “Every question” ({from}), and it mentions me.",
  "why.answerWhen.every.question":
    "“When to answer” is “Every question” ({from}), and a sentence of it ends with a question mark.",
  "why.answerWhen.every.unknown":
    "“When to answer” is “Every question” ({from}): a message is answered when a sentence of it ends with a question mark.",
  "why.answerWhen.every.no":
    "“When to answer” is “Every question” ({from}), and no sentence of it ends with a question mark.",
  "why.answerWhen.commands.no": "“When to answer” is “Commands only” ({from}), and it is a message.",
  "why.threadFollowUps.yes": "It goes on with a conversation of mine, and “Follow-ups in threads” is on ({from}).",
  "why.threadFollowUps.off": "“Follow-ups in threads” is off ({from}), so that it needs a mention.",
  "why.threadFollowUps.elsewhere": "It does not go on with a conversation of mine.",
  "why.whoMayAsk.everyone": "Everybody may ask here ({from}).",
  "why.whoMayAsk.role": "Only some roles or groups may ask here ({from}), and its author is in one of them.",
  "why.whoMayAsk.manager": "Only some roles or groups may ask here ({from}), but its author manages this channel.",
  "why.whoMayAsk.unknown":
    "Only some roles or groups may ask here ({from}); whether its author is in one of them is not known to you.",
  "why.whoMayAsk.no": "Only some roles or groups may ask here ({from}), and its author is in none of them.",
  "why.visibility.public": "Answers here are seen by everybody ({from}).",
  "why.visibility.direct": "Answers here are seen by the asker alone ({from}), and nobody else reads a direct message.",
  "why.visibility.command": "Answers here are seen by the asker alone ({from}), as the answer to a command can be.",
  "why.visibility.asked": "The command says itself who sees the answer.",
  "why.visibility.no":
    "Answers here are seen by the asker alone ({from}), and the answer to a message cannot be: that needs `/ask`.",
  "why.step": "{holds, select, yes {✅} other {▫️}} {sentence}",
  "why.deciding": "{holds, select, yes {✅} other {🚫}} **{sentence}** This decided.",
  "why.pointed": "{answers, select, yes {**This message is answered**} other {**This message is not answered**}}",
  "why.mention":
    "{answers, select, yes {**A mention of yours is answered here**} other {**A mention of yours is not answered here**}}",
  "why.message":
    "{answers, select, yes {**A message of yours without a mention is answered here**} other {**A message of yours without a mention is not answered here**}}",
} as const;
