import type { EndpointFetch } from "../../../../../src/search-chat/endpoint-fetch.ts";
import type { ChatModel, ChatModelEvent, ChatModelRequest } from "../../../../../src/search-chat/server/chat-model.ts";
import { createModelFetch } from "../../../../../src/search-chat/server/upstream/model-fetch.ts";
import {
  createUpstreamModel,
  type UpstreamModelOptions,
} from "../../../../../src/search-chat/server/upstream/upstream-model.ts";
import { type FakeUpstream, startFakeUpstream } from "../../../../fakes/fake-upstream.ts";
import { createMemoryLog, type MemoryLog } from "../../../../fakes/memory-log.ts";

export const API_KEY = "test-key";

/** A chat model with a fake upstream of its own. */
export interface ModelSite {
  readonly upstream: FakeUpstream;
  readonly model: ChatModel;
  readonly log: MemoryLog;
  /** As the model was told of them, in the order of their first bytes. */
  readonly firstBytes: readonly string[];
  /** All events of one answer to the model `tiny`. */
  ask(request?: Partial<ChatModelRequest>, signal?: AbortSignal): Promise<readonly ChatModelEvent[]>;
  close(): Promise<void>;
}

export async function startModelSite(
  options: Partial<UpstreamModelOptions> = {},
  fetch: EndpointFetch = createModelFetch(),
): Promise<ModelSite> {
  const upstream = await startFakeUpstream({ apiKey: API_KEY });
  const log = createMemoryLog();
  const firstBytes: string[] = [];
  let ids = 0;
  const model = createUpstreamModel(
    {
      fetch,
      clock: Date,
      newId: () => `id-${++ids}`,
      log,
      noteFirstByte: (name) => void firstBytes.push(name),
    },
    { baseUrl: upstream.url, apiKey: API_KEY, ...options },
  );
  return {
    upstream,
    model,
    log,
    firstBytes,
    async ask(request = {}, signal = AbortSignal.timeout(10_000)) {
      const whole = { model: "tiny", messages: [{ role: "user", content: "Which is older?" }], ...request } as const;
      return collect(model.stream(whole, { signal }));
    },
    close: () => upstream.close(),
  };
}

export async function collect(
  answer: AsyncIterable<ChatModelEvent>,
  events: ChatModelEvent[] = [],
): Promise<readonly ChatModelEvent[]> {
  for await (const event of answer) events.push(event);
  return events;
}

export function textOf(events: readonly ChatModelEvent[]): string {
  return events.map((event) => (event.type === "text" ? event.text : "")).join("");
}

export function reasoningOf(events: readonly ChatModelEvent[]): string {
  return events.map((event) => (event.type === "reasoning" ? event.text : "")).join("");
}

/** Server-sent events with these payloads, and the end marker. */
export function sse(...payloads: readonly (object | string)[]): string {
  const lines = payloads.map((payload) => (typeof payload === "string" ? payload : `data: ${JSON.stringify(payload)}`));
  return `${[...lines, "data: [DONE]"].join("\n\n")}\n\n`;
}

/** One chunk of a stream. */
export function delta(fields: object, finishReason: string | null = null): object {
  return { object: "chat.completion.chunk", choices: [{ index: 0, delta: fields, finish_reason: finishReason }] };
}
