import { afterEach, describe, expect, it } from "vitest";
import { createPacedSends } from "../../../src/core/pace-sends.ts";
import { createSlackMessenger } from "../../../src/platforms/slack/messenger.ts";
import { createMemorySharedSends } from "../../fakes/memory-shared-sends.ts";
import { useOwnTime } from "../../own-time.ts";
import { type SlackApp, startSlackApp } from "../slack/slack-app.ts";
import { createFastClock, endOf, startWorkers } from "./many-answers.ts";

const CHANNELS = ["C0ONE", "C0TWO", "C0THREE", "C0FOUR", "C0FIVE", "C0SIX"];
let app: SlackApp;
useOwnTime();
afterEach(() => app.close());

async function start({ processes }: { readonly processes: number }) {
  const clock = createFastClock(10);
  app = await startSlackApp({ clock, isLimited: true });
  const shared = createMemorySharedSends(clock);
  const workers = startWorkers({ clock, growsForMs: 20_000 });
  const connection = { botToken: app.slack.botToken, apiUrl: app.slack.apiUrl };
  const messengers = Array.from({ length: processes }, () => {
    const budget = createPacedSends({ shared, clock, log: workers.log });
    return createSlackMessenger({ log: workers.log, clock, budget }, connection);
  });
  const textsOf = (channel: string, ts: string) => app.slack.thread(channel, ts).map(({ text }) => text);
  return { clock, workers, messengers, textsOf };
}

describe("sixty answers that grow in one Slack workspace, from two processes", () => {
  it("are all whole, once, soon, with few refusals and without a second run", { timeout: 120_000 }, async () => {
    const { clock, workers, messengers, textsOf } = await start({ processes: 2 });
    for (const channel of CHANNELS) app.slack.addChannel(channel);
    const ended = await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        await clock.wait(index * 100, new AbortController().signal);
        const reply = app.asked(`Question ${index}?`, { channel: CHANNELS[index % CHANNELS.length] ?? "" });
        const messenger = messengers[index % 2];
        if (messenger === undefined) throw new Error("There are two");
        return workers.answer(reply, messenger);
      }),
    );
    const refused = app.slack.refusedCalls();
    const calls = app.slack.allCalls().length;
    for (const { reply, state } of ended) {
      const { channel } = reply.target;
      const root = reply.target.kind === "message" ? reply.target.messageId : "";
      expect(state).toBe("final");
      expect(textsOf(channel.channelId, root).filter((text) => text.includes(endOf(reply)))).toHaveLength(1);
      expect(textsOf(channel.channelId, root)).toHaveLength(1);
    }
    expect(ended.filter(({ runs }) => runs > 1)).toEqual([]);
    expect(refused.length).toBeLessThan(calls / 10);
    // Where all end at once, some wait until Slack's minute is over.
    expect(Math.max(...ended.map(({ tookMs }) => tookMs))).toBeLessThan(110_000);
    expect(app.slack.allCalls().length).toBeGreaterThan(60 * 2 + 10);
  });
});

describe("eight answers that grow in one Slack workspace at once", () => {
  it("get their Stop one after the other, and are refused nothing for it", { timeout: 120_000 }, async () => {
    const { workers, messengers } = await start({ processes: 2 });
    for (const channel of CHANNELS) app.slack.addChannel(channel);
    const ended = await Promise.all(
      Array.from({ length: 8 }, (_, index) => {
        const [messenger] = messengers.slice(index % 2);
        if (messenger === undefined) throw new Error("There are two");
        return workers.answer(app.asked(`Question ${index}?`, { channel: CHANNELS[index % 6] ?? "" }), messenger);
      }),
    );
    const left = app.slack.calls("chat.stopStream").filter(({ args }) => args.blocks?.includes("footnote_stop"));
    expect(left.length).toBeGreaterThanOrEqual(5);
    expect(app.slack.refusedCalls()).toEqual([]);
    expect(Math.max(...ended.map(({ tookMs }) => tookMs))).toBeLessThan(40_000);
  });
});

describe("a channel of Slack that is limited", () => {
  it("holds up nobody in another one", async () => {
    const { clock, workers, messengers, textsOf } = await start({ processes: 1 });
    for (const channel of ["C0BUSY", "C0QUIET"]) app.slack.addChannel(channel);
    app.slack.setStreaming("unsupported");
    const [messenger] = messengers;
    if (messenger === undefined) throw new Error("There is one");
    const closedUntil = clock.now() + 50_000;
    const isClosed = (channel: string | undefined) => channel === "C0BUSY" && clock.now() < closedUntil;
    for (let refused = 0; refused < 10; refused += 1)
      app.slack.failNext("chat.postMessage", { rateLimitedForSeconds: 50 }, ({ channel }) => isClosed(channel));
    const busy = Array.from({ length: 10 }, () => workers.answer(app.asked("Busy?", { channel: "C0BUSY" }), messenger));
    await expect.poll(() => app.slack.calls("chat.postMessage").length).toBeGreaterThan(0);
    const quiet = app.asked("Quiet?", { channel: "C0QUIET" });
    const answered = workers.answer(quiet, messenger);
    const root = quiet.target.kind === "message" ? quiet.target.messageId : "";
    await expect.poll(() => textsOf("C0QUIET", root), { interval: 10 }).toHaveLength(1);
    await answered;
    expect(textsOf("C0QUIET", root).join("")).toContain(endOf(quiet));
    expect(app.slack.messages("C0BUSY")).toHaveLength(10);
    expect(busyTexts()).toEqual([]);
    await Promise.all(busy);
    expect(busyTexts()).toHaveLength(10);
    expect(app.slack.refusedCalls()).toEqual([]);
    // Whole when their turn came, they took one call each.
    expect(app.slack.calls("chat.update").filter(({ args }) => args.channel === "C0BUSY")).toEqual([]);

    function busyTexts() {
      return app.slack.messages("C0BUSY").flatMap(({ ts }) => textsOf("C0BUSY", ts));
    }
  });
});
