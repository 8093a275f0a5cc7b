/** What is said on Slack alone. Titles and buttons of modals have 24 characters at most, shortcuts too. */
export const slack = {
  "slack.status.searching": "is searching…",
  "slack.status.writing": "is writing…",
  "slack.asked": "*{name}* asked: {question}",
  "slack.somebody": "Somebody",
  "slack.replyButtons": "What to do next:",
  "slack.commandUnreadable": "That command could not be read. Please try it again.",
  "slack.inviteBot": "Footnote is not in this channel. Type `/invite @footnote` there.",
  "slack.formTooLate": "Slack opens a form within three seconds only, and this took longer. Please try again.",
  "slack.form.tooLong":
    "**{label}** is longer than a form on Slack can hold, so it stays as it is; a command can change it.",
  "slack.form.groupIds": "Ids of user groups, separated by commas",
  "slack.shortcut.why": "Why this answer?",
  "slack.shortcut.why.description": "Say which rules decided whether Footnote answers this message",
  "slack.shortcut.askAbout": "Ask about this",
  "slack.shortcut.askAbout.description": "Ask Footnote about this message; it answers in its thread",
  "slack.askAbout.question": "Your question",
  "slack.askAbout.message": "The message",
  "slack.askAbout.cut": "Only its first {count, number} characters.",
  "slack.askAbout.send": "Ask",
  "slack.askAbout.notHere":
    "Footnote cannot answer in this conversation. Type `/invite @footnote` there, then ask again.",
  "slack.home.title": "Footnote",
  "slack.home.greeting":
    "Ask with `@footnote` in a channel, with `/ask` anywhere, or in the *Messages* tab here. Answers come from the web, with their sources as footnotes.",
  "slack.home.own": "Settings here and in this workspace",
  "slack.home.channels": "Settings of a channel",
  "slack.home.choose": "Choose a channel",
  "slack.home.notMember":
    "The settings of a channel are shown to its members, and of a private channel only where Footnote is a member too.",
  "slack.home.membershipUnknown": "Slack does not say right now whether you are in that channel. Please try again.",
} as const;
