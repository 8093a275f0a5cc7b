import type { WholeAnswer } from "./completion-body.ts";
import type { ServerEvent, ToolCallDelta } from "./server-event.ts";

/** Takes an answer's events one by one; `whole` is the answer once `done` has come, undefined before. */
export function collectAnswer(): { take(event: ServerEvent): void; whole(): WholeAnswer | undefined } {
  const parts = { text: "", reasoning: "", sources: [] as WholeAnswer["sources"] };
  const calls = new Map<number, ToolCallDelta>();
  let whole: WholeAnswer | undefined;
  return {
    take(event) {
      switch (event.type) {
        case "text":
          parts.text += event.text;
          break;
        case "reasoning":
          parts.reasoning += event.text;
          break;
        case "sources":
          parts.sources = event.sources;
          break;
        case "toolCalls":
          for (const delta of event.calls) calls.set(delta.index, joinCalls(calls.get(delta.index), delta));
          break;
        case "done": {
          const toolCalls = [...calls.values()].sort((a, b) => a.index - b.index);
          whole = { ...parts, toolCalls, finishReason: event.finishReason, usage: event.usage };
        }
      }
    },
    whole: () => whole,
  };
}

function joinCalls(before: ToolCallDelta | undefined, delta: ToolCallDelta): ToolCallDelta {
  return {
    index: delta.index,
    id: before?.id ?? delta.id,
    name: before?.name ?? delta.name,
    arguments: (before?.arguments ?? "") + (delta.arguments ?? ""),
  };
}
