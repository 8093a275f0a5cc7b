/** Spanish of `en/commands.ts`. */
export const typedCommands = {
  "command.unknown": "No existe el comando /{name}. Prueba {known}.",
  "command.unknownAction": "/{name} no conoce «{word}». Prueba {known}.",
  "help.intro": "Mencióname con una pregunta, escríbeme directamente o teclea un comando:",
} as const;
