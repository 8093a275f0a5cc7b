/** German of `en/asking.ts`. */
export const asking = {
  "ask.empty": "Frag mich etwas, zum Beispiel: `/ask What is new in TypeScript?`",
  "ask.tooLong": "Eine Frage darf höchstens {max} Zeichen haben; diese hat {length}.",
  "ask.commandsOnly": "In diesem Kanal antworte ich nur auf Befehle. Frag mit `/ask`.",
  "ask.mayNotAsk":
    "Hier dürfen nur bestimmte Rollen oder Gruppen fragen, und du gehörst zu keiner davon. Wer diesen Kanal verwaltet, kann das ändern.",
  "ask.privateOnly":
    "In diesem Kanal sieht Antworten nur, wer fragt; bei der Antwort auf eine Nachricht geht das nicht. Frag mit `/ask`.",
  "ask.cannotNarrow":
    "{service} kann sich nicht auf diese Seiten beschränken. Lass `sites` weg, oder bitte jemanden, der den Kanal verwaltet, einen anderen Suchdienst zu wählen.",
  "ask.ignoresLists":
    "{service} kann sich an keine Liste von Seiten halten. Wer den Kanal verwaltet, kann einen anderen Suchdienst wählen.",
  "control.unknown": "Diese Antwort ist zu alt: Was gefragt wurde, ist nicht mehr bekannt. Bitte frag noch einmal.",
  "control.forbidden": "Das darf nur, wer gefragt hat oder diesen Kanal verwaltet.",
  "control.finished": "Hier gibt es nichts zu stoppen: Diese Antwort ist fertig.",
  "control.running": "Diese Antwort wird schon geschrieben.",
} as const;
