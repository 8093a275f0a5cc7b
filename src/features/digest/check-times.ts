import type { Digest } from "../../core/digest.ts";
import { nextSlots } from "../../core/digest-schedule.ts";
import { UserInputError } from "../../core/errors.ts";

const MINUTE_MS = 60_000;
/** Each slot is a search that somebody pays for. */
const SHORTEST_GAP_MS = 15 * MINUTE_MS;
/** Enough to meet the two nearest times of any pattern. */
const LOOKED_AT = 50;

/** Refuses times that never come, or come too often. Throws UserInputError with a sentence. */
export function checkTimes(times: Pick<Digest, "cron" | "timeZone" | "when">, now: number): void {
  const slots = nextSlots(times, now, LOOKED_AT);
  if (slots.length === 0)
    throw new UserInputError(
      `“${times.when.slice(0, 60)}” is a time that never comes. Write for example \`weekdays 9:00\`.`,
    );
  const isTooOften = slots.some(
    (slot, index) => slot - (slots[index - 1] ?? Number.NEGATIVE_INFINITY) < SHORTEST_GAP_MS,
  );
  if (isTooOften)
    throw new UserInputError(`A digest can be posted every ${SHORTEST_GAP_MS / MINUTE_MS} minutes at most.`);
}
