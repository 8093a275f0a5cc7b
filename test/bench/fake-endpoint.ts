import { createServer, type Server, type ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { type AnswerBoard, endMark, lastQuestionId } from "./answer-board.ts";
import { readBody } from "./read-body.ts";

const WORDS = "Workers take jobs from the queue and keep a lock while they run [1]. A lock that is not renewed".split(
  " ",
);
const CITATIONS = ["https://bullmq.io/guide/workers", "https://redis.io/docs/latest/commands"];

/** How long the endpoint searches, and how long it takes for each word. */
export interface EndpointPace {
  delayMs: number;
  tokenGapMs: number;
}

/** A search-chat endpoint that streams about thirty words with two citations. */
export function createFakeEndpoint(board: AnswerBoard): { readonly server: Server; readonly pace: EndpointPace } {
  const pace = { delayMs: 0, tokenGapMs: 0 };
  const server = createServer((request, response) => {
    void readBody(request).then(
      async (body) => {
        const id = lastQuestionId(body) ?? "nothing";
        const { delayMs, tokenGapMs } = pace;
        if (delayMs > 0) await delay(delayMs);
        board.sawFirstToken(id);
        await answer(response, id, tokenGapMs);
      },
      () => response.destroy(),
    );
  });
  return { server, pace };
}

async function answer(response: ServerResponse, id: string, tokenGapMs: number): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache", "request-id": id });
  for (const text of tokens(id)) {
    response.write(chunk({ choices: [{ index: 0, delta: { content: text } }] }));
    if (tokenGapMs > 0) await delay(tokenGapMs);
  }
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
