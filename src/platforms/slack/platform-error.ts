import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from "@slack/web-api";
import { type AppErrorOptions, PlatformError } from "../../core/errors.ts";

type Code = Extract<AppErrorOptions["code"], `PLATFORM_${string}`>;

/** Slack's own word for a failure that {@link toPlatformError} has wrapped, such as `channel_not_found`. */
export function slackErrorOf(error: unknown): string | undefined {
  const cause = error instanceof PlatformError ? error.cause : error;
  return cause instanceof WebAPIPlatformError ? cause.data.error : undefined;
}

/** Translates what the Web API client throws. https://docs.slack.dev/apis/web-api/rate-limits and each method's errors. */
export function toPlatformError(cause: unknown, method: string): PlatformError {
  if (cause instanceof WebAPIRateLimitedError) {
    return new PlatformError(`Slack asked us to slow down with ${method} for ${cause.retryAfter} s`, {
      code: "PLATFORM_RATE_LIMITED",
      retryAfterMs: cause.retryAfter * 1_000,
      cause,
    });
  }
  if (cause instanceof WebAPIPlatformError) {
    const code = codeOf(cause.data.error);
    return new PlatformError(`Slack refused ${method}: ${explain(cause.data.error)}`, { code, cause });
  }
  if (cause instanceof WebAPIHTTPError && cause.statusCode < 500 && cause.statusCode !== 408) {
    return new PlatformError(`Slack answered ${method} with ${cause.statusCode}: check SLACK_API_URL and any proxy`, {
      code: "PLATFORM_REJECTED",
      cause,
    });
  }
  return new PlatformError(`Slack did not answer ${method}; whether it acted is unknown`, {
    code: "PLATFORM_UNAVAILABLE",
    cause,
  });
}

/** The token is what is wrong, so every call will fail until the operator acts. */
export function isTokenError(error: string): boolean {
  return TOKEN_ERRORS.has(error);
}

function codeOf(error: string): Code {
  // A gateway's error page ends up in the same field.
  if (!/^[a-z_]{1,80}$/u.test(error) || AMBIGUOUS.has(error)) return "PLATFORM_UNAVAILABLE";
  if (error === "ratelimited" || error === "rate_limited" || error === "message_limit_exceeded") {
    return "PLATFORM_RATE_LIMITED";
  }
  if (NOT_FOUND.has(error)) return "PLATFORM_NOT_FOUND";
  if (FORBIDDEN.has(error) || TOKEN_ERRORS.has(error) || error.startsWith("restricted_action")) {
    return "PLATFORM_FORBIDDEN";
  }
  return "PLATFORM_REJECTED";
}

function explain(error: string): string {
  if (!/^[a-z_]{1,80}$/u.test(error)) return "an answer that is not Slack's";
  if (TOKEN_ERRORS.has(error)) return `${error}. Reinstall the app to its workspace and set the new SLACK_BOT_TOKEN`;
  if (error === "missing_scope") return `${error}. Update the app from \`npm run manifest\` and reinstall it`;
  if (error === "not_in_channel") return `${error}. Invite the bot to the channel`;
  return error;
}

/** "Some aspect of the operation may have succeeded." https://docs.slack.dev/reference/methods/chat.postMessage */
const AMBIGUOUS = new Set(["fatal_error", "internal_error", "request_timeout", "service_unavailable"]);

const NOT_FOUND = new Set([
  "channel_not_found",
  "message_not_found",
  "thread_not_found",
  "team_not_found",
  "user_not_found",
]);

const TOKEN_ERRORS = new Set([
  "account_inactive",
  "invalid_auth",
  "not_allowed_token_type",
  "not_authed",
  "org_login_required",
  "team_disabled",
  "token_expired",
  "token_revoked",
  "user_removed_from_team",
]);

const FORBIDDEN = new Set([
  "access_denied",
  "accesslimited",
  "cannot_reply_to_message",
  "cant_delete_message",
  "cant_update_message",
  "edit_window_closed",
  "ekm_access_denied",
  "enterprise_is_restricted",
  "is_archived",
  "message_not_owned_by_app",
  "messages_tab_disabled",
  "missing_scope",
  "no_permission",
  "not_in_channel",
  "posting_to_channel_denied",
  "user_not_in_channel",
]);
