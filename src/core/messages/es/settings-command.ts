/** Spanish of `en/settings-command.ts`. */
export const settingsCommand = {
  "scope.install": "valor por defecto",
  "scope.workspace": "este espacio de trabajo",
  "scope.category": "esta categoría",
  "scope.channel": "este canal",
  "scope.thread": "este hilo",
  "scope.question": "esta pregunta",
  "settings.group.sources": "Fuentes",
  "settings.group.answers": "Respuestas",
  "settings.group.conversation": "Conversación",
  "settings.group.rules": "Reglas",
} as const;
