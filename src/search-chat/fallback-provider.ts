import { type AnswerEvent, type AnswerProvider, type AnswerRequest, isDeepSearch } from "../core/answer.ts";
import type { Clock } from "../core/clock.ts";
import { ProviderError } from "../core/errors.ts";
import type { Logger } from "../core/logger.ts";
import type { BreakerCall, BreakerState } from "./circuit-breaker.ts";
import { createBreakers } from "./circuit-breakers.ts";
import { isOfThisTarget, isOutage, mostHopeful, toResting } from "./fallback-failures.ts";
import { type SearchDefaults, type SearchFallback, type SearchTarget, searchTargets } from "./search-targets.ts";

/** An answer provider that knows how its search services are. */
export interface FallbackProvider extends AnswerProvider {
  /** One for each search service and model that this process asks; those of the install are always there. */
  breakers(): readonly BreakerState[];
}

export interface FallbackProviderDeps {
  /** Asks the one search service and model that a request names. */
  readonly provider: AnswerProvider;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface FallbackProviderOptions {
  /** What to ask instead, in order. */
  readonly fallbacks: readonly SearchFallback[];
  readonly defaults: SearchDefaults;
  /** Failures in a row that open a breaker. */
  readonly openAfter?: number | undefined;
  /** How long a breaker stays open, unless the endpoint named a time. */
  readonly halfOpenAfterMs?: number | undefined;
  /** How long a service may go without a first word while there is another one to ask. */
  readonly patienceMs?: number | undefined;
}

/** 302.AI's own web apps give up on a whole answer after 60 s. */
const PATIENCE_MS = 60_000;

/**
 * Asks a channel's own search service and model, and the install's fallbacks where these cannot be had. Only before the
 * first word, since nothing that was said can be taken back. Each service and model has a circuit breaker.
 */
export function createFallbackProvider(
  { provider, clock, log }: FallbackProviderDeps,
  { fallbacks, defaults, patienceMs = PATIENCE_MS, ...breaking }: FallbackProviderOptions,
): FallbackProvider {
  const atHome = searchTargets({ search: { includeSites: [], excludeSites: [] } }, fallbacks, defaults);
  const breakers = createBreakers({ clock, log }, { ...breaking, kept: atHome.map(({ name }) => name) });

  return { answer, breakers: breakers.states };

  async function* answer(
    request: AnswerRequest,
    { signal }: { readonly signal: AbortSignal },
  ): AsyncGenerator<AnswerEvent> {
    const failures: ProviderError[] = [];
    const targets = searchTargets(request, fallbacks, defaults);
    for (const [index, target] of targets.entries()) {
      const call = breakers.of(target.name).begin();
      if (call === undefined) continue;
      const [own] = targets;
      if (target !== own) {
        const code = failures.at(-1)?.code;
        log.info({ from: own.name, to: target.name, code }, "a fallback is asked, because a search service is away");
      }
      const hasOther = targets.slice(index + 1).some(({ name }) => breakers.of(name).waitMs() === 0);
      // Its first word comes after minutes of reading.
      const isDeep = isDeepSearch({ ...request, model: target.model });
      const watch = watchFirstWord(signal, hasOther && !isDeep ? patienceMs : undefined);
      const held: AnswerEvent[] = [];
      let hasSpoken = false;
      try {
        const asked = target === own ? request : toRequest(request, target);
        for await (const event of reported(provider.answer(asked, { signal: watch.signal }), { call, signal })) {
          hasSpoken ||= event.type !== "citations";
          held.push(event);
          if (!hasSpoken) continue;
          watch.end();
          for (const spoken of held.splice(0)) yield spoken;
        }
        return;
      } catch (error) {
        if (signal.aborted || hasSpoken || !(error instanceof ProviderError)) throw error;
        failures.push(error);
        if (!isOfThisTarget(error)) break;
      } finally {
        watch.end();
      }
    }
    signal.throwIfAborted();
    const resting = toResting(targets.map(({ name }) => breakers.of(name)));
    throw mostHopeful([...failures, ...(resting === undefined ? [] : [resting])]);
  }

  /** Limits the wait for the first word, where it is limited; the abort of the caller always comes through. */
  function watchFirstWord(caller: AbortSignal, withinMs: number | undefined) {
    if (withinMs === undefined) return { signal: caller, end: () => undefined };
    const tooLate = new AbortController();
    const over = new AbortController();
    void clock.wait(withinMs, over.signal).then(
      () =>
        tooLate.abort(
          new ProviderError(`The search-chat endpoint took too long: waited ${withinMs} ms for the first word.`, {
            code: "PROVIDER_UNAVAILABLE",
            mayHaveRun: true,
          }),
        ),
      () => undefined,
    );
    return { signal: AbortSignal.any([caller, tooLate.signal]), end: () => over.abort() };
  }
}

interface Reported {
  readonly call: BreakerCall;
  readonly signal: AbortSignal;
}

/** Passes an answer on and tells the breaker how it ended. The first word of a probe is enough; else the whole answer counts. */
async function* reported(answer: AsyncIterable<AnswerEvent>, { call, signal }: Reported): AsyncGenerator<AnswerEvent> {
  try {
    for await (const event of answer) {
      if (event.type === "done" || (event.type === "text" && call.isProbe)) await call.succeed();
      yield event;
    }
  } catch (error) {
    if (error instanceof ProviderError && !signal.aborted) {
      await (isOutage(error) ? call.fail(error) : call.succeed());
    }
    throw error;
  } finally {
    await call.leave();
  }
}

function toRequest(request: AnswerRequest, { service, model }: SearchTarget): AnswerRequest {
  return { ...request, model, search: { ...request.search, service } };
}
