/** French of `en/commands.ts`. */
export const typedCommands = {
  "typed.unknown": "La commande /{name} n’existe pas. Essaie {known}.",
  "typed.unknownAction": "/{name} ne connaît pas « {word} ». Essaie {known}.",
  "help.intro": "Mentionne-moi avec une question, écris-moi directement, ou tape une commande :",
} as const;
