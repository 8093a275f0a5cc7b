import type { AnswerEvent, AnswerProvider, AnswerRequest } from "../../src/core/answer.ts";
import { ProviderError } from "../../src/core/errors.ts";
import { createSearchChatProvider, type SearchChatProviderOptions } from "../../src/search-chat/provider.ts";
import { type FakeSearchChat, startFakeSearchChat } from "./fake-search-chat.ts";
import { createMemoryLog, type LogLine } from "./memory-log.ts";

/** A client with a fake endpoint of its own. */
export interface ClientUnderTest {
  readonly endpoint: FakeSearchChat;
  readonly provider: AnswerProvider;
  readonly logged: readonly LogLine[];
  ask(request?: AnswerRequest, signal?: AbortSignal): AsyncIterable<AnswerEvent>;
  close(): Promise<void>;
}

/** What a test may choose; the rest is what an install has. */
export type ClientChoices = Partial<SearchChatProviderOptions> & { readonly nowMs?: number };

/** The key of {@link startClient}, so that a test can look for it where it must not be. */
export const apiKey = ["secret", "of", "the", "operator"].join("-");

export async function startClient({ nowMs = 0, ...options }: ClientChoices = {}): Promise<ClientUnderTest> {
  const endpoint = await startFakeSearchChat();
  const log = createMemoryLog();
  const logged = log.lines;
  const provider = createSearchChatProvider(
    { log, clock: { now: () => nowMs } },
    { baseUrl: endpoint.url, apiKey, defaultModel: "gpt-4o-mini", ...options },
  );
  return {
    endpoint,
    provider,
    logged,
    ask: (request = question("why?"), signal = new AbortController().signal) => provider.answer(request, { signal }),
    close: endpoint.close,
  };
}

/** A question without any setting. */
export function question(content: string, search: Partial<AnswerRequest["search"]> = {}): AnswerRequest {
  return { messages: [{ role: "user", content }], search: { includeSites: [], excludeSites: [], ...search } };
}

/** The error an answer ends with; fails where it is no ProviderError. */
export async function failureOf(answer: AsyncIterable<AnswerEvent>): Promise<ProviderError> {
  try {
    for await (const _ of answer);
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw new Error("the answer failed with something that is no ProviderError", { cause: error });
  }
  throw new Error("the answer did not fail");
}
