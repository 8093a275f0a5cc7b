/** German of `en/schedule.ts`. */
export const schedule = {
  "schedule.zoneInTime": "Gib die Zeitzone als eigene Option an, nicht bei der Uhrzeit: `zone:Europe/Berlin`.",
  "schedule.never": "Die Zeit `{cron}` kommt nie.",
  "schedule.unevenHours":
    "Ein Tag hat keine ganze Zahl von Malen {every} Stunden. Wähle alle 1, 2, 3, 4, 6, 8 oder 12 Stunden, oder schreib die Zeiten, zum Beispiel `daily at 8:00, 13:00 and 18:00`.",
  "schedule.noTime": "Sag auch, zu welcher Uhrzeit: zum Beispiel `weekdays 9:00` oder `every Monday 8:30`.",
  "schedule.tooOften":
    "Ein Digest kann höchstens einmal in der Stunde kommen. Schreib zum Beispiel `hourly`, `every 2 hours`, oder Cron mit einer einzigen Zahl für die Minute, wie `30 9-17 * * 1-5`.",
  "schedule.notEveryMonth": "Nicht jeder Monat hat diesen Tag. Wähle einen bis zum 28., oder `last day of the month`.",
  "schedule.noWeekday": "Sag auch, an welchem Wochentag: zum Beispiel `every Monday 8:30`.",
  "schedule.differentMinutes":
    "Die Zeiten eines Digests brauchen dieselbe Minute, zum Beispiel `daily at 9:15 and 17:15`. Mach für jede andere einen eigenen Digest.",
  "schedule.noSuchTime": "Kein Tag hat die Uhrzeit „{text}“. Schreib sie als 9:00, 17:30 oder 5:30 pm.",
  "schedule.noZone":
    "„{zone}“ ist keine Zeitzone. Schreib eine aus der IANA-Liste, zum Beispiel Europe/Berlin oder UTC.",
  "schedule.notATime":
    "„{text}“ ist keine Zeit, die ich verstehe. Schreib zum Beispiel `weekdays 9:00`, `every Monday 8:30`, oder Cron wie `0 9 * * 1-5`.",
} as const;
