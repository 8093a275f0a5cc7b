/** German of `en/digest-command.ts`. */
export const digestCommand = {
  "digest.needsServer":
    "Digests gehören zu den Kanälen eines Servers. Schreib das in dem Kanal, der einen bekommen soll.",
  "digest.forbidden":
    "Das dürfen nur die Leute, die {scope, select, workspace {diesen Workspace} other {diesen Kanal}} verwalten: {who}. Frag sie.",
  "managers.discord.channel": "auf Discord, wer hier **Kanäle verwalten** darf",
  "managers.discord.workspace": "auf Discord, wer **Server verwalten** darf",
  "managers.slack.channel":
    "die Admins dieses Slack-Workspace, wer den Kanal angelegt hat, und die vom Betreiber Genannten",
  "managers.slack.workspace": "seine Admins in Slack und die vom Betreiber Genannten",
  "managers.web.channel": "wer diese Seite betreibt",
  "managers.web.workspace": "wer diese Seite betreibt",
  "digest.deleted": "Dieser Digest wurde gelöscht.",
  "digest.justDeleted": "Dieser Digest wurde gerade eben gelöscht.",
  "digest.noneHere":
    'Dieser Kanal hat noch keinen Digest. `/digest create TypeScript news when:"weekdays 9:00"` legt einen an.',
  "digest.noneYet": "Dieser Kanal hat noch keinen Digest. `/digest create` legt einen an.",
  "digest.noneInWorkspace": "Dieser Workspace hat noch keinen Digest.",
  "digest.removed": "{topic} ist gelöscht. Was er gepostet hat, bleibt.",
  "digest.running": "{topic} wird geschrieben. `/digest history {id}` zeigt, was daraus wird.",
  "digest.which": "Welcher Digest? Schreib seine Kennung:",
  "digest.ambiguous": "Mehr als ein Digest fängt so an. Schreib seine Kennung:",
  "digest.unknown":
    "Kein Digest dieses Kanals hat die Kennung oder den Anfang „{name}“. `/digest list` zeigt, welche es gibt.",
  "digest.noTopic": 'Wonach soll gesucht werden? Zum Beispiel: `/digest create TypeScript news when:"weekdays 9:00"`.',
  "digest.noTimes": 'Wann soll er kommen? Ergänze zum Beispiel `when:"weekdays 9:00"`.',
  "digest.already": "Diesen Digest hat dieser Kanal schon.",
  "digest.saved": "Gespeichert.",
  "digest.zoneRemembered": "Neue Digests dieses Workspace nehmen auch {zone}, wenn sie keine andere Zeitzone nennen.",
  "digest.hints":
    "`/digest preview {id}` zeigt dir, was er jetzt posten würde, `/digest edit {id} …` ändert ihn, `/digest delete {id}` löscht ihn.",
  "digest.nothingToChange": 'Was soll sich ändern? Zum Beispiel: `/digest edit {id} when:"every Monday 8:30" items:3`.',
  "digest.changed": "Geändert.",
  "digest.changedMeanwhile":
    "Nichts wurde geändert, weil jemand dasselbe geändert hat, nachdem du das Formular geöffnet hattest: {fields}. Öffne es noch einmal, um zu sehen, was jetzt dort steht.",
  "digest.paused": "Angehalten.",
  "digest.resumed": "Fortgesetzt.",
  "digest.wasPaused": "Er war schon angehalten.",
  "digest.wasNotPaused": "Er war nicht angehalten.",
  "digest.zoneIs": "Die Zeitzone dieses Workspace ist {zone}. `/digest zone Europe/Paris` ändert sie.",
  "digest.zoneStays":
    "Die Zeitzone dieses Workspace ist {zone}. Neue Digests nehmen sie, wenn sie keine andere nennen.",
  "digest.zoneChanged":
    "Die Zeitzone dieses Workspace ist jetzt {zone}; vorher war es {before}. Neue Digests nehmen sie, wenn sie keine andere nennen.",
  "digest.movedAlong": "Mit umgestellt:",
  "digest.keptZone": "Diese haben eine eigene Zeitzone und behalten sie:",
  "digest.andMore": "- und {count} weitere",
  "digest.topicTooLong": "Ein Thema darf höchstens {max} Zeichen haben; dieses hat {count}.",
  "digest.badItems": "Die Zahl der Meldungen ist eine ganze Zahl von {min} bis {max}.",
  "digest.badChoice": "„{text}“ passt nicht zu {name}. Schreib `{name}:` mit {choices}.",
  "digest.languageTooLong": "„{text}…“ ist zu lang für eine Sprache.",
  "digest.tagTooLong": "„{text}…“ ist zu lang für ein Tag.",
  "digest.badCrosspost": "Schreib `crosspost:yes` oder `crosspost:no`.",
  "digest.crosspostElsewhere": "Nur Discord hat Kanäle, denen andere folgen. Lass `crosspost` hier weg.",
  "digest.tagElsewhere": "Nur Discord hat Forenkanäle mit Tags. Lass `tag` hier weg.",
  "digest.exported":
    "{count, plural, one {# Digest} other {# Digests}} dieses Workspace. {blocks, plural, one {Dieser Block passt} other {Jeder Block für sich passt}} in `/digest import`.",
  "digest.nothingAdded": "Nichts wurde hinzugefügt:",
  "digest.rowFault": "- Digest {number}: {fault}",
  "digest.tooMany": "- Ein Workspace kann {max} Digests haben; das wären {count}.",
  "digest.added": "{added} von {all} hinzugefügt.",
  "digest.addedKnown": "{added} von {all} hinzugefügt. {known, plural, one {# war} other {# waren}} schon da.",
  "digest.noImport": "Füge hinter `/digest import` ein, was `/digest export` gezeigt hat.",
  "digest.noExport":
    "Das ist kein Export von Digests: Er enthält `'{'\"version\":1,\"digests\":[…]'}'` mit 1 bis {max} davon.",
  "digest.badField": "{field}: {fault}",
  "digest.foreignChannel":
    "{channel} ist kein Kanal dieses Workspace, den Footnote sehen kann. Lass `channelId` weg, um diesen Kanal zu nehmen.",
  "digest.idTaken": "Dieser Workspace hat schon einen Digest `{id}`.",
  "digest.workspaceFull":
    "Dieser Workspace hat {max} Digests, mehr gehen nicht. Lösche zuerst einen mit `/digest delete`.",
} as const;
