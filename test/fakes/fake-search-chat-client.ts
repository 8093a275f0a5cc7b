import type { AnswerEvent, AnswerProvider, AnswerRequest } from "../../src/core/answer.ts";
import { ProviderError } from "../../src/core/errors.ts";
import type { Logger } from "../../src/core/logger.ts";
import { createSearchChatProvider, type SearchChatProviderOptions } from "../../src/search-chat/provider.ts";
import { type FakeSearchChat, startFakeSearchChat } from "./fake-search-chat.ts";

/** A client with a fake endpoint of its own. */
export interface ClientUnderTest {
  readonly endpoint: FakeSearchChat;
  readonly provider: AnswerProvider;
  readonly logged: readonly LogLine[];
  ask(request?: AnswerRequest, signal?: AbortSignal): AsyncIterable<AnswerEvent>;
  close(): Promise<void>;
}

export interface LogLine {
  readonly level: string;
  readonly fields: object;
  readonly sentence: string;
}

/** What a test may choose; the rest is what an install has. */
export type ClientChoices = Partial<SearchChatProviderOptions> & { readonly nowMs?: number };

/** The key of {@link startClient}, so that a test can look for it where it must not be. */
export const apiKey = ["secret", "of", "the", "operator"].join("-");

export async function startClient({ nowMs = 0, ...options }: ClientChoices = {}): Promise<ClientUnderTest> {
  const endpoint = await startFakeSearchChat();
  const { log, logged } = recordLog();
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

/** A logger that remembers its lines. */
export function recordLog(): { readonly log: Logger; readonly logged: readonly LogLine[] } {
  const logged: LogLine[] = [];
  const at =
    (level: string) =>
    (first: object | string, sentence = ""): void => {
      logged.push(
        typeof first === "string" ? { level, fields: {}, sentence: first } : { level, fields: first, sentence },
      );
    };
  const log: Logger = { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error"), child: () => log };
  return { log, logged };
}
