import { DiscordAPIError, HTTPError, RateLimitError, RESTJSONErrorCodes } from "discord.js";
import { PlatformError } from "../../core/errors.ts";

type PlatformErrorCode = ConstructorParameters<typeof PlatformError>[1]["code"];

/** Discord's own codes where they say more than the status. https://docs.discord.com/developers/topics/opcodes-and-status-codes */
const codeMeanings: Readonly<Record<number, PlatformErrorCode>> = {
  [RESTJSONErrorCodes.UnknownWebhook]: "REPLY_EXPIRED",
  [RESTJSONErrorCodes.UnknownInteraction]: "REPLY_EXPIRED",
  [RESTJSONErrorCodes.InvalidWebhookToken]: "REPLY_EXPIRED",
  [RESTJSONErrorCodes.MissingAccess]: "PLATFORM_FORBIDDEN",
  [RESTJSONErrorCodes.MissingPermissions]: "PLATFORM_FORBIDDEN",
  [RESTJSONErrorCodes.CannotSendMessagesToThisUser]: "PLATFORM_FORBIDDEN",
  [RESTJSONErrorCodes.CannotReplyWithoutPermissionToReadMessageHistory]: "PLATFORM_FORBIDDEN",
  [RESTJSONErrorCodes.ThreadLocked]: "PLATFORM_FORBIDDEN",
};

/**
 * Translates whatever a call to Discord threw. The cause is a copy without the request: its address holds interaction
 * tokens and its body holds answers.
 */
export function toPlatformError(error: unknown): PlatformError {
  if (error instanceof PlatformError) return error;
  const cause = withoutRequest(error);
  if (error instanceof RateLimitError) {
    return new PlatformError("Discord asked us to slow down", {
      code: "PLATFORM_RATE_LIMITED",
      retryAfterMs: Math.max(0, Math.ceil(error.retryAfter)),
      cause,
    });
  }
  if (error instanceof DiscordAPIError) {
    const code = codeMeanings[Number(error.code)] ?? meaningOfStatus(error.status);
    return new PlatformError(operatorSentence(error), { code, cause });
  }
  if (error instanceof HTTPError) {
    return new PlatformError(`Discord answered ${error.status}`, { code: "PLATFORM_UNAVAILABLE", cause });
  }
  return new PlatformError("Discord could not be reached, or did not answer in time", {
    code: "PLATFORM_UNAVAILABLE",
    cause,
  });
}

/** Discord's own code of a refusal, where it gave one. */
export function discordCodeOf(error: unknown): unknown {
  const cause = error instanceof PlatformError ? error.cause : undefined;
  return cause instanceof Error && "code" in cause ? cause.code : undefined;
}

function meaningOfStatus(status: number): PlatformErrorCode {
  switch (status) {
    case 401:
    case 403:
      return "PLATFORM_FORBIDDEN";
    case 404:
      return "PLATFORM_NOT_FOUND";
    case 429:
      return "PLATFORM_RATE_LIMITED";
    default:
      return status >= 500 ? "PLATFORM_UNAVAILABLE" : "PLATFORM_REJECTED";
  }
}

function operatorSentence({ status, code }: DiscordAPIError): string {
  if (status === 401 && code === 0) return "DISCORD_TOKEN was refused (401): reset it under Bot → Token";
  return `Discord answered ${status} with code ${code}`;
}

function withoutRequest(error: unknown): unknown {
  if (error instanceof DiscordAPIError || error instanceof HTTPError || error instanceof RateLimitError) {
    const copy = new Error(error instanceof RateLimitError ? `rate limit of ${error.route}` : error.message);
    return Object.assign(copy, { name: error.name, ...(error instanceof DiscordAPIError ? { code: error.code } : {}) });
  }
  return error;
}
