/** German of `en/settings-command.ts`. */
export const settingsCommand = {
  "scope.install": "Standard",
  "scope.workspace": "dieser Workspace",
  "scope.category": "diese Kategorie",
  "scope.channel": "dieser Kanal",
  "scope.thread": "dieser Thread",
  "scope.question": "diese Frage",
  "scope.by.install": "den Betreiber von Footnote",
  "scope.by.workspace": "diesen Workspace",
  "scope.by.category": "diese Kategorie",
  "scope.by.channel": "diesen Kanal",
  "scope.by.thread": "diesen Thread",
  "scope.by.question": "diese Frage",
  "settings.group.sources": "Quellen",
  "settings.group.answers": "Antworten",
  "settings.group.conversation": "Gespräch",
  "settings.group.rules": "Regeln",
  "settings.card.line": "- **{setting}**: {value}",
  "settings.card.locked": "- **{setting}**: {value}, gesperrt durch {by}",
  "settings.card.value": "{value} ({scope})",
  "settings.card.noSite": "keine Seite, weil jede eingeschlossene auch ausgeschlossen ist",
  "settings.button.edit": "Bearbeiten: {group}",
  "settings.button.history": "Verlauf",
  "settings.button.show": "Alle Einstellungen",
  "settings.button.undo": "{number} rückgängig machen",
  "settings.card.typed": "- `{key}` {setting}: {value}",
  "settings.form.inherit": "Wie im übergeordneten Bereich: {value}",
  "settings.edit.groups": "Welche Einstellungen ({scope})?",
  "settings.edit.typed":
    "Einstellungen werden hier getippt, zum Beispiel `/settings set {key} {example} scope:{scope}`. Mit `-` als Wert entscheidet der übergeordnete Bereich. Jetzt gilt:",
  "settings.edit.allLocked":
    "{group}: Alle davon sind durch einen übergeordneten Bereich gesperrt. `/settings show` zeigt, durch welchen.",
  "settings.edit.faults": "Nichts wurde geändert:",
  "settings.edit.fault": "- **{setting}**: {sentence}",
  "settings.edit.conflict":
    "Nichts wurde geändert, weil jemand dasselbe geändert hat, nachdem du das Formular geöffnet hattest. Öffne es noch einmal, um zu sehen, was jetzt dort steht:",
  "settings.edit.conflictLine": "- {who} hat **{setting}** von {before} auf {after} geändert ({when})",
  "settings.edit.tooOld":
    "Nichts wurde geändert, weil dieses Formular zu alt ist, um zu sagen, was inzwischen geändert wurde. Öffne es noch einmal.",
  "settings.history.none": "Hier wurde noch nichts geändert.",
  "settings.history.heading": "Was hier geändert wurde, das Neueste zuerst (Zeiten in {timeZone}):",
  "settings.history.entry": "**{number}.** {when}, {who}, {scope} (`{id}`)",
  "settings.history.line": "- {part}: {before} → {after}",
  "settings.history.more":
    "{count, plural, one {# ältere Änderung wird nicht gezeigt.} other {# ältere Änderungen werden nicht gezeigt.}}",
  "settings.part.locked": "Sperren",
  "settings.part.siteLists": "Benannte Listen",
  "settings.part.unsaid": "nicht festgelegt",
  "settings.undo.none":
    "Hier gibt es keine Änderung von dir, die sich zurücknehmen lässt. `/settings history` zeigt alle.",
  "settings.undo.unknown": "Die Änderung „{id}“ gibt es nicht. `/settings history` zeigt, welche es gibt.",
  "settings.undo.changedSince":
    "Das wurde nicht rückgängig gemacht, weil {who} „{part}“ seitdem geändert hat ({when}). `/settings history` zeigt, wie.",
  "settings.undo.changedBySomebody":
    "Das wurde nicht rückgängig gemacht, weil „{part}“ seitdem geändert wurde. `/settings history` zeigt, wie.",
  "settings.undo.done": "Rückgängig gemacht: Was {who} geändert hat ({scope}, {when}), ist wieder wie vorher.",
  "settings.lock.done":
    "„{setting}“ ist jetzt gesperrt: Kanäle, Kategorien und Threads können es nicht ändern. `/settings unlock {key}` erlaubt es ihnen wieder.",
  "settings.lock.already": "„{setting}“ ist schon gesperrt.",
  "settings.lock.pointless": "„{setting}“ gilt für den ganzen Workspace: Ein Kanal kann es ohnehin nicht ändern.",
  "settings.unlock.done": "„{setting}“ ist jetzt entsperrt: Kanäle dürfen es anders halten.",
  "settings.unlock.already": "„{setting}“ ist nicht gesperrt.",
  "settings.changed": "Geändert ({scope}). Jetzt gilt:",
  "settings.unchanged": "Nichts wurde geändert, weil es schon so war. Es gilt:",
  "settings.no.workspace":
    "Eine Direktnachricht gehört zu keinem Server. Lass `scope` weg, um es nur für diese zu ändern.",
  "settings.no.category": "Dieser Kanal steht in keiner Kategorie. Wähle `scope:channel` oder `scope:workspace`.",
  "settings.no.thread": "Das ist kein Thread. Schreib es in den Thread, den du meinst, oder lass `scope` weg.",
  "settings.notAScope": "„{text}“ ist kein Bereich. Schreib {scopes}.",
  "settings.notASetting": "„{text}“ ist keine Einstellung. Es gibt: {settings}.",
  "settings.notAGroup": "„{text}“ ist keine Gruppe von Einstellungen. Wähle {groups}.",
  "settings.noSetting": "Welche Einstellung? Zum Beispiel: {example}. Es gibt: {settings}.",
  "settings.noValue":
    "Welcher Wert? Zum Beispiel: `/settings set {setting} {example}`. Mit `/settings reset {setting}` entscheidet der übergeordnete Bereich.",
  "settings.onlyWorkspace": "„{setting}“ gilt für den ganzen Workspace: Ergänze `scope:workspace`.",
  "settings.forbidden.discord.channel":
    "Die Einstellungen dieses Kanals darf nur ändern, wer hier **Kanäle verwalten** darf. Frag eine dieser Personen.",
  "settings.forbidden.discord.workspace":
    "Die Einstellungen dieses Servers und seiner Kategorien darf nur ändern, wer **Server verwalten** darf. Frag eine dieser Personen.",
  "settings.forbidden.slack.channel":
    "Die Einstellungen dieses Kanals darf nur ändern, wer ihn angelegt hat, wer Admin dieses Slack-Workspace ist oder wen der Betreiber genannt hat (`SLACK_CHANNEL_MANAGERS`). Frag eine dieser Personen.",
  "settings.forbidden.slack.workspace":
    "Die Einstellungen dieses Slack-Workspace darf nur ändern, wer dort Admin ist oder wen der Betreiber genannt hat (`SLACK_CHANNEL_MANAGERS`). Frag eine dieser Personen.",
  "settings.forbidden.web.channel": "Nur wer diese Seite betreibt, darf ihre Einstellungen ändern.",
  "settings.forbidden.web.workspace": "Nur wer diese Seite betreibt, darf ihre Einstellungen ändern.",
} as const;
