/** French of `en/schedule.ts`. */
export const schedule = {
  "schedule.zoneInTime": "Donne le fuseau horaire comme option à part, pas avec l’heure : `zone:Europe/Berlin`.",
  "schedule.never": "L’heure `{cron}` ne vient jamais.",
  "schedule.unevenHours":
    "Une journée ne contient pas un nombre entier de fois {every} heures. Choisis toutes les 1, 2, 3, 4, 6, 8 ou 12 heures, ou écris les heures, par exemple `daily at 8:00, 13:00 and 18:00`.",
  "schedule.noTime": "Dis aussi à quelle heure : par exemple `weekdays 9:00` ou `every Monday 8:30`.",
  "schedule.tooOften":
    "Un digest peut paraître une fois par heure au plus. Écris par exemple `hourly`, `every 2 hours`, ou cron avec un seul nombre pour la minute, comme `30 9-17 * * 1-5`.",
  "schedule.notEveryMonth": "Tous les mois n’ont pas ce jour. Choisis-en un jusqu’au 28, ou `last day of the month`.",
  "schedule.noWeekday": "Dis aussi quel jour de la semaine : par exemple `every Monday 8:30`.",
  "schedule.differentMinutes":
    "Les heures d’un digest doivent avoir la même minute, par exemple `daily at 9:15 and 17:15`. Crée un digest pour chacune des autres.",
  "schedule.noSuchTime": "Aucun jour n’a l’heure « {text} ». Écris-la 9:00, 17:30 ou 5:30 pm.",
  "schedule.noZone":
    "« {zone} » n’est pas un fuseau horaire. Écris-en un de la liste IANA, par exemple Europe/Berlin ou UTC.",
  "schedule.notATime":
    "« {text} » n’est pas une heure que je comprends. Écris par exemple `weekdays 9:00`, `every Monday 8:30`, ou cron comme `0 9 * * 1-5`.",
} as const;
