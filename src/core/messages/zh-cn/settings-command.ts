/** Simplified Chinese of `en/settings-command.ts`. */
export const settingsCommand = {
  "scope.install": "默认",
  "scope.workspace": "此工作区",
  "scope.category": "此类别",
  "scope.channel": "此频道",
  "scope.thread": "此消息列",
  "scope.question": "此问题",
  "settings.group.sources": "来源",
  "settings.group.answers": "答案",
  "settings.group.conversation": "对话",
  "settings.group.rules": "规则",
} as const;
