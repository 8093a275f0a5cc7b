import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type FakeUpstream, startFakeUpstream } from "../fakes/fake-upstream.ts";
import { GENERAL } from "../fakes/slack/fake-slack.ts";
import { type RunningApp, startApp } from "./start-app.ts";

const DOCS_DIR = fileURLToPath(new URL("../fixtures/docs", import.meta.url));
const WITHIN = { timeout: 20_000, interval: 20 };

let upstream: FakeUpstream;
let app: RunningApp | undefined;
beforeEach(async () => {
  upstream = await startFakeUpstream();
});
afterEach(async () => {
  await app?.close();
  await upstream.close();
});

/** The bot with its built-in server, whose channels answer in this mode. */
async function start(answerMode: readonly string[]): Promise<RunningApp> {
  app = await startApp({
    slack: "socket",
    builtIn: true,
    env: {
      DOCS_DIR,
      UPSTREAM_BASE_URL: upstream.url,
      UPSTREAM_MODEL: "tiny",
      UPSTREAM_THINKING_MODEL: "thinker",
      SETTINGS_DEFAULTS: JSON.stringify({ answerMode }),
    },
  });
  return app;
}

async function answerTo({ slack }: RunningApp, text: string): Promise<string> {
  const { payload } = await slack.mention(text);
  const { event } = payload;
  const ts = event !== undefined && "ts" in event ? String(event.ts) : "";
  const shown = () =>
    slack
      .thread(GENERAL, ts)
      .map((message) => message.text)
      .join("\n");
  await vi.waitFor(() => expect(shown()).toContain("Sources"), WITHIN);
  return shown();
}

it("a channel in deep search has its question planned, searched for and judged by our own server", async () => {
  upstream.answer(({ messages: [system] }) => {
    const task = String(system?.content);
    if (task.startsWith("You plan")) return { text: '{"queries": ["green tea brewing temperature"]}' };
    return { text: task.startsWith("You judge") ? '{"answered": true}' : "At 80 degrees [1]." };
  });
  const shown = await answerTo(await start(["deep-search"]), "How is green tea brewed?");
  expect(shown).toContain("At 80 degrees [1].");
  const tasks = upstream.requests.map(({ body }) => String(body.messages[0]?.content).slice(0, 8));
  expect(tasks).toEqual(["You plan", "You judg", "Answer t"]);
});

it("a channel with reasoning has a thinking model asked first", async () => {
  upstream.answer(({ model }) => ({ text: model === "thinker" ? "I think it is 80." : "At 80 degrees [1]." }));
  const shown = await answerTo(await start(["reasoning"]), "How is green tea brewed?");
  expect(shown).toContain("At 80 degrees [1].");
  expect(shown).not.toContain("I think");
  const models = upstream.requests.map(({ body }) => body.model);
  expect(models).toContain("thinker");
  expect(models.at(-1)).toBe("tiny");
  expect(JSON.stringify(upstream.requests.at(-1)?.body.messages)).toContain("I think it is 80.");
});
