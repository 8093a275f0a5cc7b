import type { ChatModelEvent } from "../chat-model.ts";
import type { Tool } from "../conversation.ts";
import type { ServerFinishReason } from "../server-event.ts";
import type { PlannedCall } from "./chat-request.ts";
import { countTokens } from "./count-tokens.ts";
import { createOfferedCalls } from "./keep-offered-calls.ts";
import { createPromptedCalls } from "./prompted-calls.ts";
import type { UpstreamEvent } from "./read-chat-stream.ts";

export interface ModelEventOptions {
  readonly planned: PlannedCall;
  /** What the caller offered, whichever way the model was told. */
  readonly tools: readonly Tool[];
  readonly newId: () => string;
}

/** Makes the port's events of an upstream's: offered tool calls only, one list of finish reasons, and always a usage. */
export async function* toModelEvents(
  events: AsyncIterable<UpstreamEvent>,
  { planned, tools, newId }: ModelEventOptions,
): AsyncGenerator<ChatModelEvent> {
  const offered = createOfferedCalls(tools, { newId, mostCalls: planned.mostCalls });
  const prompted = planned.isPrompted ? createPromptedCalls(tools) : undefined;
  let written = "";
  for await (const event of events) {
    switch (event.type) {
      case "reasoning":
        written += event.text;
        yield event;
        break;
      case "text": {
        written += event.text;
        const text = prompted === undefined ? event.text : prompted.add(event.text);
        if (text !== "") yield prompted === undefined ? event : { type: "text", text };
        break;
      }
      case "toolCalls": {
        for (const { name, arguments: given } of event.calls) written += `${name ?? ""}${given ?? ""}`;
        const calls = offered.keep(event.calls);
        if (calls.length > 0) yield { type: "toolCalls", calls };
        break;
      }
      case "end": {
        const rest = prompted?.end() ?? { text: "", calls: [] };
        if (rest.text !== "") yield { type: "text", text: rest.text };
        const calls = offered.keep(rest.calls);
        if (calls.length > 0) yield { type: "toolCalls", calls };
        const { messages, nativeTools } = planned;
        const usage = event.usage ?? (await countTokens({ messages, tools: nativeTools, written }));
        yield { type: "done", finishReason: finishReasonOf(event.finishReason, offered.isAny()), usage };
      }
    }
  }
}

/** An end marker without a reason is a full stop; Ollama calls a turn with tool calls `stop`. */
function finishReasonOf(reason: string | undefined, hasCalls: boolean): ServerFinishReason {
  if (reason === "length" || reason === "content_filter") return reason;
  return hasCalls ? "tool_calls" : "stop";
}
