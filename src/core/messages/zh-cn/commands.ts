/** Simplified Chinese of `en/commands.ts`. */
export const typedCommands = {
  "typed.unknown": "没有 /{name} 这个命令。请试试 {known}。",
  "typed.unknownAction": "/{name} 不认识“{word}”。请试试 {known}。",
  "help.intro": "提及我并提问、直接给我发消息，或输入命令：",
} as const;
