import { type ErrorCode, ProviderError } from "../core/errors.ts";
import type { Breaker } from "./circuit-breaker.ts";

const OF_THE_TARGET: readonly ErrorCode[] = [
  "PROVIDER_UNAVAILABLE",
  "PROVIDER_RATE_LIMITED",
  "PROVIDER_MODEL_UNAVAILABLE",
];
const OF_THE_ACCOUNT: readonly ErrorCode[] = ["PROVIDER_UNAUTHORIZED", "PROVIDER_OUT_OF_BALANCE"];

/** Whether another search service or model could do better. The key, its balance and the question are the same everywhere. */
export function isOfThisTarget({ code }: ProviderError): boolean {
  return OF_THE_TARGET.includes(code);
}

/**
 * Whether a breaker counts it. A reply that makes no sense is an outage when there are several in a row, as from a proxy
 * in front of a dead service; a single one says that somebody is there. It is no reason to ask elsewhere at once: that
 * reply may have been charged for.
 */
export function isOutage(error: ProviderError): boolean {
  return isOfThisTarget(error) || error.code === "PROVIDER_MALFORMED";
}

/**
 * The failure that a question ends with: of all services, the one that says most about what can be done. One that may
 * have run makes that true of the question.
 */
export function mostHopeful(failures: readonly ProviderError[]): ProviderError {
  const [first] = failures;
  const chosen =
    failures.find(({ code }) => OF_THE_ACCOUNT.includes(code)) ?? failures.find(({ retryable }) => retryable) ?? first;
  if (chosen === undefined)
    return new ProviderError("No search service could be asked.", { code: "PROVIDER_UNAVAILABLE" });
  const mayHaveRun = failures.some((failure) => failure.mayHaveRun);
  if (chosen.mayHaveRun === mayHaveRun) return chosen;
  const { message, code, retryable, retryAfterMs, userMessage, requestId } = chosen;
  return new ProviderError(message, {
    code,
    retryable,
    retryAfterMs,
    userMessage,
    requestId,
    mayHaveRun,
    cause: chosen,
  });
}

/**
 * The failure of the services that are not asked now because they failed before; undefined when there is none. It says
 * when one may be asked again, and to the asker what that one failed with.
 */
export function toResting(breakers: readonly Breaker[]): ProviderError | undefined {
  const resting = breakers
    .map((breaker) => ({ waitMs: breaker.waitMs(), cause: breaker.lastFailure(), name: breaker.state().name }))
    .filter(({ waitMs }) => waitMs > 0)
    .sort((a, b) => a.waitMs - b.waitMs);
  const soonest = resting.find(({ cause }) => cause?.retryable) ?? resting[0];
  if (soonest === undefined) return undefined;
  const { waitMs, cause, name } = soonest;
  return new ProviderError(
    `The search-chat endpoint keeps failing, so it is not asked for a while: ${name} again in ${waitMs} ms.`,
    {
      code: "PROVIDER_UNAVAILABLE",
      retryable: cause?.retryable,
      retryAfterMs: waitMs,
      userMessage: cause?.userMessage,
      requestId: cause?.requestId,
      cause,
    },
  );
}
