import { describe, expect, it } from "vitest";
import { createRefusedFields, refusedField } from "../../../../../src/search-chat/server/upstream/refused-fields.ts";
import { UpstreamRefusal } from "../../../../../src/search-chat/server/upstream/upstream-refusal.ts";

const head = (status: number) => ({ status, requestId: undefined, retryAfterMs: undefined });

describe("the fields that an upstream refuses", () => {
  it("are remembered for each model, and for an hour", () => {
    let nowMs = 0;
    const refused = createRefusedFields({ now: () => nowMs });
    refused.add("tiny", "tools");
    refused.add("tiny", "stream_options");
    expect(refused.of("tiny")).toEqual(new Set(["tools", "stream_options"]));
    expect(refused.of("other")).toEqual(new Set());
    nowMs = 60 * 60_000 - 1;
    expect(refused.of("tiny").size).toBe(2);
    nowMs += 1;
    expect(refused.of("tiny")).toEqual(new Set());
  });

  it("are forgotten for the oldest of very many models", () => {
    const refused = createRefusedFields({ now: () => 0 });
    for (let model = 0; model <= 1_000; model += 1) refused.add(`model-${model}`, "tools");
    expect(refused.of("model-0")).toEqual(new Set());
    expect(refused.of("model-1")).toEqual(new Set(["tools"]));
  });

  it.each([
    [400, "Unrecognized request argument supplied: stream_options", "stream_options"],
    [400, "Unknown parameter: 'parallel_tool_calls'.", "parallel_tool_calls"],
    [400, "`tool calling` is not supported with this model", "tools"],
    [501, "Function calling is not enabled for this model", "tools"],
    [422, "Streaming is not supported for this model", "stream"],
    [400, "Invalid 'tools[0].function.name': does not match", undefined],
    [400, "temperature must not be negative", undefined],
    [400, "An assistant message with 'tool_calls' must be followed by tool messages; some did not have any", undefined],
    [400, "The tool result has no tool_call_id", undefined],
    [400, "Tool choice 'get_time' not found in 'tools' parameter.", undefined],
    [429, "Too many tool calls, not now", undefined],
    [401, "This key does not support tools", undefined],
  ] as const)("are told from %i %j as %s", (status, message, field) => {
    expect(refusedField(new UpstreamRefusal(head(status), { error: { message } }))).toBe(field);
  });
});
