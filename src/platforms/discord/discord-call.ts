import { type RateLimitData, REST, type RequestMethod, type RouteLike } from "discord.js";
import { toPlatformError } from "./platform-error.ts";

/** What speaks for the bot: its token, its application, and where Discord's REST interface is. */
export interface DiscordCredentials {
  readonly token: string;
  readonly applicationId: string;
  /** `https://discord.com/api`, without a version. */
  readonly apiUrl: string;
  /**
   * This process's share of the 50 requests a second that Discord allows all processes with one token together; 50
   * unless told. What exceeds it is refused (429) and waits.
   * https://docs.discord.com/developers/topics/rate-limits#global-rate-limit
   */
  readonly requestsPerSecond?: number | undefined;
}

interface DiscordRequest {
  readonly method: RequestMethod;
  readonly route: RouteLike;
  readonly body?: object | undefined;
  readonly query?: URLSearchParams | undefined;
  /** Off: the route carries an interaction's own token. */
  readonly auth?: boolean | undefined;
  /** Whether doing it twice is the same as doing it once; only then is it tried again by itself. */
  readonly repeatable: boolean;
}

/** One REST call. Resolves to Discord's JSON and throws PlatformError only. */
export type DiscordCall = (request: DiscordRequest, context: { readonly signal: AbortSignal }) => Promise<unknown>;

export const API_VERSION = "10";
/** One exchange with Discord; @discordjs/rest's own default. */
export const REQUEST_TIMEOUT_MS = 15_000;
/** One call with its queueing, rate-limit waits and repetitions. */
const CALL_WITHIN_MS = 40_000;
/** https://docs.discord.com/developers/topics/rate-limits#global-rate-limit */
const ALLOWED_PER_SECOND = 50;
/** Longer rate-limit waits go back to the caller, whose job can wait without holding a worker. */
const LONGEST_RATE_LIMIT_WAIT_MS = 3_000;

/** Creates the one way out to Discord's REST interface: queued per rate-limit bucket, with deadlines. */
export function createDiscordCall({
  token,
  apiUrl,
  requestsPerSecond = ALLOWED_PER_SECOND,
}: Omit<DiscordCredentials, "applicationId">): DiscordCall {
  const create = (options: { readonly retries: number; readonly globalRequestsPerSecond: number }) =>
    new REST({
      ...options,
      api: apiUrl,
      version: API_VERSION,
      timeout: REQUEST_TIMEOUT_MS,
      rejectOnRateLimit: (limit: RateLimitData) => limit.retryAfter > LONGEST_RATE_LIMIT_WAIT_MS,
    }).setToken(token);
  const asBot = create({ retries: 1, globalRequestsPerSecond: requestsPerSecond });
  // For the few requests that must not be repeated: they hardly count beside the others.
  const asBotOnce = create({ retries: 0, globalRequestsPerSecond: requestsPerSecond });
  // Discord does not count what goes by an interaction's token. https://docs.discord.com/developers/topics/rate-limits
  const byToken = create({ retries: 1, globalRequestsPerSecond: Number.POSITIVE_INFINITY });
  const byTokenOnce = create({ retries: 0, globalRequestsPerSecond: Number.POSITIVE_INFINITY });
  return async ({ method, route, body, query, auth = true, repeatable }, { signal }) => {
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(CALL_WITHIN_MS)]);
    try {
      bounded.throwIfAborted();
      const [often, once] = auth ? [asBot, asBotOnce] : [byToken, byTokenOnce];
      const rest = repeatable ? often : once;
      const request = { method, fullRoute: route, body, auth, ...(query === undefined ? {} : { query }) };
      return await unlessAborted(rest.request({ ...request, signal: bounded }), bounded);
    } catch (error) {
      throw toPlatformError(error);
    }
  };
}

/** The REST class sleeps through a rate limit without looking at the signal. */
async function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const stop = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true, signal: stop.signal });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    stop.abort();
  }
}
