/** Simplified Chinese of `en/schedule.ts`. */
export const schedule = {
  "schedule.zoneInTime": "请把时区作为单独的选项，不要和时间写在一起：`zone:Europe/Berlin`。",
  "schedule.never": "时间 `{cron}` 永远不会到来。",
  "schedule.unevenHours":
    "一天不能被 {every} 小时整除。请选择每 1、2、3、4、6、8 或 12 小时，或写出时间，例如 `daily at 8:00, 13:00 and 18:00`。",
  "schedule.noTime": "请同时写明几点：例如 `weekdays 9:00` 或 `every Monday 8:30`。",
  "schedule.tooOften":
    "摘要最多每小时发布一次。例如写 `hourly`、`every 2 hours`，或分钟只有一个数字的 cron，例如 `30 9-17 * * 1-5`。",
  "schedule.notEveryMonth": "并非每个月都有那一天。请选 28 日及以前的日子，或 `last day of the month`。",
  "schedule.noWeekday": "请同时写明星期几：例如 `every Monday 8:30`。",
  "schedule.differentMinutes": "一个摘要的各个时间必须分钟相同，例如 `daily at 9:15 and 17:15`。其他时间请另建摘要。",
  "schedule.noSuchTime": "没有“{text}”这个时间。请写成 9:00、17:30 或 5:30 pm。",
  "schedule.noZone": "“{zone}”不是时区。请写 IANA 列表中的名称，例如 Europe/Berlin 或 UTC。",
  "schedule.notATime":
    "我不明白“{text}”是什么时间。例如写 `weekdays 9:00`、`every Monday 8:30`，或 cron，例如 `0 9 * * 1-5`。",
} as const;
