/** What is said about commands that are typed wrong, and around the list of them. */
export const typedCommands = {
  "typed.unknown": "There is no command /{name}. Try {known}.",
  "typed.unknownAction": "/{name} does not know “{word}”. Try {known}.",
  "help.intro": "Mention me with a question, write to me directly, or type a command:",
} as const;
