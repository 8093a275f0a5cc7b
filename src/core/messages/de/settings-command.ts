/** German of `en/settings-command.ts`. */
export const settingsCommand = {
  "scope.install": "Standard",
  "scope.workspace": "dieser Workspace",
  "scope.category": "diese Kategorie",
  "scope.channel": "dieser Kanal",
  "scope.thread": "dieser Thread",
  "scope.question": "diese Frage",
  "settings.group.sources": "Quellen",
  "settings.group.answers": "Antworten",
  "settings.group.conversation": "Gespräch",
  "settings.group.rules": "Regeln",
} as const;
