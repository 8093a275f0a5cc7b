import { ServerFailure } from "../failure.ts";
import { UpstreamRefusal } from "./upstream-refusal.ts";

/** The longest sentence of an upstream that is passed on, in characters. */
const MAX_SENTENCE = 300;

/**
 * What the caller is told of an upstream's refusal. The operator's affairs, his key, balance and address, are not the
 * caller's: he learns that the model cannot be used here. A refused parameter is his own, so he gets the upstream's
 * sentence, without keys and addresses. Errors of other kinds come back as they are.
 */
export function toServerFailure(error: unknown, apiKey: string | undefined): unknown {
  if (!(error instanceof UpstreamRefusal)) return error;
  const { status, code, retryAfterMs } = error;
  if (isOperatorsAffair(status, code)) {
    const advice = "Check the upstream's key, what the key may do, and the account's balance.";
    return new ServerFailure("modelAccessRefused", {
      cause: new Error(`${error.message} ${advice}`, { cause: error }),
    });
  }
  if (status === 404 || isUnknownModel(error)) return new ServerFailure("modelUnavailable", { cause: error });
  if (status === 408 || status === 504) return new ServerFailure("tookTooLong", { retryAfterMs, cause: error });
  if (status === 429) return new ServerFailure("modelBusy", { retryAfterMs, cause: error });
  if (status >= 400 && status < 500) {
    return new ServerFailure("invalidRequest", { detail: toDetail(error, apiKey), cause: error });
  }
  return new ServerFailure("modelFailed", { retryAfterMs, cause: error });
}

/** https://platform.openai.com/docs/guides/error-codes; 402 is DeepSeek's and OpenRouter's for an empty account. */
function isOperatorsAffair(status: number, code: string | undefined): boolean {
  return (
    status === 401 || status === 402 || status === 403 || code === "insufficient_quota" || code === "invalid_api_key"
  );
}

/** DeepSeek and OpenRouter answer 400 where others answer 404, and name no code. */
function isUnknownModel({ status, code, sentence = "" }: UpstreamRefusal): boolean {
  if (code === "model_not_found") return true;
  return status === 400 && /^(?:model not exist|.{1,200} is not a valid model id)\b/iu.test(sentence);
}

function toDetail({ status, sentence, param }: UpstreamRefusal, apiKey: string | undefined): string {
  const said = sentence === undefined ? "" : withoutSecrets(sentence, apiKey);
  if (said === "")
    return status === 413 ? "The conversation is too long for the model." : "The model refuses the request.";
  return `The model refuses the request${param === undefined ? "" : ` (${withoutSecrets(param, apiKey)})`}: ${said}`;
}

function withoutSecrets(text: string, apiKey: string | undefined): string {
  const line = (apiKey === undefined ? text : text.replaceAll(apiKey, "(key)"))
    .replace(/\s+/gu, " ")
    .trim()
    .replace(/\b[a-z][a-z\d+.-]*:\/\/\S+/giu, "(address)")
    .replace(/\bbearer\s+\S+/giu, "(key)")
    .replace(/\b(?:[a-z]{2,4}[-_](?=[\w-]*\d)[\w-]{16,}|(?=\w*\d)\w{24,})/gu, "(key)");
  return line.length <= MAX_SENTENCE ? line : `${line.slice(0, MAX_SENTENCE - 1)}…`;
}
