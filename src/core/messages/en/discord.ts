/** What only Discord needs: its menus, its forms, and what goes wrong with them. Names in menus: 32 characters at most. */
export const discord = {
  "discord.menu.why": "Why this answer?",
  "discord.menu.ask": "Ask about this",
  "discord.about.title": "Ask about this",
  "discord.about.question": "Your question",
  "discord.about.help": "It is asked together with the message, and answered in this channel.",
  "discord.about.forgotten":
    "The message you asked about is remembered for 15 minutes only. Please choose “Ask about this” again.",
  "discord.again": "Change what I typed",
  "discord.forgotten": "What was typed is kept for 10 minutes only. Please open the form again.",
  "discord.madePrivate": "Answers are private here: yours comes as a message that only you can see.",
  "discord.restarting": "Footnote is restarting, so this was not accepted. Please ask again in a minute.",
  "discord.commandOutOfDate": "This command is out of date. Reload Discord, or tell the person who runs Footnote.",
  "discord.buttonOutOfDate": "This button is out of date. Please ask again.",
  "discord.formOutOfDate": "This form is out of date. Please open it again.",
  "discord.formTooLate": "This form could not be opened. Please try again.",
  "discord.mark": "Digest",
  "discord.forumTag": "This forum needs a tag on every post. Choose one with `/digest edit tag:…`: it has {names}.",
  "discord.forumHasNoTag":
    "This forum needs a tag on every post, and has none. Add one in Discord, then choose it with `/digest edit tag:…`.",
  "discord.thread.answer": "Answer",
  "discord.thread.digest": "Digest",
} as const;
