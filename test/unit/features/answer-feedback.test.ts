import { beforeEach, describe, expect, it } from "vitest";
import { countVotes } from "../../../src/core/answer-feedback.ts";
import type { FeedbackValue, ReplyTarget } from "../../../src/core/chat.ts";
import type { Invocation } from "../../../src/core/invocation.ts";
import { channel, openChannel } from "./feature-bench.ts";

const ANSWER = "web-1";
const target: ReplyTarget = { kind: "message", channel, messageId: "q" };
const URLS = ["https://www.arxiv.org/abs/1", "https://zod.dev/api", "https://zod.dev/other"];
const DAY_MS = 24 * 60 * 60 * 1_000;

let bot: ReturnType<typeof openChannel>;
beforeEach(async () => {
  bot = openChannel();
  await answered();
});

/** The worker has written the answer. */
async function answered({ run = 0, sources = URLS, state = "final" as "final" | "streaming", answerId = ANSWER } = {}) {
  const reply = { id: answerId, target, asker: { id: "asker" }, question: "Why?" };
  await bot.outbox.write(channel, answerId, {
    version: 2,
    state,
    parts: [],
    job: { version: 1, reply, sites: [], receivedAt: 0, run },
    sources: [...sources],
    updatedAt: 0,
  });
}

const thumb = (value: FeedbackValue, user = "u", more: Partial<Invocation> = {}) =>
  bot.invoke("/help", { call: { name: "feedback", answerId: ANSWER, value }, asker: { id: user }, ...more });
const report = (reason: string, user = "u", more: Partial<Invocation> = {}) =>
  bot.invoke(`/report answer answer:${ANSWER} reason:${reason}`, {
    asker: { id: user },
    receivedAt: bot.clock.now(),
    ...more,
  });
const guest = { mayManage: async () => false };
const counts = async () => countVotes(await bot.answerFeedback.read(channel, ANSWER));

describe("a thumb under an answer", () => {
  it("counts once for each person, and the later one counts", async () => {
    expect(await thumb("up")).toMatchObject({ markdown: "Noted: a good answer. Thank you." });
    await thumb("up");
    await thumb("down", "u2");
    expect(await counts()).toMatchObject({ up: 1, down: 1 });
    await thumb("down");
    expect(await counts()).toMatchObject({ up: 0, down: 2 });
  });

  it("that points down asks what was wrong", async () => {
    const outcome = await thumb("down");
    expect(outcome).toMatchObject({ markdown: expect.stringContaining("What was wrong?") });
    if (outcome.kind !== "reply") throw new Error("there is no reply");
    expect(outcome.buttons).toEqual([
      { label: "Wrong source", command: `report answer answer:${ANSWER} reason:source` },
      { label: "Not true", command: `report answer answer:${ANSWER} reason:wrong` },
      { label: "Out of date", command: `report answer answer:${ANSWER} reason:outdated` },
      { label: "Wrong length", command: `report answer answer:${ANSWER} reason:length` },
      { label: "Something else", command: `report answer answer:${ANSWER} reason:other` },
    ]);
    await report("outdated");
    expect(await bot.answerFeedback.read(channel, ANSWER)).toMatchObject([
      { userId: "u", value: "down", reason: "outdated" },
    ]);
    await thumb("up");
    expect((await bot.answerFeedback.read(channel, ANSWER))[0]).not.toHaveProperty("reason");
  });

  it("is about the newest writing of the answer", async () => {
    await thumb("down");
    await thumb("down", "u2");
    await answered({ run: 1 });
    await thumb("up");
    expect(await counts()).toEqual({ up: 1, down: 0, run: 1 });
  });

  it("is kept for as long as the channel remembers, also when the answer itself is forgotten", async () => {
    await bot.settings.set(channel, "channel", (layer) => ({ ...layer, retentionDays: 2 }));
    bot.outbox.forget();
    await thumb("up", "u", { receivedAt: bot.clock.now() });
    await bot.clock.advance(2 * DAY_MS - 1);
    expect(await counts()).toMatchObject({ up: 1 });
    await bot.clock.advance(1);
    expect(await counts()).toMatchObject({ up: 0 });
  });

  it("is refused while the answer is being written", async () => {
    await answered({ state: "streaming" });
    expect(await thumb("up")).toMatchObject({ isRefusal: true, markdown: expect.stringContaining("not finished") });
    expect(await counts()).toMatchObject({ up: 0, down: 0 });
  });

  it("under an answer with a long id leads to that answer all the same", async () => {
    const answerId = `slack-cmd-${"1".repeat(20)}-${"2".repeat(40)}`;
    await answered({ answerId });
    const call = { name: "feedback", answerId, value: "down" } as const;
    const outcome = await bot.invoke("/help", { call });
    const [source] = (outcome.kind === "reply" && outcome.buttons) || [];
    expect(source?.command.length).toBeLessThanOrEqual(85);
    expect(await bot.invoke(`/${source?.command}`)).toMatchObject({
      buttons: [{ command: "sources exclude arxiv.org" }, { command: "sources exclude zod.dev" }],
    });
    expect(await bot.answerFeedback.read(channel, answerId)).toMatchObject([{ answerId, reason: "source" }]);
  });
});

describe("a wrong source", () => {
  it("is excluded by a manager with one tap", async () => {
    await thumb("down");
    expect(await report("source")).toMatchObject({
      buttons: [
        { label: "Exclude arxiv.org", command: "sources exclude arxiv.org" },
        { label: "Exclude zod.dev", command: "sources exclude zod.dev" },
      ],
    });
    await bot.type("/sources exclude arxiv.org");
    expect(await report("source")).toMatchObject({ buttons: [{ command: "sources exclude zod.dev" }] });
    await bot.type("/sources exclude zod.dev");
    expect(await report("source")).toMatchObject({
      markdown: expect.stringContaining("excluded in this channel already"),
    });
  });

  it("that the channel lists itself is taken off its list", async () => {
    await bot.type("/sources include arxiv.org zod.dev");
    expect(await report("source")).toMatchObject({
      buttons: [
        { label: "Take arxiv.org off the list", command: "sources remove arxiv.org" },
        { label: "Take zod.dev off the list", command: "sources remove zod.dev" },
      ],
    });
    await bot.type("/sources remove arxiv.org");
    await answered({ sources: ["https://zod.dev/"] });
    // The last one would open the whole web.
    expect(await report("source")).toMatchObject({
      markdown: expect.stringContaining("cannot be excluded with one tap"),
    });
  });

  it("that others report is shown to managers, who may exclude it, until they have", async () => {
    expect(await bot.type("/sources")).not.toContain("Reported");
    expect(await report("source", "u1", guest)).toMatchObject({
      markdown: expect.stringContaining("arxiv.org, zod.dev"),
    });
    await report("source", "u2", guest);
    await report("source", "u2", guest);
    expect(await bot.invoke("/sources show", guest)).toMatchObject({
      markdown: expect.not.stringContaining("Reported"),
    });
    expect(await bot.invoke("/sources show")).toMatchObject({
      markdown: expect.stringContaining("- arxiv.org: by 2 people\n- zod.dev: by 2 people"),
      buttons: [{ command: "sources exclude arxiv.org" }, { command: "sources exclude zod.dev" }],
    });
    await bot.type("/sources exclude arxiv.org");
    expect(await bot.type("/sources")).not.toContain("arxiv.org: by");
  });

  it("of an answer without sources, or of a forgotten one, is said to be that", async () => {
    await answered({ sources: [] });
    expect(await report("source")).toMatchObject({ markdown: "Noted. This answer names no source." });
    bot.outbox.forget();
    expect(await report("source")).toMatchObject({ markdown: expect.stringContaining("not known any more") });
  });

  it("cannot be excluded where the workspace has locked the lists", async () => {
    await bot.settings.set(channel, "workspace", (layer) => ({ ...layer, locked: ["excludeSites"] }));
    expect(await report("source")).not.toHaveProperty("buttons");
  });
});

describe("a report that cannot be taken", () => {
  it.each([
    ["/report answer answer:web-1 reason:boring", "one of the words source, wrong"],
    ["/report answer answer:web-1", "one of the words"],
    ["/report answer reason:wrong", "not known here any more"],
    ["/report answer answer:web-2 reason:wrong", "not known here any more"],
    ["/report", "one of the words"],
  ])("%s is answered with a sentence, and nothing is kept", async (text, sentence) => {
    expect(await bot.invoke(text)).toMatchObject({ isRefusal: true, markdown: expect.stringContaining(sentence) });
    expect(await counts()).toMatchObject({ up: 0, down: 0 });
    expect(await bot.answerFeedback.read(channel, "web-2")).toEqual([]);
  });

  it("is one on an answer of another channel", async () => {
    const elsewhere = { channel: { ...channel, channelId: "random" } };
    expect(await report("source", "u", elsewhere)).toMatchObject({ isRefusal: true });
  });
});
