import type { Clock } from "../../../core/clock.ts";
import { linkAbort } from "../../../core/linked-abort.ts";
import type { Logger } from "../../../core/logger.ts";
import type { Question } from "../answer/answer-question.ts";
import type { DeepSearch, DeepSearchContext, Research } from "../answer/deep-search.ts";
import type { ChatModel } from "../chat-model.ts";
import type { PageReader } from "../links/page-reader.ts";
import { searchQuestion } from "../models/search-question.ts";
import { cutQuery } from "../search/cut-query.ts";
import { DEEP_SEARCH_LIMITS, type DeepSearchLimits } from "./deep-search-limits.ts";
import { createNotebook, type Notebook } from "./notebook.ts";
import { MAX_QUERY_CHARS } from "./planned-query.ts";
import { createPlanner, type Planner } from "./planner.ts";
import { type Progress, progressLine } from "./progress-line.ts";
import { readBest } from "./read-best.ts";
import { createSearches, type Searches } from "./searches.ts";
import { createTokenBudget, estimateTokens, type TokenBudget } from "./token-budget.ts";

export interface DeepSearchDeps {
  /** Plans and judges; the model that answers is asked. */
  readonly chatModel: Pick<ChatModel, "complete">;
  readonly pages: PageReader;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Fewer characters of sources are no ground for an answer, however little of the budget is left. */
const LEAST_ANSWER_CHARS = 2_000;

/**
 * Plans searches, makes them, reads the best pages and judges whether that is enough, in rounds, until it is or a bound
 * is reached. It searches with the question's own search only, and reads only what that has returned and the question's
 * lists allow, whatever a page or a model says. A search, page or judgement that fails is noted and left out. Throws
 * ServerFailure where no plan can be made, or where every search of the first round fails.
 */
export function createDeepSearch(deps: DeepSearchDeps, options: Partial<DeepSearchLimits> = {}): DeepSearch {
  const limits = { ...DEEP_SEARCH_LIMITS, ...options };
  return (question, context) => research(deps, limits, { question, context });
}

interface Run {
  readonly searches: Searches;
  readonly planner: Planner;
  readonly notebook: Notebook;
  /** Aborts with the caller's, and when the time is up. */
  readonly signal: AbortSignal;
}

async function* research(
  deps: DeepSearchDeps,
  limits: DeepSearchLimits,
  { question, context }: { readonly question: Question; readonly context: DeepSearchContext },
): ReturnType<DeepSearch> {
  if (question.search === undefined) return { sources: [] };
  const time = linkAbort(context.signal);
  deps.clock.wait(limits.researchMs, time.signal).then(
    () => time.abort(new DOMException(`The research took longer than ${limits.researchMs} ms`, "TimeoutError")),
    () => undefined,
  );
  const { signal } = time;
  const notebook = createNotebook();
  const budget = createTokenBudget(limits.promptTokens);
  const searches = createSearches({ ...deps, ask: question.search.ask }, { limits, signal });
  const own = cutQuery(searchQuestion(context.asked), MAX_QUERY_CHARS);
  const wanted = () => [own, ...searches.queries()].join("\n");
  const planner = createPlanner(
    { ...deps, budget, usage: context.usage },
    { question, limits, signal, own, wanted, fence: context.fence, asked: context.asked },
  );
  try {
    yield* rounds(deps, limits, { question, run: { searches, planner, notebook, signal } });
  } catch (error) {
    context.signal.throwIfAborted();
    if (!signal.aborted) throw error;
    deps.log.info("the time of a deep search is up; it is answered from what was found");
    searches.failIfNoneSucceeded();
    yield progressLine`The time for research is up`;
  } finally {
    time.abort(new Error("the research is over"));
    time.release();
  }
  return toResearch(notebook, limits, { wanted: wanted(), budget });
}

async function* rounds(
  deps: DeepSearchDeps,
  limits: DeepSearchLimits,
  { question, run }: { readonly question: Question; readonly run: Run },
): AsyncGenerator<Progress, void> {
  const { searches, planner, notebook, signal } = run;
  let queries = await planner.plan();
  for (let round = 1, pages = 0; queries.length > 0; round += 1) {
    yield* searches.make(queries, notebook);
    searches.failIfNoneSucceeded();
    const count = Math.min(limits.pagesPerRound, limits.pages - pages);
    pages += yield* readBest(deps, notebook, { question, count, pageMs: limits.pageMs, signal });
    const left = searches.left();
    if (round >= limits.rounds || left === 0) return;
    const judgement = await planner.judge(notebook, { queries: searches.queries(), left });
    if (judgement === undefined) return;
    queries = judgement.queries;
    if (queries.length > 0) yield progressLine`Not yet answered: ${judgement.missing || "more is needed"}`;
  }
}

function toResearch(
  notebook: Notebook,
  { sources: count, answerChars }: DeepSearchLimits,
  { wanted, budget }: { readonly wanted: string; readonly budget: TokenBudget },
): Research {
  const sources = notebook.sources(wanted, { count, maxChars: answerChars });
  const text = sources.map((source) => source.text).join("\n");
  const tokens = estimateTokens(text);
  if (tokens <= budget.left()) return { sources, maxChars: answerChars };
  const fitting = Math.floor((Math.max(0, budget.left()) / tokens) * Math.min(answerChars, text.length));
  const maxChars = Math.max(LEAST_ANSWER_CHARS, fitting);
  return { sources: notebook.sources(wanted, { count, maxChars }), maxChars };
}
