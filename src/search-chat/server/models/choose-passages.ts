import type { FoundPassage } from "../docs/docs-index.ts";

/** The share of the question's meaningful words a passage must have; measured by the question set of the tests. */
const MIN_COVERAGE = 0.5;
/** A further passage must be nearly as good as the best one. */
const MIN_SHARE_OF_BEST = 0.45;
/** A second passage of a page already quoted is worth this much of a first one of another page. */
const SAME_PAGE_WORTH = 0.6;
const MAX_PASSAGES = 4;
const MAX_PER_PAGE = 2;

/** The passages worth quoting, best first, from different pages where they are nearly as good. May be none. */
export function choosePassages(found: readonly FoundPassage[]): readonly FoundPassage[] {
  const relevant = found.filter(({ coverage }) => coverage >= MIN_COVERAGE);
  const best = Math.max(0, ...relevant.map(({ score }) => score));
  const chosen: FoundPassage[] = [];
  while (chosen.length < MAX_PASSAGES) {
    const next = relevant
      .filter((each) => !chosen.includes(each) && quotedFrom(each, chosen) < MAX_PER_PAGE)
      .map((each) => ({ each, worth: each.score * SAME_PAGE_WORTH ** quotedFrom(each, chosen) }))
      .sort((a, b) => b.worth - a.worth)[0];
    if (next === undefined || next.worth < best * MIN_SHARE_OF_BEST) break;
    chosen.push(next.each);
  }
  return chosen;
}

function quotedFrom({ passage }: FoundPassage, chosen: readonly FoundPassage[]): number {
  return chosen.filter(({ passage: { url } }) => url === passage.url).length;
}
