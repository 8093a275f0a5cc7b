export interface FakeRateLimit {
  readonly limit: number;
  readonly windowMs: number;
  /** What all requests with the bot's token together may be in a second. Discord's own is 50. */
  readonly perSecond?: number;
}

export interface RateLimitVerdict {
  readonly limited: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/** Counts requests per bucket in fixed windows of real time, because the real client waits in real time. */
export function createFakeRateLimiter({ limit, windowMs, perSecond = Number.POSITIVE_INFINITY }: FakeRateLimit) {
  const buckets = new Map<string, { resetAt: number; used: number }>();
  let second = { endsAt: 0, used: 0 };
  return (bucket: string, { isCounted }: { readonly isCounted: boolean }): RateLimitVerdict => {
    const now = Date.now();
    if (isCounted) {
      if (now >= second.endsAt) second = { endsAt: now + 1_000, used: 0 };
      second.used += 1;
      if (second.used > perSecond) {
        const retryAfter = ((second.endsAt - now) / 1_000).toFixed(3);
        const headers = { "x-ratelimit-global": "true", "x-ratelimit-scope": "global", "retry-after": retryAfter };
        return { limited: true, headers };
      }
    }
    const known = buckets.get(bucket);
    const current = known !== undefined && known.resetAt > now ? known : { resetAt: now + windowMs, used: 0 };
    buckets.set(bucket, current);
    current.used += 1;
    const limited = current.used > limit;
    const resetAfter = ((current.resetAt - now) / 1_000).toFixed(3);
    return {
      limited,
      headers: {
        "x-ratelimit-limit": String(limit),
        "x-ratelimit-remaining": String(Math.max(0, limit - current.used)),
        "x-ratelimit-reset": (current.resetAt / 1_000).toFixed(3),
        "x-ratelimit-reset-after": resetAfter,
        "x-ratelimit-bucket": Buffer.from(bucket.replace(/\d+/gu, "id")).toString("hex"),
        ...(limited ? { "retry-after": resetAfter, "x-ratelimit-scope": "user" } : {}),
      },
    };
  };
}
