/** German of `en/answers.ts`. */
export const answers = {
  "answer.searching": "_Suche …_",
  "answer.searchingDeeply":
    "{minutes, plural, =0 {_Tiefe Suche in mehreren Runden. Das dauert ein paar Minuten …_} one {_Tiefe Suche in mehreren Runden, seit einer Minute …_} other {_Tiefe Suche in mehreren Runden, seit # Minuten …_}}",
  "answer.stopped": "_Gestoppt._",
  "answer.failed": "⚠️ {reason}",
  "answer.interrupted":
    "⚠️ Diese Antwort wurde unterbrochen und konnte nicht beendet werden. Bitte versuch es noch einmal.",
  "answer.shortened": "_Die Antwort war länger und wurde gekürzt._",
  "answer.cutOff": "_Mehr darf das Modell nicht schreiben, deshalb bricht die Antwort hier ab._",
  "answer.sources": "**Quellen**",
  "answer.offList": "nicht unter den erlaubten Seiten",
  "answer.noSource": "Keine Quelle belegt diese Antwort.",
  "answer.noAllowedSource": "Keine Quelle auf den erlaubten Seiten belegt diese Antwort.",
  "answer.leftOut":
    "{count, plural, one {Eine Quelle außerhalb der erlaubten Seiten wurde weggelassen.} other {# Quellen außerhalb der erlaubten Seiten wurden weggelassen.}}",
} as const;
