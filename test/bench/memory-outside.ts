import { createServer, type ServerResponse } from "node:http";
import { readBody } from "./read-body.ts";

/** What `memory.ts` tells a process of the outside, and what it hears back. */
export type OutsideCall = "state" | "finish";
export interface OutsideState {
  readonly started: number;
  readonly finished: number;
  readonly calls: number;
}

const EVERY_MS = Number(process.env["BENCH_EVERY_MS"] ?? "10000");
const SENTENCE = "Workers take jobs from the queue and keep a lock while they run [1]. ";
const role = process.argv[2];
const state = { started: 0, finished: 0, calls: 0 };
let isFinishing = false;

const server = createServer((request, response) => {
  void readBody(request).then(
    (body) => (role === "endpoint" ? answer(response) : act(request.url ?? "", body, response)),
    () => response.destroy(),
  );
});
server.listen(0, "127.0.0.1", 16_384, () => {
  const address = server.address();
  process.send?.({ port: typeof address === "object" ? address?.port : 0 });
});
process.on("message", (call: OutsideCall) => {
  if (call === "finish") isFinishing = true;
  process.send?.({ ...state });
});
process.on("disconnect", () => process.exit());

/** Streams a sentence now and then until it is told to finish; all at different times, as endpoints do. */
function answer(response: ServerResponse): void {
  state.started += 1;
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(chunk({ choices: [{ index: 0, delta: { content: SENTENCE } }] }));
  const next = () => {
    if (!isFinishing) response.write(chunk({ choices: [{ index: 0, delta: { content: SENTENCE } }] }));
    else {
      clearInterval(timer);
      const citations = ["https://docs.bullmq.io/"];
      response.write(chunk({ choices: [{ index: 0, delta: { content: "" }, finish_reason: "stop" }], citations }));
      response.end("data: [DONE]\n\n");
    }
  };
  const timer = setInterval(next, EVERY_MS * (0.75 + Math.random() / 2));
  response.on("close", () => clearInterval(timer));
}

/** A Slack that says yes to everything. */
function act(url: string, body: string, response: ServerResponse): void {
  state.calls += 1;
  if (url.endsWith("/chat.startStream") || url.endsWith("/chat.postMessage")) state.started += 1;
  if (url.endsWith("/chat.stopStream") || body.includes("Sources")) state.finished += 1;
  const ts = new URLSearchParams(body).get("ts") ?? `1800000000.${String(state.calls).padStart(6, "0")}`;
  const text = JSON.stringify({ ok: true, channel: "C0BENCH", ts, message: { ts }, messages: [], user_id: "U0BOT" });
  response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(text) }).end(text);
}

function chunk(fields: object): string {
  return `data: ${JSON.stringify({ id: "bench", object: "chat.completion.chunk", created: 1, model: "bench", ...fields })}\n\n`;
}
