import type { Logger } from "../core/logger.ts";
import { type Breaker, type BreakerState, createCircuitBreaker } from "./circuit-breaker.ts";

export interface Breakers {
  /** The breaker of this name, a closed one where there was none. */
  of(name: string): Breaker;
  states(): readonly BreakerState[];
}

export interface BreakersOptions {
  /** The names that are there from the start and always. */
  readonly kept: readonly string[];
  readonly openAfter?: number | undefined;
  readonly halfOpenAfterMs?: number | undefined;
}

/** One odd answer, or two, shut nothing. */
const OPEN_AFTER = 5;
/** Short, so that a question which is tried for about half a minute meets a service that was away for 15 s again. */
const HALF_OPEN_AFTER_MS = 5_000;
/** A channel's people may name any model: beyond this, what failed least recently is forgotten. */
const MOST_OTHERS = 100;

/** The circuit breakers of one process, by name. Says in the log when one opens or closes. */
export function createBreakers(
  { clock, log }: { readonly clock: { now(): number }; readonly log: Logger },
  { kept, openAfter = OPEN_AFTER, halfOpenAfterMs = HALF_OPEN_AFTER_MS }: BreakersOptions,
): Breakers {
  const create = (name: string): Breaker =>
    createCircuitBreaker({ clock }, { name, openAfter, halfOpenAfterMs, onChange: (state) => tell(log, state) });
  const always = new Map(kept.map((name) => [name, create(name)]));
  const others = new Map<string, Breaker>();

  return {
    of(name) {
      const known = always.get(name) ?? others.get(name);
      if (known !== undefined) return known;
      const breaker = create(name);
      makeRoom(others);
      others.set(name, breaker);
      return breaker;
    },
    states: () => [...always.values(), ...others.values()].map((breaker) => breaker.state()),
  };
}

function makeRoom(others: Map<string, Breaker>): void {
  if (others.size < MOST_OTHERS) return;
  const names = [...others.keys()];
  const atRest = names.find((name) => others.get(name)?.state().failures === 0);
  others.delete(atRest ?? names[0] ?? "");
}

function tell(log: Logger, { name, state, failures }: BreakerState): void {
  const fields = { breaker: name, failures };
  if (state === "open") log.warn(fields, "a search service keeps failing and is not asked for a while");
  if (state === "closed") log.info(fields, "a search service answers again");
}
