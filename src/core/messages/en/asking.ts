/** What is said to somebody whose question is not taken. */
export const asking = {
  "ask.empty": "Ask me something, for example: `/ask What is new in TypeScript?`",
  "ask.tooLong": "A question can have {max} characters at most; this one has {length}.",
  "ask.commandsOnly": "In this channel I answer commands only. Ask with `/ask`.",
  "ask.mayNotAsk":
    "Only some roles or groups may ask here, and you are in none of them. Who manages this channel can change that.",
  "ask.privateOnly":
    "In this channel answers are seen by the asker alone, and the answer to a message cannot be. Ask with `/ask`.",
  "ask.cannotNarrow":
    "{service} cannot keep to these sites. Leave `sites` out, or let a channel manager choose another search service.",
  "ask.ignoresLists": "{service} cannot keep to a list of sites. A channel manager can choose another search service.",
  "control.unknown": "This answer is too old: what was asked is no longer known. Please ask again.",
  "control.forbidden": "Only the person who asked, and the people who manage this channel, may do that.",
  "control.finished": "There is nothing to stop: this answer is finished.",
  "control.running": "This answer is already being written.",
} as const;
