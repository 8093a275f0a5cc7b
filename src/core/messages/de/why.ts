/** German of `en/why.ts`. */
export const why = {
  "why.automatic.person": "Die Nachricht stammt nicht von einem Bot.",
  "why.automatic.bot":
    "Die Nachricht stammt von einem Bot, einer App oder der Plattform selbst; solche werden nie beantwortet.",
  "why.direct.yes": "Es ist eine Direktnachricht; die braucht keine Erwähnung.",
  "why.direct.no": "Es ist keine Direktnachricht.",
  "why.command.yes": "Es ist ein Befehl.",
  "why.command.no": "Es ist kein Befehl.",
  "why.answerWhen.mention.yes":
    "„Wann geantwortet wird“ steht auf „Erwähnungen und Befehle“ ({from}), und die Nachricht erwähnt mich.",
  "why.answerWhen.mention.no":
    "„Wann geantwortet wird“ steht auf „Erwähnungen und Befehle“ ({from}), und die Nachricht erwähnt mich nicht.",
  "why.answerWhen.every.mention":
    "„Wann geantwortet wird“ steht auf „Jede Frage“ ({from}), und die Nachricht erwähnt mich.",
  "why.answerWhen.every.question":
    "„Wann geantwortet wird“ steht auf „Jede Frage“ ({from}), und ein Satz der Nachricht endet mit einem Fragezeichen.",
  "why.answerWhen.every.unknown":
    "„Wann geantwortet wird“ steht auf „Jede Frage“ ({from}): Eine Nachricht wird beantwortet, wenn einer ihrer Sätze mit einem Fragezeichen endet.",
  "why.answerWhen.every.no":
    "„Wann geantwortet wird“ steht auf „Jede Frage“ ({from}), und kein Satz der Nachricht endet mit einem Fragezeichen.",
  "why.answerWhen.commands.no": "„Wann geantwortet wird“ steht auf „Nur Befehle“ ({from}), und es ist eine Nachricht.",
  "why.threadFollowUps.yes":
    "Die Nachricht setzt ein Gespräch mit mir fort, und „Nachfragen in Threads“ ist an ({from}).",
  "why.threadFollowUps.off": "„Nachfragen in Threads“ ist aus ({from}), deshalb braucht die Nachricht eine Erwähnung.",
  "why.threadFollowUps.elsewhere": "Die Nachricht setzt kein Gespräch mit mir fort.",
  "why.whoMayAsk.everyone": "Hier dürfen alle fragen ({from}).",
  "why.whoMayAsk.role":
    "Hier dürfen nur bestimmte Rollen oder Gruppen fragen ({from}), und wer das geschrieben hat, gehört zu einer davon.",
  "why.whoMayAsk.manager":
    "Hier dürfen nur bestimmte Rollen oder Gruppen fragen ({from}), aber wer das geschrieben hat, verwaltet diesen Kanal.",
  "why.whoMayAsk.unknown":
    "Hier dürfen nur bestimmte Rollen oder Gruppen fragen ({from}); ob dazugehört, wer das geschrieben hat, erfährst du nicht.",
  "why.whoMayAsk.no":
    "Hier dürfen nur bestimmte Rollen oder Gruppen fragen ({from}), und wer das geschrieben hat, gehört zu keiner davon.",
  "why.visibility.public": "Antworten hier sehen alle ({from}).",
  "why.visibility.direct":
    "Antworten hier sieht nur, wer fragt ({from}), und eine Direktnachricht liest sonst niemand.",
  "why.visibility.command": "Antworten hier sieht nur, wer fragt ({from}); bei der Antwort auf einen Befehl geht das.",
  "why.visibility.asked": "Der Befehl sagt selbst, wer die Antwort sieht.",
  "why.visibility.no":
    "Antworten hier sieht nur, wer fragt ({from}); bei der Antwort auf eine Nachricht geht das nicht: Dafür braucht es `/ask`.",
  "why.step": "{holds, select, yes {✅} other {▫️}} {sentence}",
  "why.deciding": "{holds, select, yes {✅} other {🚫}} **{sentence}** Das hat entschieden.",
  "why.pointed":
    "{answers, select, yes {**Diese Nachricht wird beantwortet**} other {**Diese Nachricht wird nicht beantwortet**}}",
  "why.mention":
    "{answers, select, yes {**Eine Erwähnung von dir wird hier beantwortet**} other {**Eine Erwähnung von dir wird hier nicht beantwortet**}}",
  "why.message":
    "{answers, select, yes {**Eine Nachricht von dir ohne Erwähnung wird hier beantwortet**} other {**Eine Nachricht von dir ohne Erwähnung wird hier nicht beantwortet**}}",
} as const;
