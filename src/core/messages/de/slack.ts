/** German of `en/slack.ts`. */
export const slack = {
  "slack.status.searching": "sucht …",
  "slack.status.writing": "schreibt …",
  "slack.asked": "*{name}* fragt: {question}",
  "slack.somebody": "Jemand",
  "slack.replyButtons": "Wie geht es weiter?",
  "slack.commandUnreadable": "Dieser Befehl war nicht zu lesen. Bitte versuch es noch einmal.",
  "slack.inviteBot": "Footnote ist nicht in diesem Kanal. Tippe dort `/invite @footnote`.",
  "slack.formTooLate":
    "Slack öffnet ein Formular nur innerhalb von drei Sekunden, und das hat länger gedauert. Bitte versuch es noch einmal.",
  "slack.form.tooLong":
    "**{label}** ist länger, als ein Formular in Slack fasst, und bleibt deshalb, wie es ist; ein Befehl kann es ändern.",
  "slack.form.groupIds": "Kennungen von Nutzergruppen, mit Kommas getrennt",
  "slack.shortcut.why": "Warum diese Antwort?",
  "slack.shortcut.why.description": "Sagen, nach welchen Regeln Footnote diese Nachricht beantwortet oder nicht",
  "slack.shortcut.askAbout": "Dazu fragen",
  "slack.shortcut.askAbout.description": "Footnote zu dieser Nachricht fragen; die Antwort steht in ihrem Thread",
  "slack.askAbout.question": "Deine Frage",
  "slack.askAbout.message": "Die Nachricht",
  "slack.askAbout.cut": "Nur ihre ersten {count, number} Zeichen.",
  "slack.askAbout.send": "Fragen",
  "slack.askAbout.notHere":
    "Footnote kann in dieser Unterhaltung nicht antworten. Tippe dort `/invite @footnote`, und frag dann noch einmal.",
  "slack.home.title": "Footnote",
  "slack.home.greeting":
    "Frag mit `@footnote` in einem Kanal, mit `/ask` überall oder hier im Tab *Nachrichten*. Antworten kommen aus dem Web, mit ihren Quellen als Fußnoten.",
  "slack.home.own": "Einstellungen hier und in diesem Workspace",
  "slack.home.channels": "Einstellungen eines Kanals",
  "slack.home.choose": "Kanal wählen",
  "slack.home.notMember":
    "Die Einstellungen eines Kanals sehen nur seine Mitglieder, und die eines privaten Kanals nur, wenn auch Footnote Mitglied ist.",
  "slack.home.membershipUnknown": "Slack sagt gerade nicht, ob du in diesem Kanal bist. Bitte versuch es noch einmal.",
} as const;
