import type { ReadLinks } from "../../../../../src/search-chat/server/answer/read-links.ts";
import type { ChatModelRequest } from "../../../../../src/search-chat/server/chat-model.ts";
import type { ConversationMessage } from "../../../../../src/search-chat/server/conversation.ts";
import { createDeepSearch } from "../../../../../src/search-chat/server/deep-search/create-deep-search.ts";
import type { DeepSearchLimits } from "../../../../../src/search-chat/server/deep-search/deep-search-limits.ts";
import type { Features } from "../../../../../src/search-chat/server/features.ts";
import { type PageReader, PageUnreadable } from "../../../../../src/search-chat/server/links/page-reader.ts";
import { bindSearch } from "../../../../../src/search-chat/server/search/bind-search.ts";
import type { SearchQuery, SearchResult } from "../../../../../src/search-chat/server/search/search-service.ts";
import { createFakeChatModel, type FakeChatModel } from "../../../../fakes/fake-chat-model.ts";
import { createFakeClock, settle } from "../../../../fakes/fake-clock.ts";
import { createMemoryLog } from "../../../../fakes/memory-log.ts";
import { ask, questionOf, shownTo } from "../answer/answer-driver.ts";

type Stage = "plan" | "judge" | "answer";
type Says = (
  stage: Stage,
  call: ChatModelRequest & { readonly shown: string; readonly nth: number },
) => string | undefined;

export interface World {
  /** What the model says; undefined: it never answers. `nth` counts the calls of that stage from 1. */
  readonly says: Says;
  /** What the search service finds, on the lists or not; it throws what the test wants. */
  readonly find: (query: string, nth: number) => readonly SearchResult[] | Promise<readonly SearchResult[]>;
  /** What a page says; undefined: there is no such page. */
  readonly page?: (url: string) => string | Promise<string> | undefined;
  /** Where a page leads to, in order. */
  readonly redirects?: (url: string) => readonly string[];
  readonly limits?: Partial<DeepSearchLimits>;
  readonly includeSites?: readonly string[];
  readonly excludeSites?: readonly string[];
  readonly conversation?: readonly ConversationMessage[];
  readonly features?: Partial<Features>;
  readonly readLinks?: ReadLinks;
}

/** A deep search in a small web of its own, from the question to the end of the answer. */
export function openWorld(world: World) {
  const clock = createFakeClock(Date.UTC(2026, 10, 22));
  const log = createMemoryLog();
  const searched: SearchQuery[] = [];
  const read: string[] = [];
  const counts = { plan: 0, judge: 0, answer: 0 };
  const chatModel = createFakeChatModel((call) => {
    const shown = shownTo(call);
    const stage = stageOf(call);
    counts[stage] += 1;
    return world.says(stage, { ...call, shown, nth: counts[stage] });
  });
  const pages: PageReader = {
    async read(url, { isAllowed }) {
      for (const next of [url, ...(world.redirects?.(url) ?? [])]) {
        if (isAllowed?.(next) === false) throw new PageUnreadable("The page is not on the list.");
        read.push(next);
      }
      const text = await world.page?.(url);
      if (text === undefined) throw new PageUnreadable("The site answered with status 404.");
      return { url, title: url, text };
    },
  };
  const service = {
    async search(query: SearchQuery) {
      searched.push(query);
      return world.find(query.query, searched.length);
    },
  };
  const limits = { limit: 10, includeSites: world.includeSites ?? [], excludeSites: world.excludeSites ?? [] };
  return {
    clock,
    log,
    chatModel,
    read,
    searched,
    queries: () => searched.map(({ query }) => query),
    /** What the model was shown at a stage, call by call. */
    shownAt: (stage: Stage) => chatModel.calls.filter((call) => stageOf(call) === stage).map(shownTo),
    async ask(text: string, signal = new AbortController().signal) {
      const question = questionOf(text, {
        features: { deepSearch: { service: undefined }, ...world.features },
        search: { ask: bindSearch({ tavily: service }, "tavily", limits), limits },
        ...(world.conversation !== undefined && { conversation: world.conversation }),
      });
      const deepSearch = createDeepSearch({ chatModel, pages, clock, log }, world.limits);
      return ask(question, { chatModel, deepSearch, clock, log, readLinks: world.readLinks }, { signal });
    },
  };
}

function stageOf(call: FakeChatModel["calls"][number]): Stage {
  if (call.kind === "stream") return "answer";
  return shownTo(call).startsWith("You plan") ? "plan" : "judge";
}

/** Lets everything run until it is so. */
export async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200 && !isSo(); turn += 1) await settle();
  if (!isSo()) throw new Error("it never came to it");
}

export function plan(...queries: readonly string[]): string {
  return JSON.stringify({ queries });
}

export function notYet(missing: string, ...queries: readonly string[]): string {
  return JSON.stringify({ answered: false, missing, queries });
}

export const ENOUGH = '{"answered": true}';

/** What a search service says of a page: its snippet only. */
export function hit(url: string, snippet = `About ${url}`): SearchResult {
  return { url, title: `Title of ${url}`, snippet };
}
