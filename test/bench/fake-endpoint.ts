import { createServer, type Server, type ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { type AnswerBoard, endMark, lastQuestionId } from "./answer-board.ts";
import { readBody } from "./read-body.ts";

const WORDS = "Workers take jobs from the queue and keep a lock while they run [1]. A lock that is not renewed".split(
  " ",
);
const CITATIONS = ["https://bullmq.io/guide/workers", "https://redis.io/docs/latest/commands"];

/** A search-chat endpoint that streams about forty words with two citations, at once or after `delayMs`. */
export function createFakeEndpoint(board: AnswerBoard): { readonly server: Server; delayMs: number } {
  const server = createServer((request, response) => {
    void readBody(request).then(
      async (body) => {
        const id = lastQuestionId(body);
        if (endpoint.delayMs > 0) await delay(endpoint.delayMs);
        answer(response, id ?? "nothing");
        if (id !== undefined) board.sawFirstToken(id);
      },
      () => response.destroy(),
    );
  });
  const endpoint = { server, delayMs: 0 };
  return endpoint;
}

function answer(response: ServerResponse, id: string): void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache", "request-id": id });
  for (const text of tokens(id)) response.write(chunk({ choices: [{ index: 0, delta: { content: text } }] }));
  response.write(
    chunk({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }], citations: CITATIONS, usage: USAGE }),
  );
  response.end("data: [DONE]\n\n");
}

const USAGE = { prompt_tokens: 900, completion_tokens: 50, total_tokens: 950 };

function* tokens(id: string): Generator<string> {
  yield `About ${id}: `;
  for (const word of WORDS) yield `${word} `;
  yield "is taken over by another worker [2]. ";
  yield `That is all, ${endMark(id)}.`;
}

function chunk(fields: object): string {
  return `data: ${JSON.stringify({ id: "chatcmpl-bench", object: "chat.completion.chunk", created: 1, model: "bench", ...fields })}\n\n`;
}
