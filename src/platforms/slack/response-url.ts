import type { KnownBlock } from "@slack/web-api";
import { PlatformError } from "../../core/errors.ts";

/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
export const RESPONSE_URL_LIVES_MS = 30 * 60_000;

const TIMEOUT_MS = 10_000;

export interface UrlResponse {
  readonly type: "ephemeral" | "in_channel";
  /** mrkdwn. */
  readonly text: string;
  /** Shown instead of the text. */
  readonly blocks?: readonly KnownBlock[] | undefined;
  /** Takes the place of the message whose button was pressed. */
  readonly replaces?: boolean | undefined;
}

/** What a `response_url` or the acknowledgement of a command takes. Ephemeral texts are seen by the asker only. */
export function responseBody({ type, text, blocks, replaces = false }: UrlResponse) {
  const body = { response_type: type, replace_original: replaces, unfurl_links: false, unfurl_media: false, text };
  return blocks === undefined ? body : { ...body, blocks: [...blocks] };
}

/**
 * Posts through the URL that came with a command or a pressed button. It needs no token and is one: never log it. `expired`: it is older
 * than 30 min or has been used five times. https://docs.slack.dev/interactivity/handling-user-interaction
 */
export async function postToResponseUrl(
  url: string,
  response: UrlResponse,
  signal: AbortSignal,
): Promise<"posted" | "expired"> {
  const answer = await send(url, response, signal);
  if (answer.ok) return "posted";
  if (answer.status === 429) {
    const seconds = Number(answer.headers.get("retry-after"));
    throw new PlatformError("Slack asked us to slow down with a response_url", {
      code: "PLATFORM_RATE_LIMITED",
      retryAfterMs: (seconds > 0 ? seconds : 1) * 1_000,
    });
  }
  if (answer.status >= 500) {
    throw new PlatformError(`Slack answered a response_url with ${answer.status}`, { code: "PLATFORM_UNAVAILABLE" });
  }
  return "expired";
}

async function send(url: string, response: UrlResponse, signal: AbortSignal): Promise<Response> {
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(responseBody(response)),
      redirect: "error",
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    // Read to the end, so that the connection can be used again.
    await answer.arrayBuffer();
    return answer;
  } catch (cause) {
    throw new PlatformError("Slack did not answer a response_url; whether it posted is unknown", {
      code: "PLATFORM_UNAVAILABLE",
      cause,
    });
  }
}
