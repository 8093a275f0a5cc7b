import type { Question } from "../../../../../src/search-chat/server/answer/answer-question.ts";
import type {
  AnswerQuestionDeps,
  AnswerQuestionOptions,
} from "../../../../../src/search-chat/server/answer/answer-question-deps.ts";
import { createAnswerQuestion } from "../../../../../src/search-chat/server/answer/create-answer-question.ts";
import type { ChatModel } from "../../../../../src/search-chat/server/chat-model.ts";
import { textOf } from "../../../../../src/search-chat/server/conversation.ts";
import type { Features } from "../../../../../src/search-chat/server/features.ts";
import type { SearchResult } from "../../../../../src/search-chat/server/search/search-service.ts";
import type { ServerEvent } from "../../../../../src/search-chat/server/server-event.ts";
import { createFakeClock } from "../../../../fakes/fake-clock.ts";
import { createMemoryLog } from "../../../../fakes/memory-log.ts";

/** A question without any feature. */
export function questionOf(text: string, { features, ...rest }: QuestionChange = {}): Question {
  return {
    features: {
      model: "upstream-model",
      webSearch: false,
      deepSearch: undefined,
      ocr: undefined,
      fusion: undefined,
      fileParse: false,
      ...features,
    },
    conversation: [{ role: "user", content: text }],
    search: undefined,
    fields: {},
    toolUse: undefined,
    memory: undefined,
    ...rest,
  };
}

type QuestionChange = Partial<Omit<Question, "features">> & { readonly features?: Partial<Features> };

/** A search that finds what it is told to and remembers what it was asked. */
export function searchFinding(results: readonly SearchResult[], includeSites: readonly string[] = []) {
  const queries: string[] = [];
  return {
    queries,
    search: {
      limits: { limit: 10, includeSites, excludeSites: [] },
      ask: async (query: string) => {
        queries.push(query);
        return results;
      },
    },
  };
}

export function resultOf(url: string, text: string, more: Partial<SearchResult> = {}): SearchResult {
  return { url, title: `Title of ${url}`, snippet: text.slice(0, 100), content: text, ...more };
}

/** Asks a pipeline whose parts are absent unless given, and collects what comes. */
export async function ask(
  question: Question,
  deps: Partial<AnswerQuestionDeps> & { readonly chatModel: ChatModel | undefined },
  { signal = new AbortController().signal, ...options }: AnswerQuestionOptions & { readonly signal?: AbortSignal } = {},
) {
  const answer = createAnswerQuestion(
    {
      readLinks: undefined,
      memory: undefined,
      deepSearch: undefined,
      clock: createFakeClock(Date.UTC(2026, 10, 22)),
      log: createMemoryLog(),
      newBoundary: () => "b0undary1234",
      ...deps,
    },
    options,
  );
  const events: ServerEvent[] = [];
  for await (const event of answer(question, { signal })) events.push(event);
  return heard(events);
}

function heard(events: readonly ServerEvent[]) {
  return {
    events,
    text: events.flatMap((event) => (event.type === "text" ? [event.text] : [])).join(""),
    reasoning: events.flatMap((event) => (event.type === "reasoning" ? [event.text] : [])).join(""),
    sources: events.flatMap((event) => (event.type === "sources" ? event.sources : [])),
    toolCalls: events.flatMap((event) => (event.type === "toolCalls" ? event.calls : [])),
    done: events.flatMap((event) => (event.type === "done" ? [event] : [])),
  };
}

/** All that a model was shown in one call. */
export function shownTo(call: {
  readonly messages: Parameters<typeof textOf>[0][] | readonly Parameters<typeof textOf>[0][];
}) {
  return call.messages.map((message) => textOf(message)).join("\n\n");
}
