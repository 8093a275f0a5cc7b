/** Spanish of `en/schedule.ts`. */
export const schedule = {
  "schedule.zoneInTime": "Da la zona horaria como opción aparte, no junto a la hora: `zone:Europe/Berlin`.",
  "schedule.never": "La hora `{cron}` no llega nunca.",
  "schedule.unevenHours":
    "En un día no caben un número entero de veces {every} horas. Elige cada 1, 2, 3, 4, 6, 8 o 12 horas, o escribe las horas, por ejemplo `daily at 8:00, 13:00 and 18:00`.",
  "schedule.noTime": "Di también a qué hora: por ejemplo `weekdays 9:00` o `every Monday 8:30`.",
  "schedule.tooOften":
    "Un digest puede publicarse una vez por hora como mucho. Escribe por ejemplo `hourly`, `every 2 hours`, o cron con un solo número para el minuto, como `30 9-17 * * 1-5`.",
  "schedule.notEveryMonth": "No todos los meses tienen ese día. Elige uno hasta el 28, o `last day of the month`.",
  "schedule.noWeekday": "Di también qué día de la semana: por ejemplo `every Monday 8:30`.",
  "schedule.differentMinutes":
    "Las horas de un digest tienen que compartir el minuto, por ejemplo `daily at 9:15 and 17:15`. Crea un digest para cada una de las otras.",
  "schedule.noSuchTime": "Ningún día tiene la hora «{text}». Escríbela como 9:00, 17:30 o 5:30 pm.",
  "schedule.noZone": "«{zone}» no es una zona horaria. Escribe una de la lista IANA, por ejemplo Europe/Berlin o UTC.",
  "schedule.notATime":
    "«{text}» no es una hora que yo entienda. Escribe por ejemplo `weekdays 9:00`, `every Monday 8:30`, o cron como `0 9 * * 1-5`.",
} as const;
