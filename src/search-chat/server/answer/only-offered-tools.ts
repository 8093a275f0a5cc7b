import type { ToolUse } from "../chat-model.ts";
import type { ServerEvent } from "../server-event.ts";

/**
 * Lets calls of those tools pass that the caller has offered, whatever a model was talked into; what passes is numbered
 * without gaps. An answer that ended for a call that did not pass has just stopped.
 */
export async function* onlyOfferedTools(
  events: AsyncIterable<ServerEvent>,
  toolUse: ToolUse | undefined,
): AsyncGenerator<ServerEvent> {
  const isForbidden = toolUse === undefined || toolUse.choice === "none";
  const offered = new Set(isForbidden ? [] : toolUse.tools.map((tool) => tool.function.name));
  const newIndexes = new Map<number, number>();
  for await (const event of events) {
    if (event.type === "toolCalls") {
      const calls = event.calls.flatMap((call) => {
        const isNew = !newIndexes.has(call.index) && call.name !== undefined && offered.has(call.name);
        if (isNew) newIndexes.set(call.index, newIndexes.size);
        const index = newIndexes.get(call.index);
        return index === undefined ? [] : [{ ...call, index }];
      });
      if (calls.length > 0) yield { type: "toolCalls", calls };
    } else if (event.type === "done" && event.finishReason === "tool_calls" && newIndexes.size === 0) {
      yield { ...event, finishReason: "stop" };
    } else yield event;
  }
}
