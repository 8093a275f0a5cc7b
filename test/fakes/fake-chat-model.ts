import { setImmediate as turn } from "node:timers/promises";
import type { Usage } from "../../src/core/answer.ts";
import type { ChatModel, ChatModelEvent, ChatModelRequest } from "../../src/search-chat/server/chat-model.ts";

type Call = ChatModelRequest & { readonly kind: "stream" | "complete" };
/** A text, or the events without `done`. `undefined`: it never answers. */
type Said = string | readonly ChatModelEvent[] | undefined;

export interface FakeChatModel extends ChatModel {
  /** What it was asked, in order. */
  readonly calls: readonly Call[];
  /** Calls that have neither ended nor been aborted. */
  open(): number;
}

/** What every call of the fake costs, so that sums can be told. */
export const FAKE_USAGE: Usage = { promptTokens: 100, completionTokens: 10, totalTokens: 110 };

/** An upstream server in this process: it says what the test tells it to, in pieces, and obeys the signal. */
export function createFakeChatModel(says: (call: Call) => Said): FakeChatModel {
  const calls: Call[] = [];
  let open = 0;
  async function* answer(call: Call, signal: AbortSignal): AsyncGenerator<ChatModelEvent> {
    calls.push(call);
    open += 1;
    try {
      const said = says(call);
      if (said === undefined) await untilGone(signal);
      for (const event of eventsOf(said ?? "")) {
        await turn();
        signal.throwIfAborted();
        yield event;
      }
    } finally {
      open -= 1;
    }
  }
  return {
    calls,
    open: () => open,
    stream: (request, { signal }) => answer({ ...request, kind: "stream" }, signal),
    async complete(request, { signal }) {
      let text = "";
      let reasoning = "";
      for await (const event of answer({ ...request, kind: "complete" }, signal)) {
        if (event.type === "text") text += event.text;
        if (event.type === "reasoning") reasoning += event.text;
      }
      return { text, reasoning, usage: FAKE_USAGE };
    },
  };
}

function eventsOf(said: string | readonly ChatModelEvent[]): readonly ChatModelEvent[] {
  const events =
    typeof said === "string"
      ? (said.match(/[\s\S]{1,4}/gu) ?? []).map((text) => ({ type: "text" as const, text }))
      : said;
  if (events.at(-1)?.type === "done") return events;
  const finishReason = events.some(({ type }) => type === "toolCalls") ? "tool_calls" : "stop";
  return [...events, { type: "done", finishReason, usage: FAKE_USAGE }];
}

function untilGone(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
