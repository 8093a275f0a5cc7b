import type { AnswerRequest } from "../core/answer.ts";
import { type SearchServiceName, siteListFault } from "../core/search-service.ts";

/** What to ask instead. Absent: what the channel has. */
export interface SearchFallback {
  readonly service?: SearchServiceName | undefined;
  readonly model?: string | undefined;
}

/** One service with one model: what a circuit breaker guards. */
export interface SearchTarget {
  readonly name: string;
  readonly service: SearchServiceName;
  readonly model: string;
}

/** What an install asks where a channel says nothing. */
export type SearchDefaults = Omit<SearchTarget, "name">;

/**
 * Where a question may be asked, in order: first as its channel wants it, then each fallback once. A fallback that
 * cannot keep to the question's site lists is none.
 */
export function searchTargets(
  { search, model }: Pick<AnswerRequest, "search" | "model">,
  fallbacks: readonly SearchFallback[],
  defaults: SearchDefaults,
): readonly [SearchTarget, ...SearchTarget[]] {
  const own = toTarget(search.service ?? defaults.service, model ?? defaults.model);
  const lists = { include: search.includeSites, exclude: search.excludeSites };
  const others = fallbacks
    .map((fallback) => toTarget(fallback.service ?? own.service, fallback.model ?? own.model))
    .filter(({ service }) => siteListFault(service, lists, []) === undefined)
    .filter(({ name }, index, all) => name !== own.name && all.findIndex((other) => other.name === name) === index);
  return [own, ...others];
}

function toTarget(service: SearchServiceName, model: string): SearchTarget {
  return { name: `${service}/${model}`, service, model };
}
