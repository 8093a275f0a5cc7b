import type { Citation, Usage } from "../../core/answer.ts";
import type { ToolCallDelta } from "./server-event.ts";

/** What every chunk of one answer says about it. */
export interface CompletionIdentity {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  /** As the caller named it. */
  readonly model: string;
}

/** An answer that has arrived. */
export interface WholeAnswer {
  readonly text: string;
  readonly reasoning: string;
  readonly toolCalls: readonly ToolCallDelta[];
  readonly sources: readonly Citation[];
  readonly finishReason: string;
  readonly usage: Usage;
}

/** The whole answer in one body. https://platform.openai.com/docs/api-reference/chat/object */
export function completionBody(identity: CompletionIdentity, answer: WholeAnswer): object {
  const { text, reasoning, toolCalls, sources, finishReason, usage } = answer;
  return {
    ...identity,
    object: "chat.completion",
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: text === "" && toolCalls.length > 0 ? null : text,
          refusal: null,
          ...(reasoning === "" ? {} : { reasoning_content: reasoning }),
          ...(toolCalls.length === 0 ? {} : { tool_calls: toolCalls.map(wholeToolCall) }),
        },
        logprobs: null,
        finish_reason: finishReason,
      },
    ],
    usage: usageBody(usage),
    ...sourcesBody(sources),
  };
}

/** 302.AI's simplified form; the sources only where there are some, since the text refers to them. */
export function simpleBody({ text, sources }: WholeAnswer): object {
  return { output: text, ...(sources.length === 0 ? {} : sourcesBody(sources)) };
}

/** The dialects of 302.AI (`citations`) and Perplexity (`search_results`), both in the order of the `[n]` markers. */
export function sourcesBody(sources: readonly Citation[]): object {
  const inOrder = sources.toSorted((a, b) => a.number - b.number);
  return {
    citations: inOrder.map(({ url }) => url),
    search_results: inOrder.map(({ url, title, snippet, publishedAt }) => ({
      title: title ?? url,
      url,
      snippet: snippet ?? "",
      date: publishedAt ?? null,
    })),
  };
}

export function usageBody({ promptTokens, completionTokens, totalTokens }: Usage): object {
  return { prompt_tokens: promptTokens, completion_tokens: completionTokens, total_tokens: totalTokens };
}

function wholeToolCall({ id, name, arguments: args }: ToolCallDelta): object {
  return { id: id ?? "", type: "function", function: { name: name ?? "", arguments: args ?? "" } };
}
