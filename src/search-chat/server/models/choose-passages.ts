import type { FoundPassage, Passage } from "../docs/document.ts";
import { excerptOf } from "./excerpt.ts";

/** The share of the question's meaningful words a passage must have; measured by the question set of the tests. */
const MIN_COVERAGE = 0.5;
/** A further passage must be nearly as good as the best one, in its score and in the words it has. */
const MIN_SHARE_OF_BEST = 0.45;
const MIN_COVERAGE_OF_BEST = 0.7;
/** Code without a sentence explains little. */
const CODE_ONLY_WORTH = 0.5;
/** A second passage of a page already quoted is worth this much of a first one of another page. */
const SAME_PAGE_WORTH = 0.6;
const MAX_PASSAGES = 4;
const MAX_PER_PAGE = 2;

/**
 * The passages worth quoting, from different pages where they are nearly as good: the best page first, and each page's
 * in its own order. May be none.
 */
export function choosePassages(found: readonly FoundPassage[]): readonly FoundPassage[] {
  const quotable = found.filter((each) => excerptOf(each).length > 0);
  const worded = quotable.map((each) => ({
    ...each,
    score: each.score * (isOnlyCode(each.passage) ? CODE_ONLY_WORTH : 1),
  }));
  const best = Math.max(0, ...worded.map(({ score }) => score));
  const bestCoverage = worded.find(({ score }) => score === best)?.coverage ?? 0;
  const relevant = worded.filter(
    ({ coverage }) => coverage >= Math.max(MIN_COVERAGE, bestCoverage * MIN_COVERAGE_OF_BEST),
  );
  const chosen: FoundPassage[] = [];
  while (chosen.length < MAX_PASSAGES) {
    const next = relevant
      .filter((each) => !chosen.includes(each) && canJoin(each, chosen))
      .map((each) => ({ each, worth: each.score * SAME_PAGE_WORTH ** quotedFrom(each, chosen) }))
      .sort((a, b) => b.worth - a.worth)[0];
    if (next === undefined || next.worth < best * MIN_SHARE_OF_BEST) break;
    chosen.push(next.each);
  }
  const pages = [...new Set(chosen.map(({ passage }) => passage.url))];
  return chosen.toSorted(
    ({ passage: a }, { passage: b }) => pages.indexOf(a.url) - pages.indexOf(b.url) || a.position - b.position,
  );
}

function isOnlyCode({ blocks }: Passage): boolean {
  return blocks.every(({ kind }) => kind === "code");
}

function canJoin(each: FoundPassage, chosen: readonly FoundPassage[]): boolean {
  return quotedFrom(each, chosen) < MAX_PER_PAGE;
}

function quotedFrom({ passage }: FoundPassage, chosen: readonly FoundPassage[]): number {
  return chosen.filter(({ passage: { url } }) => url === passage.url).length;
}
