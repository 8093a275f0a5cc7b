import { createServer } from "node:http";
import { createSlackAdapter } from "@chat-adapter/slack";
import { createIoRedisState } from "@chat-adapter/state-ioredis";
import { Chat } from "chat";
import { environment } from "./environment.ts";
import { streamAnswer, wholeAnswer } from "./stream-answer.ts";

// Chat SDK with its Redis state. `--stream` hands it the stream, as its documentation recommends; else one post.
const { botToken, signingSecret, slackApiUrl, endpointUrl, redisUrl, port } = environment;
const streams = process.argv.includes("--stream");

const slack = createSlackAdapter({ botToken, signingSecret, apiUrl: slackApiUrl });
const bot = new Chat({
  userName: "bot",
  adapters: { slack },
  state: createIoRedisState({ url: redisUrl }),
  logger: "warn",
});

bot.onNewMention(async (thread, message) => {
  await thread.post(
    streams ? streamAnswer(endpointUrl, message.text) : { markdown: await wholeAnswer(endpointUrl, message.text) },
  );
});
await bot.initialize();

const server = createServer(async (incoming, outgoing) => {
  if (incoming.url === "/readyz") {
    outgoing.end("ready");
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const request = new Request(`http://127.0.0.1:${port}${incoming.url}`, {
    method: "POST",
    headers: Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    body: Buffer.concat(chunks),
  });
  // A long-lived process has nothing to keep alive: the answer goes on behind the response.
  const response = await bot.webhooks.slack(request, { waitUntil: (task) => void task });
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(await response.text());
});
server.listen(port, "127.0.0.1");
process.once("SIGTERM", () => process.exit(0));
