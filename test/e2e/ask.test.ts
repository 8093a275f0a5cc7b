import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ASKER, DM, GENERAL } from "../fakes/slack/fake-slack.ts";
import { type RunningApp, startApp } from "./start-app.ts";

const WITHIN = { timeout: 8_000, interval: 20 };
const ANSWER = {
  text: ["Retries use **backoff** [1], ", "and some say otherwise [2]. ", "See [the blog](https://evil.example/post)."],
  citations: ["https://docs.bullmq.io/guide/retrying", "https://evil.example/post"],
};

/** Where Slack put the message that asked. */
function tsOf({ event }: { readonly event?: object | undefined }): string {
  return event !== undefined && "ts" in event ? String(event.ts) : "";
}

describe("a question on Discord", () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp({ discord: true });
    app.endpoint.answer(ANSWER);
  });
  afterAll(async () => app.close());

  it("is answered in the deferred reply of /ask, with its sources", async () => {
    const asked = app.discord.slash({ command: "ask", options: { question: "How do retries work?" } });
    await vi.waitFor(() => expect(app.discord.interactionReply(asked).content).toContain("**Sources**"), WITHIN);
    const { content, ephemeral, followUps } = app.discord.interactionReply(asked);
    expect(content).toContain("Retries use **backoff** [1]");
    expect(content).toContain("https://docs.bullmq.io/guide/retrying");
    expect(ephemeral).toBe(false);
    expect(followUps).toEqual([]);
    expect(app.endpoint.requests.at(-1)?.question).toBe("How do retries work?");
  });

  it("is shown only to the asker when it is private", async () => {
    const asked = app.discord.slash({ command: "ask", options: { question: "Hush?", private: true } });
    await vi.waitFor(() => expect(app.discord.interactionReply(asked).content).toContain("**Sources**"), WITHIN);
    expect(app.discord.interactionReply(asked).ephemeral).toBe(true);
  });

  it("is answered in reply to a mention, and in a direct message", async () => {
    const mention = app.discord.mention("What is a mention?");
    const dm = app.discord.dm("What is a DM?");
    await vi.waitFor(() => {
      expect(app.discord.messages().find(({ referenceId }) => referenceId === mention.id)?.content).toContain(
        "**Sources**",
      );
      expect(app.discord.messages(dm.channelId).at(-1)?.content).toContain("**Sources**");
    }, WITHIN);
    expect(app.endpoint.requests.map(({ question }) => question)).toEqual(
      expect.arrayContaining(["What is a mention?", "What is a DM?"]),
    );
  });

  it("grows in one message while the endpoint writes", async () => {
    const live = app.endpoint.nextLive();
    const asked = app.discord.slash({ command: "ask", options: { question: "Slowly, please?" } });
    await live.requested;
    await live.write("First sentence. ");
    await vi.waitFor(() => expect(app.discord.interactionReply(asked).content).toBe("First sentence."), WITHIN);
    await live.write("Second sentence [1].");
    await live.end({ citations: ["https://docs.bullmq.io/"] });
    await vi.waitFor(() => expect(app.discord.interactionReply(asked).content).toContain("**Sources**"), WITHIN);
    const { content, followUps } = app.discord.interactionReply(asked);
    expect(content).toContain("First sentence. Second sentence [1].");
    expect(followUps).toEqual([]);
  });

  it("keeps a long answer whole, with the sources last", async () => {
    const paragraphs = Array.from(
      { length: 40 },
      (_, index) => `Paragraph ${index} has words that fill the message a little more each time, number ${index}.`,
    );
    app.endpoint.next({ text: paragraphs.join("\n\n"), citations: ["https://docs.bullmq.io/"] });
    const asked = app.discord.slash({ command: "ask", options: { question: "Everything?" } });
    await vi.waitFor(
      () => expect(app.discord.interactionReply(asked).followUps.at(-1)?.content).toContain("**Sources**"),
      WITHIN,
    );
    const { content, followUps } = app.discord.interactionReply(asked);
    const whole = [content ?? "", ...followUps.map((message) => message.content)].join("\n\n");
    for (const paragraph of paragraphs) expect(whole).toContain(paragraph);
    expect(whole.indexOf("**Sources**")).toBeGreaterThan(whole.indexOf("Paragraph 39"));
  });

  it("is asked once though the gateway delivers it twice", async () => {
    const before = app.endpoint.requests.length;
    const mention = app.discord.mention("Only once?");
    app.discord.repeatLast("MESSAGE_CREATE");
    await vi.waitFor(
      () => expect(app.discord.messages().some(({ referenceId }) => referenceId === mention.id)).toBe(true),
      WITHIN,
    );
    const last = app.discord.mention("And then?");
    await vi.waitFor(
      () => expect(app.discord.messages().some(({ referenceId }) => referenceId === last.id)).toBe(true),
      WITHIN,
    );
    expect(app.endpoint.requests.slice(before).map(({ question }) => question)).toEqual(["Only once?", "And then?"]);
  });
});

describe.each(["socket", "http"] as const)("a question on Slack over %s", (mode) => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp({ slack: mode });
    app.endpoint.answer(ANSWER);
  });
  afterAll(async () => app.close());

  const textOf = (messages: readonly { text: string }[]) => messages.map(({ text }) => text).join("\n");

  it("is answered in the thread of a mention", async () => {
    const { payload } = await app.slack.mention("How do retries work?");
    const ts = tsOf(payload);
    await vi.waitFor(() => expect(textOf(app.slack.thread(GENERAL, ts))).toContain("Sources"), WITHIN);
    expect(textOf(app.slack.thread(GENERAL, ts))).toContain("https://docs.bullmq.io/guide/retrying");
    expect(app.endpoint.requests.at(-1)?.question).toBe("How do retries work?");
    expect(app.slack.pings).toEqual([]);
  });

  it("is answered in a direct message", async () => {
    const { payload } = await app.slack.dm("What is a DM?");
    const ts = tsOf(payload);
    await vi.waitFor(() => expect(textOf(app.slack.thread(DM, ts))).toContain("Sources"), WITHIN);
  });

  it("is answered under the question that /ask shows in the channel", async () => {
    await app.slack.slash("/ask", "What is <b>bold</b> & free?");
    await vi.waitFor(() => {
      const root = app.slack.messages().find(({ text }) => text.includes("free?") && !text.startsWith("/ask"));
      expect(textOf(app.slack.thread(GENERAL, root?.ts ?? ""))).toContain("Sources");
    }, WITHIN);
    expect(app.endpoint.requests.at(-1)?.question).toBe("What is <b>bold</b> & free?");
  });

  it("is shown only to the asker when it is private", async () => {
    await app.slack.slash("/ask", "private:yes Hush?");
    await vi.waitFor(
      () => expect(textOf(app.slack.ephemerals.filter(({ user }) => user === ASKER))).toContain("Sources"),
      WITHIN,
    );
    expect(textOf(app.slack.messages())).not.toContain("Hush");
  });

  it("is one question though Slack delivers it twice, and by two subscriptions", async () => {
    const before = app.endpoint.requests.length;
    const delivery = await app.slack.mention("Only once?");
    await app.slack.redeliver(delivery);
    await app.slack.alsoAsMessage(delivery);
    const ts = tsOf(delivery.payload);
    await vi.waitFor(() => expect(textOf(app.slack.thread(GENERAL, ts))).toContain("Sources"), WITHIN);
    const last = await app.slack.mention("And then?");
    await vi.waitFor(() => expect(textOf(app.slack.thread(GENERAL, tsOf(last.payload)))).toContain("Sources"), WITHIN);
    expect(app.endpoint.requests.slice(before).map(({ question }) => question)).toEqual(["Only once?", "And then?"]);
    expect(app.slack.thread(GENERAL, ts)).toHaveLength(1);
  });
});
