/** German of `en/digest-form.ts`. */
export const digestForm = {
  "digest-form.create": "Neuer Digest",
  "digest-form.edit": "Digest bearbeiten",
  "digest-form.topic.label": "Thema",
  "digest-form.topic.help": "Wonach gesucht wird, zum Beispiel: neue Versionen von TypeScript und Node",
  "digest-form.when.label": "Wann",
  "digest-form.when.help": "weekdays 9:00, every Monday 8:30, daily 7:15 oder Cron: 0 9 * * 1-5",
  "digest-form.zone.label": "Zeitzone",
  "digest-form.zone.help": "Etwa Europe/Berlin; workspace oder leer: die dieses Workspace",
  "digest-form.sites.label": "Seiten",
  "digest-form.sites.help": "Nur diese der erlaubten Seiten; all oder leer: alle davon",
  "digest-form.items.label": "Meldungen",
  "digest-form.items.help": "Wie viele Meldungen, von 3 bis 10",
} as const;
