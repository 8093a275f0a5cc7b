/** Japanese of `en/settings-command.ts`. */
export const settingsCommand = {
  "scope.install": "既定値",
  "scope.workspace": "このワークスペース",
  "scope.category": "このカテゴリ",
  "scope.channel": "このチャンネル",
  "scope.thread": "このスレッド",
  "scope.question": "この質問",
  "settings.group.sources": "出典",
  "settings.group.answers": "回答",
  "settings.group.conversation": "会話",
  "settings.group.rules": "ルール",
} as const;
