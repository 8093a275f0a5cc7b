import type { Citation, Usage } from "../../core/answer.ts";

/** A piece of a tool call: the first of an index brings the id and the name, the next ones more of the arguments. */
export interface ToolCallDelta {
  readonly index: number;
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly arguments?: string | undefined;
}

export type ServerFinishReason = "stop" | "length" | "content_filter" | "tool_calls";

/**
 * What the server answers with, in order. `reasoning` is shown as `reasoning_content` and is no part of the answer.
 * `sources` comes at most once, before `done`, numbered as in the text. `done` is last and comes exactly once, unless
 * the stream throws (ServerFailure where the caller can be told why).
 */
export type ServerEvent =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "reasoning"; readonly text: string }
  | { readonly type: "toolCalls"; readonly calls: readonly ToolCallDelta[] }
  | { readonly type: "sources"; readonly sources: readonly Citation[] }
  | { readonly type: "done"; readonly finishReason: ServerFinishReason; readonly usage: Usage };
