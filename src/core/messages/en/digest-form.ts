/** The forms of digests: a title has 24 characters at most, a label 45, a help 100. */
export const digestForm = {
  "digest-form.create": "New digest",
  "digest-form.edit": "Edit digest",
  "digest-form.topic.label": "Topic",
  "digest-form.topic.help": "What to look for, for example: new releases of TypeScript and Node",
  "digest-form.when.label": "When",
  "digest-form.when.help": "weekdays 9:00, every Monday 8:30, daily 7:15, or cron: 0 9 * * 1-5",
  "digest-form.zone.label": "Time zone",
  "digest-form.zone.help": "Such as Europe/Berlin; workspace, or empty: the one this workspace uses",
  "digest-form.sites.label": "Sites",
  "digest-form.sites.help": "Only these of the allowed sites; all, or empty: every one of them",
  "digest-form.items.label": "Items",
  "digest-form.items.help": "How many items, from 3 to 10",
} as const;
