import type { AnswerEvent, Citation, FinishReason, Usage } from "../../core/answer.ts";

/** What every chunk of one answer says about it. */
export interface CompletionIdentity {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  /** As the caller named it. */
  readonly model: string;
}

interface CompletionState {
  readonly citations: readonly Citation[];
  readonly usage: Usage | undefined;
}

/**
 * The chunks of a streamed answer: the role first, the text, then one with the finish reason and the sources, then,
 * where asked for, one with the usage and no choices. https://platform.openai.com/docs/api-reference/chat/streaming
 */
export async function* completionChunks(
  identity: CompletionIdentity,
  events: AsyncIterable<AnswerEvent>,
  { includeUsage }: { readonly includeUsage: boolean },
): AsyncGenerator<object> {
  const chunk = (choice: object, extra: object = {}) => ({
    ...identity,
    object: "chat.completion.chunk",
    choices: [{ index: 0, delta: {}, logprobs: null, finish_reason: null, ...choice }],
    ...(includeUsage ? { usage: null } : {}),
    ...extra,
  });
  let citations: readonly Citation[] = [];
  yield chunk({ delta: { role: "assistant", content: "" } });
  for await (const event of events) {
    if (event.type === "text") yield chunk({ delta: { content: event.text } });
    else if (event.type === "citations") citations = event.citations;
    else {
      yield chunk({ finish_reason: finishReasonOf(event.finishReason) }, sourcesOf(citations));
      if (includeUsage) {
        yield { ...identity, object: "chat.completion.chunk", choices: [], usage: usageOf(event.usage) };
      }
    }
  }
}

/** The whole answer in one body. */
export async function completionObject(
  identity: CompletionIdentity,
  events: AsyncIterable<AnswerEvent>,
): Promise<object> {
  let content = "";
  let finishReason: FinishReason = "other";
  let state: CompletionState = { citations: [], usage: undefined };
  for await (const event of events) {
    if (event.type === "text") content += event.text;
    else if (event.type === "citations") state = { ...state, citations: event.citations };
    else {
      finishReason = event.finishReason;
      state = { ...state, usage: event.usage };
    }
  }
  return {
    ...identity,
    object: "chat.completion",
    choices: [
      {
        index: 0,
        message: { role: "assistant", content, refusal: null },
        logprobs: null,
        finish_reason: finishReasonOf(finishReason),
      },
    ],
    usage: usageOf(state.usage),
    ...sourcesOf(state.citations),
  };
}

/** The dialects of 302.AI (`citations`) and Perplexity (`search_results`), both in the order of the `[n]` markers. */
function sourcesOf(citations: readonly Citation[]) {
  const inOrder = citations.toSorted((a, b) => a.number - b.number);
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

function finishReasonOf(reason: FinishReason): string {
  return reason === "other" ? "stop" : reason;
}

function usageOf(usage: Usage | undefined) {
  return {
    prompt_tokens: usage?.promptTokens ?? 0,
    completion_tokens: usage?.completionTokens ?? 0,
    total_tokens: usage?.totalTokens ?? 0,
  };
}
