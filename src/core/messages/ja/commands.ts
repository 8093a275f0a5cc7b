/** Japanese of `en/commands.ts`. */
export const typedCommands = {
  "typed.unknown": "/{name} というコマンドはありません。{known} をお試しください。",
  "typed.unknownAction": "/{name} に「{word}」はありません。{known} をお試しください。",
  "help.intro": "質問を書いてメンションするか、直接メッセージを送るか、コマンドを入力してください：",
} as const;
