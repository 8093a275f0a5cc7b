import { App, HTTPReceiver } from "@slack/bolt";
import { environment } from "./environment.ts";
import { wholeAnswer } from "./stream-answer.ts";

// Plain Bolt: the listener answers, so Slack is acknowledged at once and a crash loses the question.
const { botToken, signingSecret, slackApiUrl, endpointUrl, port } = environment;

const receiver = new HTTPReceiver({
  signingSecret,
  customRoutes: [{ path: "/readyz", method: "GET", handler: (_request, response) => response.end("ready") }],
});
const app = new App({ token: botToken, receiver, clientOptions: { slackApiUrl } });

app.event("app_mention", async ({ event, client }) => {
  const answer = await wholeAnswer(endpointUrl, event.text);
  await client.chat.postMessage({ channel: event.channel, thread_ts: event.thread_ts ?? event.ts, text: answer });
});

await app.start(port);
process.once("SIGTERM", () => void app.stop().then(() => process.exit(0)));
