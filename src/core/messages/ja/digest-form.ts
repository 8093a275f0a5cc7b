/** Japanese of `en/digest-form.ts`. */
export const digestForm = {
  "digest-form.create": "新しいダイジェスト",
  "digest-form.edit": "ダイジェストの編集",
  "digest-form.topic.label": "テーマ",
  "digest-form.topic.help": "何を探すか。例：TypeScript と Node の新しいリリース",
  "digest-form.when.label": "日時",
  "digest-form.when.help": "weekdays 9:00、every Monday 8:30、daily 7:15、または cron：0 9 * * 1-5",
  "digest-form.zone.label": "タイムゾーン",
  "digest-form.zone.help": "Europe/Berlin など。workspace または空欄：このワークスペースのもの",
  "digest-form.sites.label": "サイト",
  "digest-form.sites.help": "許可されたサイトのうちこれらだけ。all または空欄：すべて",
  "digest-form.items.label": "記事",
  "digest-form.items.help": "記事の数（3〜10）",
} as const;
