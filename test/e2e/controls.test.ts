import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { GENERAL } from "../fakes/slack/fake-slack.ts";
import { type RunningApp, startApp } from "./start-app.ts";

const WITHIN = { timeout: 8_000, interval: 20 };
const ANSWER = { text: "Whole [1].", citations: ["https://docs.bullmq.io/"] };

describe("the buttons under an answer on Discord", () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp({ discord: true });
    app.endpoint.answer(ANSWER);
  });
  afterAll(async () => app.close());

  const replies = (id: string) => app.discord.messages().filter(({ referenceId }) => referenceId === id);

  it("stop the endpoint's call within a second and leave what was written, marked", async () => {
    const live = app.endpoint.nextLive();
    const asked = app.discord.mention("Too long?");
    const request = await live.requested;
    await live.write("So far so good. ");
    await vi.waitFor(() => expect(replies(asked.id)[0]?.content).toBe("So far so good."), WITHIN);
    const pressed = performance.now();
    app.discord.press("stop", { messageId: replies(asked.id)[0]?.id ?? "" });
    await request.closed;
    expect(performance.now() - pressed).toBeLessThan(1_000);
    await vi.waitFor(() => expect(replies(asked.id)[0]?.content).toMatch(/So far so good\.[\s\S]*Stopped/u), WITHIN);
    expect(request.isAbandoned).toBe(true);
    expect(replies(asked.id)).toHaveLength(1);
  });

  it("write a stopped or finished answer anew in its place", async () => {
    const asked = app.discord.mention("Once more?");
    await vi.waitFor(() => expect(replies(asked.id)[0]?.content).toContain("Whole [1]"), WITHIN);
    app.endpoint.next({ text: "Better [1].", citations: ["https://docs.bullmq.io/"] });
    app.discord.press("regenerate", { messageId: replies(asked.id)[0]?.id ?? "" });
    await vi.waitFor(() => expect(replies(asked.id)[0]?.content).toContain("Better [1]"), WITHIN);
    expect(replies(asked.id)).toHaveLength(1);
    expect(replies(asked.id)[0]?.content).not.toContain("Whole");
  });

  it("try again after an error", async () => {
    app.endpoint.next({ status: 401, json: { error: { err_code: -10001, message: "no", type: "api_error" } } });
    const asked = app.discord.mention("Broken?");
    await vi.waitFor(() => expect(replies(asked.id)[0]?.content).toContain("refused our key"), WITHIN);
    app.discord.press("retry", { messageId: replies(asked.id)[0]?.id ?? "" });
    await vi.waitFor(() => expect(replies(asked.id)[0]?.content).toContain("Whole [1]"), WITHIN);
    expect(replies(asked.id)).toHaveLength(1);
  });

  it("refuse a person who neither asked nor manages the channel", async () => {
    const asked = app.discord.mention("Mine?");
    await vi.waitFor(() => expect(replies(asked.id)[0]?.content).toContain("Whole [1]"), WITHIN);
    const before = app.endpoint.requests.length;
    app.discord.press("regenerate", {
      messageId: replies(asked.id)[0]?.id ?? "",
      user: app.discord.owner,
      permissions: 0n,
    });
    const next = app.discord.mention("And then?");
    await vi.waitFor(() => expect(replies(next.id)[0]?.content).toContain("Whole [1]"), WITHIN);
    expect(app.endpoint.requests.slice(before).map(({ question }) => question)).toEqual(["And then?"]);
  });
});

describe("an answer without a word yet", () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp({ discord: true, slack: "http" });
    app.slack.setStreaming("unsupported");
    app.endpoint.answer(ANSWER);
  });
  afterAll(async () => app.close());

  it.each(["a mention on Discord", "a command on Discord", "a command on Slack"])(
    "to %s can be stopped",
    async (how) => {
      const live = app.endpoint.nextLive();
      const { look, press } = await ask(how);
      const request = await live.requested;
      await vi.waitFor(() => expect(look()).toEqual([expect.stringContaining("Searching…")]), WITHIN);
      press();
      await request.closed;
      await vi.waitFor(() => expect(look()).toEqual([expect.stringContaining("Stopped.")]), WITHIN);
      expect(request.isAbandoned).toBe(true);
    },
    20_000,
  );

  async function ask(how: string): Promise<{ look(): readonly (string | undefined)[]; press(): void }> {
    const { discord, slack } = app;
    if (how === "a mention on Discord") {
      const asked = discord.mention("Who knows?");
      const messages = () => discord.messages().filter(({ referenceId }) => referenceId === asked.id);
      return {
        look: () => messages().map(({ content }) => content),
        press: () => discord.press("stop", { messageId: messages()[0]?.id ?? "" }),
      };
    }
    if (how === "a command on Discord") {
      const used = discord.slash({ command: "ask", options: { question: "Who knows?" } });
      return {
        look: () => [discord.interactionReply(used).content],
        press: () => discord.press("stop", { messageId: used.originalId ?? "" }),
      };
    }
    await slack.slash("/ask", "Who knows?");
    const answers = () => slack.messages(GENERAL).flatMap(({ ts }) => slack.thread(GENERAL, ts));
    return {
      look: () => answers().map(({ text }) => text),
      press: () => void slack.press("stop", { ts: answers()[0]?.ts ?? "" }),
    };
  }
});
