/** Japanese of `en/schedule.ts`. */
export const schedule = {
  "schedule.zoneInTime": "タイムゾーンは時刻と一緒ではなく、別のオプションで指定してください：`zone:Europe/Berlin`。",
  "schedule.never": "時刻 `{cron}` は決して来ません。",
  "schedule.unevenHours":
    "1 日は {every} 時間で割り切れません。1、2、3、4、6、8、12 時間ごとから選ぶか、`daily at 8:00, 13:00 and 18:00` のように時刻を書いてください。",
  "schedule.noTime": "時刻も書いてください。例：`weekdays 9:00` や `every Monday 8:30`。",
  "schedule.tooOften":
    "ダイジェストは 1 時間に 1 回までです。例：`hourly`、`every 2 hours`、または分を 1 つの数にした cron（`30 9-17 * * 1-5` など）。",
  "schedule.notEveryMonth": "その日がない月があります。28 日までの日か、`last day of the month` を選んでください。",
  "schedule.noWeekday": "曜日も書いてください。例：`every Monday 8:30`。",
  "schedule.differentMinutes":
    "1 つのダイジェストの時刻は分をそろえてください。例：`daily at 9:15 and 17:15`。ほかの時刻には別のダイジェストを作ってください。",
  "schedule.noSuchTime": "「{text}」という時刻はありません。9:00、17:30、5:30 pm のように書いてください。",
  "schedule.noZone": "「{zone}」はタイムゾーンではありません。Europe/Berlin や UTC など、IANA の名前で書いてください。",
  "schedule.notATime":
    "「{text}」は時刻として理解できません。例：`weekdays 9:00`、`every Monday 8:30`、または `0 9 * * 1-5` のような cron。",
} as const;
