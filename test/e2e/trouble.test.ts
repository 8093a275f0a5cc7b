import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { FakeReply } from "../fakes/fake-search-chat-reply.ts";
import { GENERAL } from "../fakes/slack/fake-slack.ts";
import { type RunningApp, startApp } from "./start-app.ts";

const WITHIN = { timeout: 15_000, interval: 20 };
const failure = (status: number, code: number): FakeReply => ({
  status,
  json: { error: { err_code: code, message: "the vendor's own words", type: "api_error" } },
});

describe("trouble at the endpoint", () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp({ discord: true });
  });
  afterAll(async () => app.close());

  const askUntil = async (sentence: RegExp) => {
    const asked = app.discord.slash({ command: "ask", options: { question: "What now?" } });
    await vi.waitFor(() => expect(app.discord.interactionReply(asked).content).toMatch(sentence), WITHIN);
    return app.discord.interactionReply(asked);
  };

  it.each([
    ["a refused key", failure(401, -10001), /The search refused our key/u],
    ["an empty account", failure(402, -10004), /used up its balance/u],
    ["an unknown model", failure(503, -10008), /The model this channel uses is not available/u],
    ["a refused question", failure(400, -10011), /did not accept this question/u],
  ])("ends with a sentence for %s, without a retry and without the vendor's words", async (_case, reply, sentence) => {
    const before = app.endpoint.requests.length;
    app.endpoint.next(reply);
    expect((await askUntil(sentence)).content).not.toContain("vendor");
    expect(app.endpoint.requests).toHaveLength(before + 1);
  });

  it("tries again after a 429, no sooner than it was told, and then answers", async () => {
    const before = app.endpoint.requests.length;
    app.endpoint.next({ status: 429, headers: { "retry-after": "1" }, json: { error: { message: "slow down" } } });
    app.endpoint.next({ text: "There [1].", citations: ["https://docs.bullmq.io/"] });
    const started = performance.now();
    await askUntil(/There \[1\]/u);
    expect(performance.now() - started).toBeGreaterThanOrEqual(990);
    expect(app.endpoint.requests).toHaveLength(before + 2);
  });

  it.each([
    ["cannot be read", { headers: { "content-type": "application/json" }, body: "<html>oops</html>" }],
    ["is empty", { text: "", citations: [] }],
    ["breaks off before a word", { headers: { "content-type": "text/event-stream" }, body: "", ending: "reset" }],
  ] satisfies [string, FakeReply][])("tries again when the answer %s", async (_case, reply) => {
    app.endpoint.next(reply);
    app.endpoint.next({ text: "Second try [1].", citations: ["https://docs.bullmq.io/"] });
    await askUntil(/Second try/u);
  });

  it("replaces a half answer by the whole one in the same message when the stream breaks", async () => {
    const live = app.endpoint.nextLive();
    const asked = app.discord.slash({ command: "ask", options: { question: "Broken?" } });
    await live.requested;
    await live.write("Half an answer that will be");
    await vi.waitFor(() => expect(app.discord.interactionReply(asked).content).toContain("Half an"), WITHIN);
    app.endpoint.next({ text: "The whole answer [1].", citations: ["https://docs.bullmq.io/"] });
    await live.reset();
    await vi.waitFor(() => expect(app.discord.interactionReply(asked).content).toContain("The whole answer"), WITHIN);
    expect(app.discord.interactionReply(asked).content).not.toContain("Half an");
    expect(app.discord.interactionReply(asked).followUps).toEqual([]);
  });
});

describe("trouble on the platform", () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp({ slack: "http", discord: true });
    app.endpoint.answer({ text: "Here [1].", citations: ["https://docs.bullmq.io/"] });
  });
  afterAll(async () => app.close());

  it("waits as long as a rate limit says, and then posts once", async () => {
    app.slack.failNext("chat.postMessage", { rateLimitedForSeconds: 1 });
    const { payload } = await app.slack.mention("Busy?");
    const ts = payload.event !== undefined && "ts" in payload.event ? String(payload.event.ts) : "";
    await vi.waitFor(
      () =>
        expect(
          app.slack
            .thread(GENERAL, ts)
            .map(({ text }) => text)
            .join(),
        ).toContain("Here"),
      WITHIN,
    );
    expect(app.slack.thread(GENERAL, ts)).toHaveLength(1);
  });

  it("does not hammer a channel that forbids posting, and goes on with the others", async () => {
    app.slack.addChannel("C0CLOSED", { isArchived: true });
    const before = app.slack.calls("chat.postMessage").length;
    await app.slack.mention("Nobody hears?", { channel: "C0CLOSED" });
    const { payload } = await app.slack.mention("But here?");
    const ts = payload.event !== undefined && "ts" in payload.event ? String(payload.event.ts) : "";
    await vi.waitFor(() => expect(app.slack.thread(GENERAL, ts)).not.toHaveLength(0), WITHIN);
    expect(app.slack.calls("chat.postMessage").length - before).toBeLessThanOrEqual(3);
  });
});
