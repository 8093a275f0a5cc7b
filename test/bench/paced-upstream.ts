import { createServer, type ServerResponse } from "node:http";
import { readBody } from "./read-body.ts";

// A language model that streams at the pace its name asks for: `paced-<ms to the first token>-<ms between>-<tokens>`.
// It has a process of its own, so that its work is nobody else's.
const server = createServer((request, response) => {
  void readBody(request).then(
    (body) => answer(body, response),
    () => response.destroy(),
  );
});
server.listen(0, "127.0.0.1", 16_384, () => {
  const address = server.address();
  process.send?.({ port: typeof address === "object" ? address?.port : 0 });
});
process.on("disconnect", () => process.exit());

function answer(body: string, response: ServerResponse): void {
  const [, firstMs, gapMs, tokens] = /"paced-(\d+)-(\d+)-(\d+)"/u.exec(body)?.map(Number) ?? [];
  if (firstMs === undefined || gapMs === undefined || tokens === undefined) {
    response.writeHead(404).end('{"error":{"message":"no such model"}}');
    return;
  }
  let sent = 0;
  const send = () => {
    if (response.destroyed) return;
    if (sent === 0) response.writeHead(200, { "content-type": "text/event-stream" });
    if (sent < tokens) {
      sent += 1;
      response.write(chunk({ delta: { content: `w${sent} ` }, finish_reason: null }));
      setTimeout(send, gapMs);
      return;
    }
    response.write(chunk({ delta: {}, finish_reason: "stop" }));
    const usage = { prompt_tokens: 9, completion_tokens: tokens, total_tokens: 9 + tokens };
    response.end(`data: ${JSON.stringify({ ...head, choices: [], usage })}\n\ndata: [DONE]\n\n`);
  };
  setTimeout(send, firstMs);
}

const head = { id: "chatcmpl-bench", object: "chat.completion.chunk", created: 1, model: "paced" };

function chunk(choice: object): string {
  return `data: ${JSON.stringify({ ...head, choices: [{ index: 0, ...choice }] })}\n\n`;
}
