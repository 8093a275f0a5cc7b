import { WebClient } from "@slack/web-api";
import { PlatformError } from "../../core/errors.ts";
import { untilAborted } from "../../core/linked-abort.ts";
import type { Logger } from "../../core/logger.ts";
import { createApiFetch } from "./api-fetch.ts";
import { toPlatformError } from "./platform-error.ts";
import { toSdkLogger } from "./sdk-logger.ts";

/** The Web API, called once per call: whoever called decides what to try again. */
export interface SlackApi {
  /**
   * Runs one call and throws what came of it as a PlatformError. When the signal aborts, the wait ends and the outcome
   * stays unknown; the request itself ends after its own deadline.
   */
  call<Result>(method: string, signal: AbortSignal, send: (client: WebClient) => Promise<Result>): Promise<Result>;
}

export interface SlackApiOptions {
  readonly botToken: string;
  /** `https://slack.com/api/` */
  readonly apiUrl: string;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;

export function createSlackApi({ log }: { readonly log: Logger }, options: SlackApiOptions): SlackApi {
  const client = new WebClient(options.botToken, {
    slackApiUrl: options.apiUrl,
    logger: toSdkLogger(log),
    // The client's own retries repeat posts whose answer was lost, and one limited channel would stall all others.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    fetch: createApiFetch({ timeoutMs: options.timeoutMs ?? TIMEOUT_MS }),
  });
  return {
    async call(method, signal, send) {
      if (signal.aborted) throw aborted(method, signal);
      try {
        return await untilAborted(send(client), signal);
      } catch (error) {
        if (signal.aborted && error === signal.reason) throw aborted(method, signal);
        throw error instanceof PlatformError ? error : toPlatformError(error, method);
      }
    },
  };
}

function aborted(method: string, signal: AbortSignal): PlatformError {
  return new PlatformError(`${method} was abandoned; whether Slack acted is unknown`, {
    code: "PLATFORM_UNAVAILABLE",
    cause: signal.reason,
  });
}

/** Slack's id of a message that was just posted. */
export function postedTs(method: string, reply: object): string {
  const ts = "ts" in reply ? reply.ts : undefined;
  if (typeof ts !== "string") {
    throw new PlatformError(`Slack answered ${method} without a ts`, { code: "PLATFORM_UNAVAILABLE" });
  }
  return ts;
}
