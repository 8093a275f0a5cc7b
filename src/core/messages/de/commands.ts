/** German of `en/commands.ts`. */
export const typedCommands = {
  "typed.unknown": "Den Befehl /{name} gibt es nicht. Versuch {known}.",
  "typed.unknownAction": "/{name} kennt „{word}“ nicht. Versuch {known}.",
  "help.intro": "Erwähne mich mit einer Frage, schreib mir direkt, oder tippe einen Befehl:",
} as const;
