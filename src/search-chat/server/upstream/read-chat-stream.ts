import type { Usage } from "../../../core/answer.ts";
import type { StreamItem } from "../../read-stream.ts";
import { createReasoningSplitter, type WrittenPiece } from "../../reasoning.ts";
import { ServerFailure } from "../failure.ts";
import { type ChatChunk, readChatChunk, type WrittenToolCall } from "./chat-chunk.ts";
import { UpstreamRefusal } from "./upstream-refusal.ts";

/** What an upstream's answer is made of, in order. `end` is last and comes exactly once, unless the stream throws. */
export type UpstreamEvent =
  | WrittenPiece
  | { readonly type: "toolCalls"; readonly calls: readonly WrittenToolCall[] }
  /** `finishReason` undefined: the stream ended with its end marker only. */
  | { readonly type: "end"; readonly finishReason: string | undefined; readonly usage: Usage | undefined };

/**
 * Makes events of an upstream's body, whatever its dialect: streamed or whole, with reasoning in its own field or within
 * `<think>`, with or without an end marker. The words of one read are one event. Throws UpstreamRefusal for an error
 * inside the body, and ServerFailure (modelFailed) for a body that is no answer or that ends in the middle.
 */
export async function* readChatStream(reads: AsyncIterable<readonly StreamItem[]>): AsyncGenerator<UpstreamEvent> {
  const splitter = createReasoningSplitter();
  const pieces = createPieces();
  let finishReason: string | undefined;
  let usage: Usage | undefined;
  let hasChoice = false;
  let isEnded = false;
  let failure: Error | undefined;
  try {
    for await (const items of reads) {
      for (const item of items) {
        if (item.kind === "end") isEnded = true;
        const chunk: ChatChunk | Error | undefined = item.kind === "end" ? undefined : chunkOf(item);
        // The words before a failure have been said, so it is thrown behind them.
        if (chunk instanceof Error) failure = chunk;
        if (chunk === undefined || chunk instanceof Error) break;
        hasChoice ||= chunk.hasChoice;
        if (chunk.reasoning !== "") pieces.add({ type: "reasoning", text: chunk.reasoning });
        if (chunk.text !== "") for (const piece of splitter.add(chunk.text)) pieces.add(piece);
        if (chunk.toolCalls.length > 0) {
          for (const piece of pieces.take()) yield piece;
          yield { type: "toolCalls", calls: chunk.toolCalls };
        }
        usage = chunk.usage ?? usage;
        finishReason = chunk.finishReason ?? finishReason;
        // OpenRouter's sign that the model behind it broke off.
        if (finishReason === "error") failure = brokenOff("finish_reason is error");
        isEnded = item.kind === "bare" && chunk.hasChoice;
        if (isEnded || failure !== undefined) break;
      }
      for (const piece of pieces.take()) yield piece;
      if (failure !== undefined) throw failure;
      if (isEnded) break;
    }
  } catch (error) {
    // An answer that gave its finish reason is whole, whatever happens to the connection after it.
    if (finishReason === undefined || error === failure || !isBroken(error)) throw error;
  }

  for (const piece of splitter.end()) pieces.add(piece);
  for (const piece of pieces.take()) yield piece;
  if (!hasChoice && !isEnded) throw brokenOff("it holds no answer");
  if (!isEnded && finishReason === undefined) throw brokenOff("it ended before it was whole");
  yield { type: "end", finishReason, usage };
}

/** Puts pieces of one kind together, and takes the blank lines off that follow on reasoning. */
function createPieces() {
  let waiting: WrittenPiece[] = [];
  let hasThought = false;
  let hasText = false;
  return {
    add(piece: WrittenPiece): void {
      const isFirstText = piece.type === "text" && hasThought && !hasText;
      const text = isFirstText ? piece.text.trimStart() : piece.text;
      hasThought ||= piece.type === "reasoning";
      hasText ||= piece.type === "text" && text !== "";
      if (text === "") return;
      const last = waiting.at(-1);
      if (last?.type === piece.type) waiting[waiting.length - 1] = { type: piece.type, text: last.text + text };
      else waiting.push({ type: piece.type, text });
    },
    take(): readonly WrittenPiece[] {
      const taken = waiting;
      waiting = [];
      return taken;
    },
  };
}

function chunkOf(item: Exclude<StreamItem, { readonly kind: "end" }>): ChatChunk | Error {
  if (item.kind === "unreadable") return brokenOff("a line of it is not JSON");
  const { payload } = item;
  const isError = item.kind === "event" && item.isError;
  if (isError || hasError(payload)) return new UpstreamRefusal(IN_STREAM, payload);
  return readChatChunk(payload) ?? brokenOff("it has another shape");
}

/** The status of a stream is long sent when an error comes. */
const IN_STREAM = { status: 200, requestId: undefined, retryAfterMs: undefined };

function hasError(payload: unknown): boolean {
  return typeof payload === "object" && payload !== null && "error" in payload && payload.error != null;
}

function brokenOff(what: string): ServerFailure {
  return new ServerFailure("modelFailed", {
    detail: "The language model broke off. Try again.",
    cause: new Error(`The upstream's answer could not be read to its end: ${what}.`),
  });
}

function isBroken(error: unknown): boolean {
  return error instanceof ServerFailure && (error.failure === "modelFailed" || error.failure === "tookTooLong");
}
