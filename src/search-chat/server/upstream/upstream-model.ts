import type { Logger } from "../../../core/logger.ts";
import type { Deadlines } from "../../deadlines.ts";
import { endpointHeaders, endpointUrl } from "../../endpoint-address.ts";
import type { EndpointFetch } from "../../endpoint-fetch.ts";
import { createReadPauses, type ReadPause } from "../../read-pause.ts";
import { readStream } from "../../read-stream.ts";
import type { ChatModel, ChatModelEvent, ChatModelRequest } from "../chat-model.ts";
import { type PlannedCall, planCall } from "./chat-request.ts";
import { readChatStream } from "./read-chat-stream.ts";
import { createRefusedFields, refusedField } from "./refused-fields.ts";
import { toModelEvents } from "./to-model-events.ts";
import { toServerFailure } from "./to-server-failure.ts";
import { upstreamCall, upstreamDeadlines } from "./upstream-call.ts";
import { UpstreamRefusal } from "./upstream-refusal.ts";

export interface UpstreamModelDeps {
  readonly fetch: EndpointFetch;
  /** The wall clock. */
  readonly clock: { now(): number };
  readonly newId: () => string;
  readonly log: Logger;
  /** Told how long a model took to its first byte. */
  readonly noteFirstByte?: ((model: string, ms: number) => void) | undefined;
}

export interface UpstreamModelOptions {
  /** Up to and with `/v1`, for example `http://127.0.0.1:11434/v1`. */
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  readonly deadlines?: Partial<Deadlines> | undefined;
}

/** Words that come faster than this are passed on together; people see no difference. */
const GATHER_MS = 60;

interface CallContext {
  readonly signal: AbortSignal;
  /** Undefined: nobody watches the answer grow. */
  readonly pause?: ReadPause | undefined;
}

/**
 * The models of an OpenAI-compatible server: Ollama, vLLM, llama.cpp, OpenAI, DeepSeek and the like. Every answer is one
 * streamed call. Only a call that is refused before its first word for a field that it can do without is made again, and
 * the field is then left out for that model. Neither questions nor answers are logged. Throws ConfigError for a URL or
 * key that cannot be sent.
 */
export function createUpstreamModel(deps: UpstreamModelDeps, options: UpstreamModelOptions): ChatModel {
  const url = endpointUrl(options.baseUrl, "/chat/completions", "The upstream's base URL");
  const headers = endpointHeaders(options.apiKey, "The upstream's API key");
  const deadlines = { ...upstreamDeadlines, ...options.deadlines };
  const refused = createRefusedFields(deps.clock);
  const createPause = createReadPauses(GATHER_MS);

  async function callOnce(request: ChatModelRequest, planned: PlannedCall, { signal, pause }: CallContext) {
    const onFirstByte = (ms: number) => deps.noteFirstByte?.(request.model, ms);
    const bytes = await upstreamCall(deps, { url, headers, body: planned.body, deadlines, signal, onFirstByte, pause });
    return toModelEvents(readChatStream(readStream(bytes)), {
      planned,
      tools: request.toolUse?.tools ?? [],
      newId: deps.newId,
    });
  }

  async function* stream(request: ChatModelRequest, { signal, pause }: CallContext): AsyncGenerator<ChatModelEvent> {
    for (;;) {
      const planned = planCall(request, refused.of(request.model));
      let isBegun = false;
      try {
        for await (const event of await callOnce(request, planned, { signal, pause })) {
          isBegun = true;
          pause?.begin();
          yield event;
        }
        return;
      } catch (error) {
        const field = !isBegun && error instanceof UpstreamRefusal ? refusedField(error) : undefined;
        // One field less each time, so this ends.
        if (field === undefined || !planned.optional.has(field)) throw toServerFailure(error, options.apiKey);
        deps.log.info({ model: request.model, field }, "the upstream refuses a field, which is left out from now on");
        refused.add(request.model, field);
      }
    }
  }

  return {
    stream: (request, { signal }) => stream(request, { signal, pause: createPause() }),
    async complete(request, context) {
      let text = "";
      let reasoning = "";
      for await (const event of stream({ ...request, toolUse: undefined }, context)) {
        if (event.type === "text") text += event.text;
        else if (event.type === "reasoning") reasoning += event.text;
        else if (event.type === "done") return { text, reasoning, usage: event.usage };
      }
      throw new Error("A stream ended without done.");
    },
  };
}
