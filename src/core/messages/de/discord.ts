/** German of `en/discord.ts`. */
export const discord = {
  "discord.menu.why": "Warum diese Antwort?",
  "discord.menu.ask": "Dazu fragen",
  "discord.about.title": "Dazu fragen",
  "discord.about.question": "Deine Frage",
  "discord.about.help": "Sie wird zusammen mit der Nachricht gestellt und in diesem Kanal beantwortet.",
  "discord.about.forgotten":
    "Die Nachricht, zu der du fragst, wird nur 15 Minuten lang gemerkt. Bitte wähle noch einmal „Dazu fragen“.",
  "discord.again": "Meine Eingaben ändern",
  "discord.forgotten": "Eingaben werden nur 10 Minuten lang gemerkt. Bitte öffne das Formular noch einmal.",
  "discord.madePrivate": "Antworten sind hier privat: Deine kommt als Nachricht, die nur du siehst.",
  "discord.restarting":
    "Footnote startet gerade neu, deshalb wurde das nicht angenommen. Bitte frag in einer Minute noch einmal.",
  "discord.commandOutOfDate":
    "Dieser Befehl ist veraltet. Lade Discord neu, oder sag der Person Bescheid, die Footnote betreibt.",
  "discord.buttonOutOfDate": "Dieser Button ist veraltet. Bitte frag noch einmal.",
  "discord.formOutOfDate": "Dieses Formular ist veraltet. Bitte öffne es noch einmal.",
  "discord.formTooLate": "Dieses Formular konnte nicht geöffnet werden. Bitte versuch es noch einmal.",
  "discord.mark": "Digest",
  "discord.forumTag":
    "Dieses Forum verlangt an jedem Beitrag ein Tag. Wähle eines mit `/digest edit tag:…`: Es hat {names}.",
  "discord.forumHasNoTag":
    "Dieses Forum verlangt an jedem Beitrag ein Tag und hat keines. Füge in Discord eines hinzu und wähle es dann mit `/digest edit tag:…`.",
  "discord.thread.answer": "Antwort",
  "discord.thread.digest": "Digest",
} as const;
