import type { Clock } from "../../../core/clock.ts";
import type { Logger } from "../../../core/logger.ts";
import { ServerFailure } from "../failure.ts";
import type { BoundSearch } from "../search/bind-search.ts";
import type { SearchResult } from "../search/search-service.ts";
import type { DeepSearchLimits } from "./deep-search-limits.ts";
import type { Notebook } from "./notebook.ts";
import { type Progress, progressLine } from "./progress-line.ts";
import { withinTime } from "./within-time.ts";

/** The searches of one question: never more than its limits, and with nothing but its own search. */
export interface Searches {
  /** Makes those searches that are left, at once, and notes what they find. One that fails finds nothing. */
  make(queries: readonly string[], notebook: Notebook): AsyncGenerator<Progress, void>;
  /** What was searched for, in order. */
  queries(): readonly string[];
  left(): number;
  /** Throws the first failure, a ServerFailure, where searches were made and not one succeeded. */
  failIfNoneSucceeded(): void;
}

export interface SearchesDeps {
  readonly ask: BoundSearch;
  readonly clock: Pick<Clock, "wait">;
  readonly log: Logger;
}

export function createSearches(
  { ask, clock, log }: SearchesDeps,
  { limits, signal }: { readonly limits: DeepSearchLimits; readonly signal: AbortSignal },
): Searches {
  const made: string[] = [];
  const failures: unknown[] = [];
  let succeeded = 0;
  const left = () => Math.max(0, limits.searches - made.length);

  const searchFor = async (query: string): Promise<readonly SearchResult[] | { readonly failure: ServerFailure }> => {
    try {
      const found = await withinTime(clock, { ms: limits.searchMs, signal }, (own) => ask(query, { signal: own }));
      succeeded += 1;
      return found;
    } catch (error) {
      signal.throwIfAborted();
      log.warn({ err: error }, "a search of a deep search failed");
      const failure = toFailure(error);
      failures.push(failure);
      return { failure };
    }
  };

  return {
    async *make(queries, notebook) {
      const now = queries.slice(0, Math.min(limits.searchesPerRound, left()));
      made.push(...now);
      for (const query of now) yield progressLine`Searching: ${query}`;
      const outcomes = await Promise.all(now.map(searchFor));
      for (const [position, outcome] of outcomes.entries()) {
        if ("failure" in outcome)
          yield progressLine`A search failed (${now[position] ?? ""}): ${outcome.failure.message}`;
      }
      const news = notebook.add(outcomes.flatMap((outcome) => ("failure" in outcome ? [] : [outcome])));
      yield progressLine`Found ${news} new ${news === 1 ? "result" : "results"}`;
    },
    queries: () => made,
    left,
    failIfNoneSucceeded() {
      if (made.length > 0 && succeeded === 0) throw failures[0] ?? new ServerFailure("searchTookTooLong");
    },
  };
}

function toFailure(error: unknown): ServerFailure {
  if (error instanceof ServerFailure) return error;
  const isLate = error instanceof DOMException && error.name === "TimeoutError";
  return new ServerFailure(isLate ? "searchTookTooLong" : "searchFailed", { cause: error });
}
