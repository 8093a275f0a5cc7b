/** Simplified Chinese of `en/digest-form.ts`. */
export const digestForm = {
  "digest-form.create": "新建摘要",
  "digest-form.edit": "编辑摘要",
  "digest-form.topic.label": "主题",
  "digest-form.topic.help": "要找什么，例如：TypeScript 和 Node 的新版本",
  "digest-form.when.label": "时间",
  "digest-form.when.help": "weekdays 9:00、every Monday 8:30、daily 7:15，或 cron：0 9 * * 1-5",
  "digest-form.zone.label": "时区",
  "digest-form.zone.help": "例如 Europe/Berlin；workspace 或留空：此工作区所用的时区",
  "digest-form.sites.label": "网站",
  "digest-form.sites.help": "只用允许网站中的这些；all 或留空：全部",
  "digest-form.items.label": "条目",
  "digest-form.items.help": "多少条，3 到 10",
} as const;
