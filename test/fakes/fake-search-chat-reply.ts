import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";

/** An answer, told by what is in it. */
export interface FakeAnswer {
  /** Each piece is one chunk of the stream. */
  readonly text: string | readonly string[];
  /** Sent on the last chunk, as 302.AI does. */
  readonly citations?: readonly string[];
  readonly searchResults?: readonly object[];
  readonly finishReason?: string;
  readonly usage?: { readonly promptTokens: number; readonly completionTokens: number };
  readonly requestId?: string;
  /** Waits before each chunk, for benches that need a steady stream. */
  readonly everyMs?: number;
}

/** A reply, told by its bytes. */
interface FakeRawReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of `body`. */
  readonly json?: unknown;
  /** Each piece is written on its own. */
  readonly body?: string | readonly (string | Uint8Array)[];
  /** `hang` leaves the connection open, `reset` breaks it. */
  readonly ending?: "end" | "hang" | "reset";
}

export type FakeReply = FakeAnswer | FakeRawReply;

const base = { id: "chatcmpl-fake", object: "chat.completion.chunk", created: 1, model: "fake" } as const;

/** Writes a reply; `isStreamed` is what the request asked for. */
export async function writeReply(reply: FakeReply, response: ServerResponse, isStreamed: boolean): Promise<void> {
  if (!("text" in reply)) return writeRaw(reply, response);
  const pieces = typeof reply.text === "string" ? [reply.text] : reply.text;
  if (!isStreamed) return writeRaw({ json: wholeAnswer(reply, pieces) }, response);
  openStream(response, reply.requestId);
  for (const piece of pieces) {
    if (response.destroyed) return;
    if (reply.everyMs !== undefined) await delay(reply.everyMs);
    await write(response, textEvent(piece));
  }
  await write(response, endEvents(reply));
  response.end();
}

export function openStream(response: ServerResponse, requestId = "fake-request"): void {
  response.writeHead(200, { "content-type": "text/event-stream", "request-id": requestId });
  response.flushHeaders();
}

export function event(payload: unknown): string {
  return `data: ${JSON.stringify(payload)}\n\n`;
}

export function textEvent(content: string): string {
  return event({ ...base, choices: [{ index: 0, delta: { content }, finish_reason: null }], usage: null });
}

/** What comes after the text: the last chunk with the sources, the usage and the end marker. */
export function endEvents(answer: Omit<FakeAnswer, "text">): string {
  const choice = { index: 0, delta: { content: "" }, finish_reason: answer.finishReason ?? "stop" };
  const last = { ...base, choices: [choice], ...sourceFields(answer) };
  return `${event(last)}${event({ ...base, choices: [], usage: toUsage(answer) })}data: [DONE]\n\n`;
}

/** Resolves when the piece was handed to the socket; one that went to a closed socket is dropped. */
export async function write(response: ServerResponse, piece: string | Uint8Array): Promise<void> {
  if (response.destroyed) return;
  await new Promise<void>((resolve) => {
    // A socket that closes in the middle never reports the write.
    response.once("close", resolve);
    response.write(piece, () => {
      response.off("close", resolve);
      resolve();
    });
  });
}

async function writeRaw(reply: FakeRawReply, response: ServerResponse): Promise<void> {
  const isJson = reply.json !== undefined;
  response.writeHead(reply.status ?? 200, {
    "content-type": isJson ? "application/json" : "text/event-stream",
    ...reply.headers,
  });
  response.flushHeaders();
  const body = isJson ? JSON.stringify(reply.json) : (reply.body ?? []);
  for (const piece of typeof body === "string" ? [body] : body) await write(response, piece);
  switch (reply.ending ?? "end") {
    case "end":
      response.end();
      break;
    case "reset":
      response.destroy();
      break;
    case "hang":
  }
}

function wholeAnswer(answer: FakeAnswer, pieces: readonly string[]): object {
  const message = { role: "assistant", content: pieces.join("") };
  return {
    ...base,
    object: "chat.completion",
    choices: [{ index: 0, message, finish_reason: answer.finishReason ?? "stop" }],
    usage: toUsage(answer),
    ...sourceFields(answer),
  };
}

function sourceFields({ citations, searchResults }: Omit<FakeAnswer, "text">): object {
  return {
    ...(citations === undefined ? {} : { citations }),
    ...(searchResults === undefined ? {} : { search_results: searchResults }),
  };
}

function toUsage({ usage = { promptTokens: 9, completionTokens: 12 } }: Omit<FakeAnswer, "text">): object {
  return {
    prompt_tokens: usage.promptTokens,
    completion_tokens: usage.completionTokens,
    total_tokens: usage.promptTokens + usage.completionTokens,
  };
}
