/** French of `en/settings-command.ts`. */
export const settingsCommand = {
  "scope.install": "valeur par défaut",
  "scope.workspace": "cet espace de travail",
  "scope.category": "cette catégorie",
  "scope.channel": "ce salon",
  "scope.thread": "ce fil",
  "scope.question": "cette question",
  "settings.group.sources": "Sources",
  "settings.group.answers": "Réponses",
  "settings.group.conversation": "Conversation",
  "settings.group.rules": "Règles",
} as const;
