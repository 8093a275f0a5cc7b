/** What `/settings` says. */
export const settingsCommand = {
  "scope.install": "default",
  "scope.workspace": "this workspace",
  "scope.category": "this category",
  "scope.channel": "this channel",
  "scope.thread": "this thread",
  "scope.question": "this question",
  "settings.group.sources": "Sources",
  "settings.group.answers": "Answers",
  "settings.group.conversation": "Conversation",
  "settings.group.rules": "Rules",
} as const;
