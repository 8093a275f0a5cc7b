import { App, HTTPReceiver } from "@slack/bolt";
import { Queue, Worker } from "bullmq";
import { Redis } from "ioredis";
import { environment } from "./environment.ts";
import { wholeAnswer } from "./stream-answer.ts";

// Bare Bolt and BullMQ: Slack is acknowledged when the job is in Redis, the job posts once. Nothing else.
interface Question {
  readonly text: string;
  readonly channel: string;
  readonly threadTs: string;
}

const { botToken, signingSecret, slackApiUrl, endpointUrl, redisUrl, port } = environment;
const connect = () => new Redis(redisUrl, { maxRetriesPerRequest: null });

const queue = new Queue<Question>("answers", {
  connection: connect(),
  defaultJobOptions: { attempts: 3, removeOnComplete: { age: 25 * 60 * 60 } },
});
const receiver = new HTTPReceiver({
  signingSecret,
  processBeforeResponse: true,
  customRoutes: [{ path: "/readyz", method: "GET", handler: (_request, response) => response.end("ready") }],
});
const app = new App({ token: botToken, receiver, clientOptions: { slackApiUrl } });

app.event("app_mention", async ({ event, body }) => {
  const { text, channel, ts, thread_ts: threadTs = ts } = event;
  await queue.add("answer", { text, channel, threadTs }, { jobId: body.event_id });
});

const worker = new Worker<Question>(
  "answers",
  async ({ data }) => {
    const answer = await wholeAnswer(endpointUrl, data.text);
    await app.client.chat.postMessage({ channel: data.channel, thread_ts: data.threadTs, text: answer });
  },
  { connection: connect(), concurrency: 50 },
);

await app.start(port);
process.once("SIGTERM", () => void Promise.all([app.stop(), worker.close()]).then(() => process.exit(0)));
