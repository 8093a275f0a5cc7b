/** Simplified Chinese of `en/asking.ts`. */
export const asking = {
  "ask.empty": "请问点什么，例如：`/ask What is new in TypeScript?`",
  "ask.tooLong": "问题最多 {max} 个字符；这个有 {length} 个。",
  "ask.commandsOnly": "在此频道我只回答命令。请用 `/ask` 提问。",
  "ask.mayNotAsk": "这里只有某些身份组或用户组可以提问，而你不在其中。管理此频道的人可以更改。",
  "ask.privateOnly": "此频道的答案只有提问者能看到，而对消息的回答做不到这一点。请用 `/ask` 提问。",
  "ask.cannotNarrow": "{service} 不能只搜索这些网站。请去掉 `sites`，或请频道管理员换一个搜索服务。",
  "ask.ignoresLists": "{service} 不能遵循网站列表。频道管理员可以换一个搜索服务。",
  "control.unknown": "这个答案太旧，已不知道当时问了什么。请再问一次。",
  "control.forbidden": "只有提问的人和管理此频道的人才能这样做。",
  "control.finished": "没有可停止的内容：这个答案已经写完。",
  "control.running": "这个答案已经在撰写中。",
} as const;
