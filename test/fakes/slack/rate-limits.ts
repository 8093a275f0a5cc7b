import type { Args } from "./chat-methods.ts";

/** What Slack lets one app call in one workspace, for sure, in any minute. https://docs.slack.dev/apis/web-api/rate-limits */
const perMinute: Readonly<Record<string, number>> = {
  "chat.startStream": 20,
  "chat.stopStream": 20,
  "chat.update": 50,
  "chat.delete": 50,
  "chat.appendStream": 100,
  "usergroups.list": 20,
  "users.conversations": 50,
  "users.info": 100,
  "conversations.history": 50,
  "conversations.replies": 50,
};
const MINUTE_MS = 60_000;
/** "1 per second", with bursts, in each channel. */
const POST_EVERY_MS = 1_000;
const POST_BURST = 5;

/** Counts what is called, and refuses what is more than Slack documents. What is refused does not count. */
export function createSlackRateLimits(clock: { now(): number }) {
  const called = new Map<string, number[]>();
  const paidUntil = new Map<string, number>();

  function secondsUntilPost(channel: string): number | undefined {
    const now = clock.now();
    const paid = Math.max(now, paidUntil.get(channel) ?? 0);
    const waitMs = paid + POST_EVERY_MS - POST_BURST * POST_EVERY_MS - now;
    if (waitMs > 0) return Math.max(1, Math.ceil(waitMs / 1_000));
    paidUntil.set(channel, paid + POST_EVERY_MS);
    return undefined;
  }

  return {
    /** The `Retry-After` of a call that is too many, in seconds. */
    refuse(method: string, { channel = "" }: Args): number | undefined {
      if (method === "chat.postMessage") return secondsUntilPost(channel);
      const limit = perMinute[method];
      if (limit === undefined) return undefined;
      const now = clock.now();
      const recent = (called.get(method) ?? []).filter((at) => at > now - MINUTE_MS);
      called.set(method, recent);
      const [oldest] = recent;
      if (recent.length >= limit && oldest !== undefined)
        return Math.max(1, Math.ceil((oldest + MINUTE_MS - now) / 1_000));
      recent.push(now);
      return undefined;
    },
  };
}
