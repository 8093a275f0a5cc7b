/** Simplified Chinese of `en/discord.ts`. */
export const discord = {
  "discord.menu.why": "为什么这样回答？",
  "discord.menu.ask": "就此提问",
  "discord.about.title": "就此提问",
  "discord.about.question": "你的问题",
  "discord.about.help": "问题会连同这条消息一起提出，并在此频道回答。",
  "discord.about.forgotten": "你所问的消息只会记住 15 分钟。请再次选择“就此提问”。",
  "discord.again": "修改我输入的内容",
  "discord.forgotten": "输入的内容只保留 10 分钟。请重新打开表单。",
  "discord.madePrivate": "这里的答案是私密的：你的答案会以只有你能看到的消息发出。",
  "discord.restarting": "Footnote 正在重启，所以没有接受。请一分钟后再问。",
  "discord.commandOutOfDate": "这个命令已过时。请重新加载 Discord，或告诉运行 Footnote 的人。",
  "discord.buttonOutOfDate": "这个按钮已过时。请再问一次。",
  "discord.formOutOfDate": "这个表单已过时。请重新打开。",
  "discord.formTooLate": "无法打开这个表单。请再试一次。",
  "discord.mark": "摘要",
  "discord.forumTag": "这个论坛的每个帖子都需要标签。请用 `/digest edit tag:…` 选一个：有 {names}。",
  "discord.forumHasNoTag":
    "这个论坛的每个帖子都需要标签，但一个标签也没有。请先在 Discord 中添加，再用 `/digest edit tag:…` 选择。",
  "discord.thread.answer": "答案",
  "discord.thread.digest": "摘要",
} as const;
