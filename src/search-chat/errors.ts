import { type AppErrorOptions, ProviderError } from "../core/errors.ts";
import { findVendorErrorCode, type ProviderErrorCode, vendorErrorCodes } from "./error-codes.ts";
import type { ReplyHead } from "./reply-head.ts";
import { errorEnvelopeSchema } from "./wire.ts";

/**
 * `err_code` -10003 says "network error", and is also what a parameter gets that the model does not take. So it is
 * worth one more call and no third: the client repeats it once where nothing was said yet, and calls the second one
 * PROVIDER_REJECTED. In the middle of an answer it is PROVIDER_UNAVAILABLE, since the parameters were taken.
 */
export class AmbiguousProviderError extends ProviderError {}

/** What a second -10003 becomes. */
export function toRejected(repeated: AmbiguousProviderError): ProviderError {
  return new ProviderError(
    "The search-chat endpoint answered -10003 twice: most likely the model does not take a parameter of the request.",
    { code: "PROVIDER_REJECTED", requestId: repeated.requestId, cause: repeated },
  );
}

/** Whether a body or an event says that the call failed. */
export function isFailure(payload: unknown): boolean {
  return typeof payload === "object" && payload !== null && "error" in payload && payload.error != null;
}

/**
 * The error of a failed call: by `err_code` first, by an OpenAI code second, by HTTP status last, since 302.AI fixes
 * no status for its codes. A 429 is more exact than a code that only says "later", since no code says "too often".
 * The vendor's sentences are dropped: they may repeat the question or a part of the key.
 */
export function toProviderError(payload: unknown, head: ReplyHead): ProviderError {
  const parsed = errorEnvelopeSchema.safeParse(payload);
  const { err_code, code } = parsed.success ? parsed.data.error : {};
  const status = head.status < 300 ? statusIn(code) : head.status;
  const row = err_code === undefined ? undefined : findVendorErrorCode(err_code);
  if (row !== undefined && !(status === 429 && row.code === "PROVIDER_UNAVAILABLE")) {
    const options = optionsOf(row.code, head);
    const message = messageOf(row.code, head, `err_code ${row.errCode}: ${row.meaning}`);
    return row.errCode === vendorErrorCodes.networkError.errCode
      ? new AmbiguousProviderError(message, options)
      : new ProviderError(message, options);
  }
  const named = codesOfOpenAi.get(code);
  const ourCode = named ?? codeOfStatus(status);
  const given = err_code ?? (named === undefined ? undefined : code);
  return new ProviderError(messageOf(ourCode, head, given === undefined ? undefined : `code ${given}`), {
    ...optionsOf(ourCode, head),
    ...(isRedirect(status) ? { retryable: false } : {}),
  });
}

/** The error of a reply that is not the contract. */
export function malformed(what: string, head: ReplyHead): ProviderError {
  return new ProviderError(
    `The search-chat endpoint's reply could not be read: ${what}.`,
    optionsOf("PROVIDER_MALFORMED", head),
  );
}

/** The error of an answer that ended in the middle. */
export function brokenOff(head: ReplyHead): ProviderError {
  return new ProviderError(
    "The search-chat endpoint ended its answer before it was whole.",
    optionsOf("PROVIDER_UNAVAILABLE", head),
  );
}

/** The error of an answer without a word. */
export function empty(head: ReplyHead, { isFiltered }: { readonly isFiltered: boolean }): ProviderError {
  return isFiltered
    ? new ProviderError("The model's content filter took the whole answer.", optionsOf("PROVIDER_REJECTED", head))
    : new ProviderError("The search-chat endpoint finished without a word.", optionsOf("PROVIDER_EMPTY", head));
}

/** What OpenAI-style endpoints behind the gateway put into `error.code`. https://platform.openai.com/docs/guides/error-codes */
const codesOfOpenAi: ReadonlyMap<unknown, ProviderErrorCode> = new Map([
  ["insufficient_quota", "PROVIDER_OUT_OF_BALANCE"],
  ["invalid_api_key", "PROVIDER_UNAUTHORIZED"],
  ["model_not_found", "PROVIDER_MODEL_UNAVAILABLE"],
  ["context_length_exceeded", "PROVIDER_REJECTED"],
  ["rate_limit_exceeded", "PROVIDER_RATE_LIMITED"],
]);

const codesOfStatus: Readonly<Record<number, ProviderErrorCode>> = {
  401: "PROVIDER_UNAUTHORIZED",
  402: "PROVIDER_OUT_OF_BALANCE",
  403: "PROVIDER_UNAUTHORIZED",
  404: "PROVIDER_MODEL_UNAVAILABLE",
  408: "PROVIDER_UNAVAILABLE",
  429: "PROVIDER_RATE_LIMITED",
};

function codeOfStatus(status: number): ProviderErrorCode {
  if (isRedirect(status)) return "PROVIDER_MALFORMED";
  return codesOfStatus[status] ?? (status >= 400 && status < 500 ? "PROVIDER_REJECTED" : "PROVIDER_UNAVAILABLE");
}

/** An error inside a 200 stream may carry the status it would have had. OpenRouter does so. */
function statusIn(code: unknown): number {
  const status = Number(code ?? Number.NaN);
  return Number.isInteger(status) && status >= 400 && status < 600 ? status : 502;
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

function optionsOf<Code extends ProviderErrorCode>(
  code: Code,
  { status, requestId, retryAfterMs }: ReplyHead,
): AppErrorOptions<Code> & { readonly requestId: string | undefined; readonly mayHaveRun: boolean } {
  // A gateway answers 5xx when what is behind it broke off, too. A redirect or a refusal (4xx) has asked nobody.
  const mayHaveRun = AFTER_WORK.has(code) && (status < 300 || status >= 500);
  return { code, requestId, retryAfterMs, mayHaveRun };
}

/** What can come of a call that has been carried out, or in part. */
const AFTER_WORK: ReadonlySet<ProviderErrorCode> = new Set([
  "PROVIDER_UNAVAILABLE",
  "PROVIDER_MALFORMED",
  "PROVIDER_EMPTY",
]);

function messageOf(code: ProviderErrorCode, { status }: ReplyHead, detail: string | undefined): string {
  const answered = detail === undefined ? `${status}` : `${status}, ${detail}`;
  return `The search-chat endpoint answered ${answered}. ${adviceOf[code]}`;
}

const adviceOf: Record<ProviderErrorCode, string> = {
  PROVIDER_UNAVAILABLE: "It is down or overloaded; nothing needs changing here.",
  PROVIDER_RATE_LIMITED: "Ask it less often, or have the key's rate limit raised.",
  PROVIDER_UNAUTHORIZED: "Check SEARCH_CHAT_API_KEY and what that key may do.",
  PROVIDER_OUT_OF_BALANCE: "Top up the account, or raise the key's quota.",
  PROVIDER_MODEL_UNAVAILABLE: "Check SEARCH_CHAT_MODEL, the channel's model and SEARCH_CHAT_BASE_URL.",
  PROVIDER_REJECTED: "It refuses the request itself: check the model, its parameters and the question's length.",
  PROVIDER_MALFORMED: "Check that SEARCH_CHAT_BASE_URL is the API itself.",
  PROVIDER_EMPTY: "Check the model and the search service.",
};
