import type { Citation } from "../../core/answer.ts";
import { type CompletionIdentity, sourcesBody, usageBody } from "./completion-body.ts";
import type { ServerEvent, ToolCallDelta } from "./server-event.ts";

/** The end of every stream that was not cut off. */
export const END_OF_STREAM = "data: [DONE]\n\n";

/** Nothing to a reader, but a sign of life to the proxies in between. */
export const KEEP_ALIVE = ": keep-alive\n\n";

/** Writes a streamed answer's events as server-sent events: strings, ready to be sent. */
export interface CompletionChunks {
  /** The role, which comes first. */
  readonly opening: string;
  /** The event's chunk or chunks; empty for what is sent later. */
  write(event: ServerEvent): string;
}

/**
 * The role first, the text, then one chunk with the finish reason and the sources, then, where it is asked for, one
 * with the usage and no choices. https://platform.openai.com/docs/api-reference/chat/streaming
 */
export function completionChunks(
  identity: CompletionIdentity,
  { includeUsage }: { readonly includeUsage: boolean },
): CompletionChunks {
  const head = `data: ${JSON.stringify({ ...identity, object: "chat.completion.chunk" }).slice(0, -1)},"choices":[`;
  const tail = includeUsage ? ',"usage":null' : "";
  const chunk = (delta: object, finishReason: string | null = null, extra = "") =>
    `${head}{"index":0,"delta":${JSON.stringify(delta)},"logprobs":null,"finish_reason":${JSON.stringify(finishReason)}}]${tail}${extra}}\n\n`;
  let sources: readonly Citation[] = [];
  return {
    opening: chunk({ role: "assistant", content: "" }),
    write(event) {
      switch (event.type) {
        case "text":
          return chunk({ content: event.text });
        case "reasoning":
          return chunk({ reasoning_content: event.text });
        case "toolCalls":
          return chunk({ tool_calls: event.calls.map(toToolCallChunk) });
        case "sources":
          sources = event.sources;
          return "";
        case "done": {
          const last = chunk({}, event.finishReason, `,${JSON.stringify(sourcesBody(sources)).slice(1, -1)}`);
          return includeUsage ? `${last}${head}],"usage":${JSON.stringify(usageBody(event.usage))}}\n\n` : last;
        }
      }
    },
  };
}

function toToolCallChunk({ index, id, name, arguments: args }: ToolCallDelta): object {
  return {
    index,
    ...(id === undefined ? {} : { id, type: "function" }),
    function: { ...(name === undefined ? {} : { name }), arguments: args ?? "" },
  };
}
