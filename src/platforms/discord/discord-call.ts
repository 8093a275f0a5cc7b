import { type RateLimitData, REST, type RequestMethod, type RouteLike } from "discord.js";
import { noSendBudget, type SendBucket, type SendBudget, type SendCall, type Urgency } from "../../core/send-budget.ts";
import { toPlatformError } from "./platform-error.ts";
import { allOfOneToken } from "./send-buckets.ts";

/** What speaks for the bot: its token, its application, and where Discord's REST interface is. */
export interface DiscordCredentials {
  readonly token: string;
  readonly applicationId: string;
  /** `https://discord.com/api`, without a version. */
  readonly apiUrl: string;
}

interface DiscordRequest {
  readonly method: RequestMethod;
  readonly route: RouteLike;
  readonly body?: object | undefined;
  readonly query?: URLSearchParams | undefined;
  /** Off: the route carries an interaction's own token, and counts for nothing else. */
  readonly auth?: boolean | undefined;
  /** Whether doing it twice is the same as doing it once; only then is it tried again by itself. */
  readonly repeatable: boolean;
  /** What it counts for besides the requests of the whole token. Absent: nothing that is written often. */
  readonly bucket?: SendBucket | undefined;
  /** `post` unless told. */
  readonly urgency?: Urgency | undefined;
}

/** One REST call. Resolves to Discord's JSON and throws PlatformError only. */
export type DiscordCall = (request: DiscordRequest, context: Omit<SendCall, "urgency">) => Promise<unknown>;

export const API_VERSION = "10";
/** One exchange with Discord; @discordjs/rest's own default. */
export const REQUEST_TIMEOUT_MS = 15_000;
/** One call whose turn has come, with its queueing, short rate-limit waits and repetitions. */
const CALL_WITHIN_MS = 40_000;
/** Longer rate-limit waits are waited out in the budget's order, or by the caller. */
const LONGEST_RATE_LIMIT_WAIT_MS = 3_000;

/** Creates the one way out to Discord's REST interface: queued per rate-limit bucket, with deadlines. */
export function createDiscordCall(
  { token, apiUrl }: Omit<DiscordCredentials, "applicationId">,
  { budget = noSendBudget }: { readonly budget?: SendBudget | undefined } = {},
): DiscordCall {
  const create = (options: { readonly retries: number; readonly globalRequestsPerSecond?: number }) =>
    new REST({
      ...options,
      api: apiUrl,
      version: API_VERSION,
      timeout: REQUEST_TIMEOUT_MS,
      rejectOnRateLimit: (limit: RateLimitData) => limit.retryAfter > LONGEST_RATE_LIMIT_WAIT_MS,
    }).setToken(token);
  const asBot = create({ retries: 1 });
  const asBotOnce = create({ retries: 0 });
  // Discord does not count what goes by an interaction's token. https://docs.discord.com/developers/topics/rate-limits
  const byToken = create({ retries: 1, globalRequestsPerSecond: Number.POSITIVE_INFINITY });
  const byTokenOnce = create({ retries: 0, globalRequestsPerSecond: Number.POSITIVE_INFINITY });
  return async (request, context) => {
    const { auth = true, bucket, urgency = "post" } = request;
    const send = () => exchange(request, context);
    if (!auth) return send();
    const paced = { urgency, ...context };
    if (bucket !== undefined) return budget.run({ ...bucket, within: allOfOneToken }, paced, send);
    await budget.take(allOfOneToken, paced);
    return send();
  };

  async function exchange(
    { method, route, body, query, auth = true, repeatable }: DiscordRequest,
    { signal }: { readonly signal: AbortSignal },
  ): Promise<unknown> {
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
  }
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
