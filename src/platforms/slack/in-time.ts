import type { Clock } from "../../core/clock.ts";

/** Slack gives up after 3 s, and the way there and back takes some. https://docs.slack.dev/interactivity/handling-user-interaction */
const ACKNOWLEDGE_WITHIN_MS = 2_500;

/** What came of the work, or `late` when Slack must be answered before it is known; the work goes on. */
export async function inTime<Result>(clock: Clock, work: Promise<Result>): Promise<Result | "late"> {
  const over = new AbortController();
  const tooLate = clock.wait(ACKNOWLEDGE_WITHIN_MS, over.signal).then(
    () => "late" as const,
    () => "late" as const,
  );
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    over.abort();
  }
}
