import { setImmediate as turn } from "node:timers/promises";
import { EventSourceParserStream } from "eventsource-parser/stream";
import { z } from "zod";
import type { Question } from "../../../../src/search-chat/server/answer/answer-question.ts";
import { type CompleteChatDeps, defaultWaits } from "../../../../src/search-chat/server/complete-chat.ts";
import type { SearchQuery, SearchService } from "../../../../src/search-chat/server/search/search-service.ts";
import type { ServerEvent } from "../../../../src/search-chat/server/server-event.ts";
import { startAnswering } from "../server-site.ts";

export const USAGE = { promptTokens: 11, completionTokens: 4, totalTokens: 15 } as const;
export const done = (finishReason: "stop" | "length" | "content_filter" | "tool_calls" = "stop"): ServerEvent => ({
  type: "done",
  finishReason,
  usage: USAGE,
});
export const HELLO: readonly ServerEvent[] = [{ type: "text", text: "Hello" }, { type: "text", text: " you" }, done()];

const refusalSchema = z.object({ error: z.object({ err_code: z.number(), message: z.string() }).optional() });

type Script = (signal: AbortSignal, question: Question) => AsyncGenerator<ServerEvent>;
type SiteParts = Partial<Omit<CompleteChatDeps, "waits">> & { readonly waits?: Partial<CompleteChatDeps["waits"]> };

/** The server's front over real sockets, with an answer that is scripted and remembers what it was asked. */
export async function openContract(parts: SiteParts = {}) {
  const questions: Question[] = [];
  const queries: (SearchQuery & { readonly service: string })[] = [];
  const service = (name: string): SearchService => ({
    async search(query) {
      queries.push({ ...query, service: name });
      return ["https://arxiv.org/abs/1", "https://blog.arxiv.org/2", "https://example.com/3"].map((url) => ({
        title: url,
        url,
        snippet: "",
      }));
    },
  });
  let script: Script = say(HELLO);
  const { waits, ...others } = parts;
  const site = await startAnswering(
    (question, { signal }) => {
      questions.push(question);
      return script(signal, question);
    },
    {
      searchServices: Object.fromEntries(["search1api", "tavily", "exa", "bocha", "docs"].map((n) => [n, service(n)])),
      defaultSearchService: "search1api",
      ...others,
      waits: { ...defaultWaits, ...waits },
    },
  );
  const post = (fields: object, init: RequestInit = {}) =>
    site.complete({ model: "gpt-4o", messages: [{ role: "user", content: "why?" }], ...fields }, init);
  return {
    ...site,
    /** Up to the port. */
    origin: site.url.replace(/\/v1$/u, ""),
    queries,
    questions,
    post,
    answers(next: Script | readonly ServerEvent[]) {
      script = typeof next === "function" ? next : say(next);
    },
    /** What a body is understood as; the reply has to be an answer. */
    async understood(fields: object): Promise<Question> {
      const response = await post(fields);
      const body = await response.text();
      const question = questions.at(-1);
      if (response.status !== 200 || question === undefined) throw new Error(body);
      return question;
    },
    /** How a body is refused; no code where it is not. */
    async refusal(fields: object) {
      const response = await post(fields);
      const { error } = refusalSchema.parse(await response.json());
      return { status: response.status, code: error?.err_code, message: error?.message ?? "" };
    },
    /** Whether a value of a field is taken. */
    async takes(fields: object): Promise<boolean> {
      const response = await post(fields);
      await response.text();
      return response.status === 200;
    },
  };
}

export type ContractSite = Awaited<ReturnType<typeof openContract>>;

/** An answer of these events, one a turn. */
export function say(events: readonly ServerEvent[]): Script {
  return async function* answer() {
    for (const event of events) {
      await turn();
      yield event;
    }
  };
}

/** The events of a stream as text. */
export async function dataOf(response: Response): Promise<readonly string[]> {
  const events: string[] = [];
  const stream = response.body?.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  for await (const { data } of stream ?? []) events.push(data);
  return events;
}
