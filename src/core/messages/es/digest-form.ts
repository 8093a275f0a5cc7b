/** Spanish of `en/digest-form.ts`. */
export const digestForm = {
  "digest-form.create": "Nuevo digest",
  "digest-form.edit": "Editar digest",
  "digest-form.topic.label": "Tema",
  "digest-form.topic.help": "Qué buscar, por ejemplo: nuevas versiones de TypeScript y Node",
  "digest-form.when.label": "Cuándo",
  "digest-form.when.help": "weekdays 9:00, every Monday 8:30, daily 7:15, o cron: 0 9 * * 1-5",
  "digest-form.zone.label": "Zona horaria",
  "digest-form.zone.help": "Como Europe/Berlin; workspace, o vacío: la que usa este espacio de trabajo",
  "digest-form.sites.label": "Sitios",
  "digest-form.sites.help": "Solo estos de los sitios permitidos; all, o vacío: todos ellos",
  "digest-form.items.label": "Noticias",
  "digest-form.items.help": "Cuántas noticias, de 3 a 10",
} as const;
