import type { RepeatStrategy } from "bullmq";
import { nextSlots } from "../core/digest-schedule.ts";
import { AppError } from "../core/errors.ts";
import type { Logger } from "../core/logger.ts";

const HOUR_MS = 60 * 60 * 1_000;

/** The next time of a schedule, by the rules of the product and not by BullMQ's own reader of cron expressions. */
export const nextOfSchedule: RepeatStrategy = (after, { pattern = "", tz = "UTC" }) =>
  nextSlots({ cron: pattern, timeZone: tz }, after, 1)[0];

/**
 * The same for a worker, which has nobody to tell that it does not know a time zone, although the process that took the
 * schedule down knew it. Without a next time the schedule would be gone for ever, so it is looked at again in an hour.
 */
export function nextOrLater(log: Logger): RepeatStrategy {
  return (after, options, name) => {
    try {
      return nextOfSchedule(after, options, name);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      log.error({ err: error, job: name }, "the next time of a schedule cannot be told; trying again in an hour");
      return after + HOUR_MS;
    }
  };
}
