/** French of `en/digest-form.ts`. */
export const digestForm = {
  "digest-form.create": "Nouveau digest",
  "digest-form.edit": "Modifier le digest",
  "digest-form.topic.label": "Sujet",
  "digest-form.topic.help": "Ce qu’il faut chercher, par exemple : nouvelles versions de TypeScript et de Node",
  "digest-form.when.label": "Quand",
  "digest-form.when.help": "weekdays 9:00, every Monday 8:30, daily 7:15, ou cron : 0 9 * * 1-5",
  "digest-form.zone.label": "Fuseau horaire",
  "digest-form.zone.help": "Par exemple Europe/Paris ; workspace, ou vide : celui de cet espace de travail",
  "digest-form.sites.label": "Sites",
  "digest-form.sites.help": "Seulement ceux-ci parmi les sites autorisés ; all, ou vide : tous",
  "digest-form.items.label": "Articles",
  "digest-form.items.help": "Combien d’articles, de 3 à 10",
} as const;
