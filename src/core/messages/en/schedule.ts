/** What is said about times that people type. The words of a time are English in every language. */
export const schedule = {
  "schedule.zoneInTime": "Give the time zone as an option of its own, not with the time: `zone:Europe/Berlin`.",
  "schedule.never": "The time `{cron}` never comes.",
  "schedule.unevenHours":
    "A day has no whole number of times {every} hours. Choose every 1, 2, 3, 4, 6, 8 or 12 hours, or write the times, for example `daily at 8:00, 13:00 and 18:00`.",
  "schedule.noTime": "Say at what time, too: for example `weekdays 9:00` or `every Monday 8:30`.",
  "schedule.tooOften":
    "A digest can be posted once an hour at most. Write for example `hourly`, `every 2 hours`, or cron with one number for the minute, such as `30 9-17 * * 1-5`.",
  "schedule.notEveryMonth": "Not every month has that day. Choose one up to the 28th, or `last day of the month`.",
  "schedule.noWeekday": "Say on which day of the week, too: for example `every Monday 8:30`.",
  "schedule.differentMinutes":
    "The times of one digest need the same minute, for example `daily at 9:15 and 17:15`. Make a digest for each of the others.",
  "schedule.noSuchTime": "No day has the time “{text}”. Write it as 9:00, 17:30 or 5:30 pm.",
  "schedule.noZone":
    "“{zone}” is not a time zone. Write one as the IANA list has it, for example Europe/Berlin or UTC.",
  "schedule.notATime":
    "“{text}” is not a time that I understand. Write for example `weekdays 9:00`, `every Monday 8:30`, or cron such as `0 9 * * 1-5`.",
} as const;
