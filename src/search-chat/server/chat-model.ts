import type { Usage } from "../../core/answer.ts";
import type { ConversationMessage, Tool } from "./conversation.ts";
import type { ServerFinishReason, ToolCallDelta } from "./server-event.ts";

/** OpenAI's fields that a caller may set, under their own names, passed on as they are. Undefined ones are not sent. */
export interface ModelFields {
  readonly temperature?: number | undefined;
  readonly top_p?: number | undefined;
  readonly max_tokens?: number | undefined;
  readonly max_completion_tokens?: number | undefined;
  readonly presence_penalty?: number | undefined;
  readonly frequency_penalty?: number | undefined;
  readonly logit_bias?: Readonly<Record<string, number>> | undefined;
  readonly stop?: string | readonly string[] | undefined;
  readonly seed?: number | undefined;
  readonly response_format?: Readonly<Record<string, unknown>> | undefined;
  readonly reasoning_effort?: string | undefined;
  readonly parallel_tool_calls?: boolean | undefined;
  readonly user?: string | undefined;
}

/** Tools reach a model only where the caller gave them; what a page says never adds one. */
export interface ToolUse {
  readonly tools: readonly Tool[];
  /** OpenAI's `tool_choice`. */
  readonly choice?: unknown;
  /** 302.AI's `tool-use-mode`: natively, rewritten as a prompt, or natively where the model can (auto). */
  readonly mode: "auto" | "native" | "prompt";
}

export interface ChatModelRequest {
  /** As the upstream server names it. */
  readonly model: string;
  readonly messages: readonly ConversationMessage[];
  readonly fields?: ModelFields | undefined;
  readonly toolUse?: ToolUse | undefined;
}

export type ChatModelEvent =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "reasoning"; readonly text: string }
  | { readonly type: "toolCalls"; readonly calls: readonly ToolCallDelta[] }
  /** Last, exactly once. `usage` is the upstream's own count, or ours (a tokenizer) where it gives none. */
  | { readonly type: "done"; readonly finishReason: ServerFinishReason; readonly usage: Usage };

export interface ChatModelReply {
  readonly text: string;
  readonly reasoning: string;
  readonly usage: Usage;
}

/**
 * The language models of an OpenAI-compatible server. Both throw ServerFailure, and stop soon after the signal aborts;
 * leaving the stream early releases its connection.
 */
export interface ChatModel {
  stream(request: ChatModelRequest, context: { readonly signal: AbortSignal }): AsyncIterable<ChatModelEvent>;
  /** For the server's own small calls (a query, a plan, a summary): the whole text at once, without tools. */
  complete(request: ChatModelRequest, context: { readonly signal: AbortSignal }): Promise<ChatModelReply>;
}
