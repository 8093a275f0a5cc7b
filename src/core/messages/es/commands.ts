/** Spanish of `en/commands.ts`. */
export const typedCommands = {
  "typed.unknown": "No existe el comando /{name}. Prueba {known}.",
  "typed.unknownAction": "/{name} no conoce «{word}». Prueba {known}.",
  "help.intro": "Mencióname con una pregunta, escríbeme directamente o teclea un comando:",
} as const;
