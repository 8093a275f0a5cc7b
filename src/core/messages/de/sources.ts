/** German of `en/sources.ts`. */
export const sources = {
  "sources.card.only": "- **Antworten kommen von**: {sites}",
  "sources.card.never": "- **Ausgeschlossen**: {sites}",
  "sources.card.service": "- **Suchdienst**: {value}",
  "sources.card.results": "- **Suchergebnisse**: {value}",
  "sources.card.from": "{value} ({scope})",
  "sources.card.any": "jeder Seite",
  "sources.card.none": "keine",
  "sources.card.nothingLeft": "keiner Seite, weil jede eingeschlossene auch ausgeschlossen ist",
  "sources.card.list": "{name} ({count, plural, one {# Seite} other {# Seiten}})",
  "sources.card.noList": "{name} (diese Liste gibt es nicht)",
  "sources.included":
    "Eingeschlossen {scope, select, workspace {im ganzen Workspace} other {in diesem Kanal}}: {sites}.",
  "sources.excluded":
    "Ausgeschlossen {scope, select, workspace {im ganzen Workspace} other {in diesem Kanal}}: {sites}.",
  "sources.removed":
    "Von den Listen genommen {scope, select, workspace {im ganzen Workspace} other {in diesem Kanal}}: {sites}.",
  "sources.cleared":
    "{list, select, all {Beide Listen sind} include {Die Liste „Nur diese Seiten“ ist} other {Die Liste „Nie diese Seiten“ ist}} {scope, select, workspace {im ganzen Workspace} other {in diesem Kanal}} geleert.",
  "sources.service.chosen":
    "Gesucht wird {scope, select, workspace {im ganzen Workspace} other {in diesem Kanal}} jetzt mit {service}.",
  "sources.results.chosen":
    "Antworten nutzen {scope, select, workspace {im ganzen Workspace} other {in diesem Kanal}} jetzt {count, plural, one {# Suchergebnis} other {# Suchergebnisse}}.",
  "sources.notListed": "{sites}: hier auf keiner Liste. `/sources show` zeigt, was darauf steht und woher es kommt.",
  "sources.clear.which": "Welche Liste? Schreib `/sources clear include`, `exclude` oder `all`.",
  "sources.service.unknown": "„{name}“ ist hier kein Suchdienst. Wähle {offered}.",
  "sources.results.range": "Die Zahl der Suchergebnisse ist eine ganze Zahl von {min} bis {max}.",
  "sources.scope.unknown": "„{scope}“ ist kein Bereich. Schreib channel oder workspace.",
  "sources.scope.noWorkspace":
    "Eine Direktnachricht gehört zu keinem Server. Lass `scope` weg, um es nur für diese zu ändern.",
  "sources.lists.none": "Dieser Workspace hat noch keine Listen. `/sources save name:research arxiv.org` legt eine an.",
  "sources.lists.line": "- **{name}**: {sites}",
  "sources.lists.saved":
    "{name} ist gespeichert, mit {count, plural, one {# Seite} other {# Seiten}}: {sites}. Schreib {name} überall, wo Seiten genannt werden.",
  "sources.lists.dropped": "Die Liste {name} ist gelöscht.",
  "sources.lists.lost":
    "{names} ist hier ausgeschlossen, aber die Liste ist gelöscht; darum wird nichts gesucht. Wer den Kanal verwaltet, kann sie mit `/sources remove {names}` herausnehmen, oder jemand legt sie mit `/sources save` neu an.",
  "sources.lists.noName": "Nenne zuerst den Namen der Liste, zum Beispiel `/sources save name:research arxiv.org`.",
  "sources.lists.notThere": "Die Liste {name} gibt es nicht. `/sources lists` zeigt, welche es gibt.",
  "sources.lists.inUse": "{name} wird noch benutzt: {places}. Nimm die Liste dort zuerst heraus.",
  "sources.lists.included": "eingeschlossen ({scope})",
  "sources.lists.excluded": "ausgeschlossen ({scope})",
  "sources.exported":
    "Die Listen {scope, select, workspace {dieses Workspace} other {dieses Kanals und die benannten Listen seines Workspace}}. `/sources import` nimmt diesen Text an.",
  "sources.imported":
    "Die Listen sind {scope, select, workspace {im ganzen Workspace} other {in diesem Kanal}} übernommen.",
  "sources.undoLists": "Benannte Listen rückgängig machen",
  "sources.import.nothing":
    "In diesem Text steht keine Liste. Er braucht `include:`, `exclude:` oder `@name:` und dahinter Seiten, wie es `/sources export` zeigt.",
  "sources.import.refused":
    "Nichts wurde importiert. {count, plural, one {# Fehler} other {# Fehler}}:\n{faults}{left, plural, =0 {} one {\n- und # weiterer} other {\n- und # weitere}}",
  "sources.import.first": "- {fault}",
  "sources.import.further": "{before}\n- {fault}",
  "sources.import.head": "„{text}“ steht vor der ersten Liste. Schreib `include:`, `exclude:` oder `@name:` davor.",
  "sources.import.repeated": "{heading}: steht doppelt da.",
  "sources.import.nested": "{heading} kann {word} nicht enthalten: Eine benannte Liste enthält nur Seiten.",
  "sources.import.empty": "{heading} hat keine Seite.",
  "sources.button.exclude": "{site} ausschließen",
  "sources.button.remove": "{site} von der Liste nehmen",
  "sources.reported.heading": "**In diesem Kanal als falsche Quellen gemeldet**",
  "sources.reported.line": "- {host}: von {count, plural, one {# Person} other {# Personen}}",
  "sources.test.noQuestion": "Was soll gefragt werden? Zum Beispiel: `/sources test How do I retry a job?`",
  "sources.test.tooLong": "Eine Frage darf höchstens {max} Zeichen haben; diese hat {count}.",
  "sources.test.asked": "**Getestet**: {question}",
  "sources.test.service":
    "- **Gesucht mit**: {service}, höchstens {count, plural, one {# Ergebnis} other {# Ergebnisse}}",
  "sources.test.anySite": "- **Auf**: jeder Seite",
  "sources.test.only": "- **Nur auf** {count, plural, one {# Seite} other {# Seiten}}: {sites}",
  "sources.test.never": "- **Nie auf** {count, plural, one {# Seite} other {# Seiten}}: {sites}",
  "sources.test.noSources": "Der Endpunkt hat dazu keine Quelle genannt.",
  "sources.test.returned":
    "{count, plural, one {# Quelle kam zurück} other {# Quellen kamen zurück}}; {passing, plural, =0 {keine kommt durch} one {# kommt durch} other {# kommen durch}}:",
  "sources.test.passes": "✅ {source}",
  "sources.test.dropped": "❌ {source}: {verdict}",
  "sources.rule.address": "keine Adresse, die irgendwo zitiert werden darf",
  "sources.rule.excluded": "{site} ist ausgeschlossen ({scope})",
  "sources.rule.notIncluded": "nicht unter den eingeschlossenen Seiten ({scope})",
} as const;
