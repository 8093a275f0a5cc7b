import type { Clock } from "../../../core/clock.ts";
import type { Logger } from "../../../core/logger.ts";
import type { Question } from "../answer/answer-question.ts";
import type { Fence } from "../answer/fence.ts";
import type { UsageMeter } from "../answer/usage-meter.ts";
import type { ChatModel } from "../chat-model.ts";
import { type ConversationMessage, textOf } from "../conversation.ts";
import type { DeepSearchLimits } from "./deep-search-limits.ts";
import type { Notebook } from "./notebook.ts";
import { judgementMessages, planMessages } from "./plan-prompt.ts";
import { plannedQuery, queryKey } from "./planned-query.ts";
import { type Plan, readPlan } from "./read-plan.ts";
import { estimateTokens, type TokenBudget } from "./token-budget.ts";
import { withinTime } from "./within-time.ts";

/** Decides what to search for. What it gives are words for the question's own search, and nothing else. */
export interface Planner {
  /** The first queries; the question itself where no plan was written. Throws ServerFailure where the model fails. */
  plan(): Promise<readonly string[]>;
  /** What to search for next; no queries, or undefined: nothing more. Rejects only when the signal aborts. */
  judge(
    notebook: Notebook,
    made: { readonly queries: readonly string[]; readonly left: number },
  ): Promise<{ readonly queries: readonly string[]; readonly missing: string } | undefined>;
}

export interface PlannerDeps {
  readonly chatModel: Pick<ChatModel, "complete">;
  readonly clock: Clock;
  readonly log: Logger;
  readonly budget: TokenBudget;
  readonly usage: UsageMeter;
}

export interface PlannerOptions {
  readonly question: Question;
  readonly limits: DeepSearchLimits;
  readonly signal: AbortSignal;
  readonly fence: Fence;
  /** The conversation as the caller sent it. */
  readonly asked: readonly ConversationMessage[];
  /** The question itself as a query. */
  readonly own: string;
  /** What the excerpts of pages should be about. */
  readonly wanted: () => string;
}

/** Where the asker's own search operators are looked for. */
const ASKERS_CHARS = 20_000;
/** Titles, addresses and marks of one source, beside its text. */
const TOKENS_PER_SOURCE = 100;

export function createPlanner(deps: PlannerDeps, options: PlannerOptions): Planner {
  const { chatModel, clock, log, budget, usage } = deps;
  const { question, limits, signal, fence, asked, own, wanted } = options;
  const askersWords = asked
    .flatMap((message) => (message.role === "user" ? [textOf(message)] : []))
    .join("\n")
    .slice(-ASKERS_CHARS);

  const context = (left: number) => ({
    conversation: question.conversation,
    fence,
    today: new Date(clock.now()).toISOString().slice(0, 10),
    includeSites: question.search?.limits.includeSites ?? [],
    maxQueries: Math.min(limits.searchesPerRound, left),
  });

  const ask = async (messages: readonly ConversationMessage[]): Promise<Plan | undefined> => {
    let counted = 0;
    try {
      const request = { model: question.features.model, messages };
      const reply = await withinTime(clock, { ms: limits.modelMs, signal }, (own) =>
        chatModel.complete(request, { signal: own }),
      );
      usage.add(reply.usage);
      counted = reply.usage.promptTokens;
      return readPlan(reply.text);
    } finally {
      budget.spend(messages, counted);
    }
  };

  const fresh = (queries: readonly string[], known: readonly string[]): readonly string[] => {
    const keys = new Set(known.map(queryKey));
    return queries.flatMap((each) => {
      const query = plannedQuery(each, askersWords);
      const key = queryKey(query);
      if (query === "" || keys.has(key)) return [];
      keys.add(key);
      return [query];
    });
  };

  return {
    async plan() {
      const itself = own === "" ? [] : [own];
      const messages = planMessages(context(limits.searches));
      if (!budget.fits(messages, 0)) return itself;
      try {
        const queries = fresh((await ask(messages))?.queries ?? [], []);
        return queries.length === 0 ? itself : queries;
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof DOMException && error.name === "TimeoutError")) throw error;
        log.warn({ err: error }, "no plan was written; the question itself is searched for");
        return itself;
      }
    },
    async judge(notebook, { queries, left }) {
      const sources = notebook.sources(wanted(), { count: limits.sources, maxChars: limits.judgedChars });
      const messages = judgementMessages(context(left), { sources, maxChars: limits.judgedChars, queries });
      const read = estimateTokens(sources.map(({ text }) => text).join("\n"));
      const answer = read * Math.max(1, limits.answerChars / limits.judgedChars) + sources.length * TOKENS_PER_SOURCE;
      if (!budget.fits(messages, answer)) return undefined;
      try {
        const plan = await ask(messages);
        if (plan === undefined || plan.isAnswered === true) return undefined;
        return { queries: fresh(plan.queries, queries), missing: plan.missing };
      } catch (error) {
        signal.throwIfAborted();
        log.warn({ err: error }, "what was found could not be judged; it is answered from");
        return undefined;
      }
    },
  };
}
