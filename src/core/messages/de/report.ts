/** German of `en/report.ts`. */
export const report = {
  "report.liked": "Notiert: eine gute Antwort. Danke.",
  "report.whatWasWrong": "Notiert: keine gute Antwort. Was war falsch?",
  "report.reason.source": "Falsche Quelle",
  "report.reason.wrong": "Stimmt nicht",
  "report.reason.outdated": "Veraltet",
  "report.reason.length": "Falsche Länge",
  "report.reason.other": "Etwas anderes",
  "report.reason.unknown": "Sag mit einem der Wörter {known}, was falsch war.",
  "report.thanks": "Notiert. Danke.",
  "report.unfinished": "Diese Antwort ist noch nicht fertig und kann deshalb nicht bewertet werden.",
  "report.unknown": "Diese Antwort ist hier nicht mehr bekannt.",
  "report.sources.choose": "Welche Quelle war falsch? Ihre Seite wird dann in diesem Kanal nie wieder genutzt.",
  "report.sources.byHand":
    "Notiert. Diese Seiten lassen sich nicht mit einem Klick ausschließen: {sites}. `/sources show` zeigt, was hier gilt.",
  "report.sources.recorded":
    "Notiert. Wer diesen Kanal verwaltet, sieht es in `/sources show` und kann {sites} ausschließen.",
  "report.sources.excluded": "Notiert. Die Seiten dieser Antwort sind in diesem Kanal schon ausgeschlossen.",
  "report.sources.none": "Notiert. Diese Antwort nennt keine Quelle.",
  "report.sources.forgotten":
    "Notiert. Welche Quellen diese Antwort hatte, ist nicht mehr bekannt; `/sources exclude` hält eine Seite fern.",
  "report.digest.tooOld":
    "Hier gibt es nichts zu bewerten: Dieser Post ist zu alt, enthält keine Meldungen oder hat seinen Digest verloren.",
  "report.digest.noNews": "Hier gibt es nichts zu bewerten: Dieser Post enthält keine Meldungen.",
  "report.digest.noItem": "Diese Meldung gibt es in diesem Post nicht.",
  "report.digest.noted":
    "{value, select, up {Notiert: mehr wie „{title}“ in diesem Digest.} other {Notiert: weniger wie „{title}“ in diesem Digest.}}",
  "report.digest.notedAll":
    "{value, select, up {Notiert: mehr davon in diesem Digest.} other {Notiert: weniger davon in diesem Digest.}}",
} as const;
