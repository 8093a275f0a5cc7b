import type { AnswerEvent, AnswerRequest } from "../../../src/core/answer.ts";
import {
  createFallbackProvider,
  type FallbackProvider,
  type FallbackProviderOptions,
} from "../../../src/search-chat/fallback-provider.ts";
import { createSearchChatProvider } from "../../../src/search-chat/provider.ts";
import { createFakeClock, type FakeClock } from "../../fakes/fake-clock.ts";
import { type FakeSearchChat, startFakeSearchChat } from "../../fakes/fake-search-chat.ts";
import { apiKey, question } from "../../fakes/fake-search-chat-client.ts";
import type { FakeReply } from "../../fakes/fake-search-chat-reply.ts";
import { createMemoryLog, type LogLine } from "../../fakes/memory-log.ts";

/** The real client with fallbacks, in front of a fake endpoint whose services a test can break one by one. */
export interface FallbackSite {
  readonly endpoint: FakeSearchChat;
  readonly provider: FallbackProvider;
  readonly clock: FakeClock;
  readonly logged: readonly LogLine[];
  ask(request?: AnswerRequest, signal?: AbortSignal): AsyncIterable<AnswerEvent>;
  /** What this service answers from now on; undefined: in words again. */
  reply(service: string, reply: FakeReply | undefined): void;
  /** What was asked at the endpoint, as `service/model`. */
  asked(): readonly string[];
  stateOf(name: string): string | undefined;
  close(): Promise<void>;
}

export async function startFallbackSite(options: Partial<FallbackProviderOptions> = {}): Promise<FallbackSite> {
  const endpoint = await startFakeSearchChat();
  const replies = new Map<string, FakeReply>();
  endpoint.answer(({ body }) => {
    const service = body["search-service"] ?? "none";
    return replies.get(service) ?? { text: ["from ", service], citations: [`https://${service}.example/x`] };
  });
  const clock = createFakeClock();
  const log = createMemoryLog();
  const logged = log.lines;
  const { defaults = { service: "search1api", model: "gpt-4o-mini" } } = options;
  const client = createSearchChatProvider(
    { log, clock },
    { baseUrl: endpoint.url, apiKey, defaultModel: defaults.model },
  );
  const provider = createFallbackProvider(
    { provider: client, clock, log },
    {
      fallbacks: [{ service: "tavily" }, { service: "exa", model: "deepseek-chat" }],
      defaults,
      halfOpenAfterMs: 30_000,
      ...options,
    },
  );
  return {
    endpoint,
    provider,
    clock,
    logged,
    ask: (request = ownQuestion(), signal = new AbortController().signal) => provider.answer(request, { signal }),
    reply(service, reply) {
      if (reply === undefined) replies.delete(service);
      else replies.set(service, reply);
    },
    asked: () => endpoint.requests.map(({ body }) => `${body["search-service"]}/${body.model}`),
    stateOf: (name) => provider.breakers().find((breaker) => breaker.name === name)?.state,
    close: endpoint.close,
  };
}

/** A question as the feature asks it: with the service of its channel. */
export function ownQuestion(search: Partial<AnswerRequest["search"]> = {}): AnswerRequest {
  return question("a private question", { service: "search1api", ...search });
}

export const unavailable = { status: 503, json: { error: { message: "a vendor's sentence" } } } as const;
