/** Simplified Chinese of `en/report.ts`. */
export const report = {
  "report.liked": "已记录：好答案。谢谢。",
  "report.whatWasWrong": "已记录：不是好答案。哪里不对？",
  "report.reason.source": "来源不当",
  "report.reason.wrong": "不属实",
  "report.reason.outdated": "已过时",
  "report.reason.length": "长度不合适",
  "report.reason.other": "其他",
  "report.reason.unknown": "请用以下词语之一说明哪里不对：{known}。",
  "report.thanks": "已记录。谢谢。",
  "report.unfinished": "这个答案还没写完，所以无法评价。",
  "report.unknown": "这里已不再有这个答案的记录。",
  "report.sources.choose": "哪个来源不当？此频道以后将不再使用它的网站。",
  "report.sources.byHand": "已记录。这些网站无法一键排除：{sites}。`/sources show` 会显示这里的设置。",
  "report.sources.recorded": "已记录。管理此频道的人可以在 `/sources show` 中看到，并可以排除 {sites}。",
  "report.sources.excluded": "已记录。这个答案的网站在此频道已被排除。",
  "report.sources.none": "已记录。这个答案没有列出来源。",
  "report.sources.forgotten": "已记录。这个答案有哪些来源已无从得知；`/sources exclude` 可以排除网站。",
  "report.digest.tooOld": "这里没有可评价的内容：这个帖子太旧、没有新闻，或它的摘要已不存在。",
  "report.digest.noNews": "这里没有可评价的内容：这个帖子没有新闻。",
  "report.digest.noItem": "这个帖子没有这一条。",
  "report.digest.noted":
    "{value, select, up {已记录：此摘要中会多一些像“{title}”这样的内容。} other {已记录：此摘要中会少一些像“{title}”这样的内容。}}",
  "report.digest.notedAll":
    "{value, select, up {已记录：此摘要中会多一些这样的内容。} other {已记录：此摘要中会少一些这样的内容。}}",
} as const;
