import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startUnaskedBench, type UnaskedBench } from "./unasked-bench.ts";

let bench: UnaskedBench;
beforeEach(async () => {
  bench = await startUnaskedBench();
});
afterEach(() => bench.close());

const contents = (channelId?: string) => bench.discord.messages(channelId).map(({ content }) => content);

describe("what nobody asked for, together in a channel on Discord", () => {
  it("stands in the channel, each part under the one before, without typing or a ping", async () => {
    const reply = bench.reply();
    await bench.indicate(reply);
    const first = await bench.post(reply, "One.");
    const second = await bench.post(reply, "Two.", { previous: [first] });
    expect(bench.discord.messages().map(({ content, referenceId }) => [content, referenceId])).toEqual([
      ["One.", undefined],
      ["Two.", first.messageId],
    ]);
    expect(second.channelId).toBe(bench.discord.channelId);
    expect(bench.discord.typings()).toBe(0);
    expect(bench.discord.pings).toEqual([]);
    expect(bench.discord.threads()).toEqual([]);
  });

  it("is posted once by two processes that both try", async () => {
    const reply = bench.reply();
    const [one, other] = await Promise.all([bench.post(reply, "One."), bench.post(reply, "One.")]);
    expect(one).toEqual(other);
    expect(contents()).toEqual(["One."]);
  });

  it("is found long after its nonce is forgotten, and not taken for another's", async () => {
    const sentAt = bench.now();
    const [reply, other, never] = [bench.reply(), bench.reply(), bench.reply()];
    await bench.post(other, "Other news.");
    const first = await bench.post(reply, "One.");
    const second = await bench.post(reply, "Two.", { previous: [first] });
    bench.later();
    expect(await bench.find(reply, { sentAt })).toEqual(first);
    expect(await bench.find(reply, { previous: [first], sentAt })).toEqual(second);
    expect(await bench.find(reply, { previous: [first, second], sentAt })).toBeUndefined();
    expect(await bench.find(never, { sentAt })).toBeUndefined();
  });

  it("is told to be absent although an answer stands there that no longer says what it replies to", async () => {
    const reply = bench.reply();
    const { id: messageId } = bench.discord.mention("gone?");
    bench.discord.deleteMessage(messageId);
    const target = { kind: "message", channel: reply.target.channel, messageId } as const;
    await bench.post({ ...reply, id: "answer", target }, "An answer.");
    expect(await bench.find(reply)).toBeUndefined();
  });

  it("keeps what it is found by when it is edited", async () => {
    const sentAt = bench.now();
    const reply = bench.reply();
    const first = await bench.post(reply, "One.");
    await bench.edit(reply, first, "One, corrected.");
    expect(await bench.find(reply, { sentAt })).toEqual(first);
    expect(contents()).toEqual(["One, corrected."]);
  });

  it("cannot be told where the history may not be read", async () => {
    const reply = bench.reply();
    await bench.post(reply, "One.");
    bench.discord.denyHistory(bench.discord.channelId);
    await expect(bench.find(reply)).rejects.toMatchObject({ code: "PLATFORM_FORBIDDEN" });
  });

  it("is refused for good where the channel is gone or closed to the bot", async () => {
    bench.discord.denyPosting(bench.discord.channelId);
    await expect(bench.post(bench.reply(), "One.")).rejects.toMatchObject({ code: "PLATFORM_FORBIDDEN" });
    bench.discord.hideChannel(bench.discord.channelId);
    await expect(bench.post(bench.reply(), "One.")).rejects.toMatchObject({ code: "PLATFORM_FORBIDDEN" });
    bench.discord.deleteChannel(bench.discord.channelId);
    await expect(bench.post(bench.reply(), "One.")).rejects.toMatchObject({
      code: "PLATFORM_NOT_FOUND",
      retryable: false,
    });
  });
});

it("asks what kind of channel it is once in ten minutes", async () => {
  const messenger = bench.messenger();
  const post = () =>
    messenger.post(
      bench.reply(),
      { markdown: "One.", state: "final" },
      { part: 0, signal: AbortSignal.timeout(10_000) },
    );
  const asked = () =>
    bench.discord.requests.filter(
      ({ method, path }) => method === "GET" && path === `/channels/${bench.discord.channelId}`,
    );
  await post();
  await post();
  expect(asked()).toHaveLength(1);
  bench.later();
  await post();
  expect(asked()).toHaveLength(2);
});

describe("what nobody asked for, in a thread on Discord", () => {
  /** A headline with two parts in its thread. */
  async function postThread() {
    const reply = bench.reply({ layout: "thread", title: "Releases\nof today" });
    const sentAt = bench.now();
    const first = await bench.post(reply, "Headline.");
    const second = await bench.post(reply, "Two.", { previous: [first] });
    const third = await bench.post(reply, "Three.", { previous: [first, second] });
    return { reply, sentAt, first, second, third };
  }

  it("has its headline in the channel and the rest in the headline's thread", async () => {
    const { first, second, third } = await postThread();
    expect(contents()).toEqual(["Headline."]);
    expect(bench.discord.threads()).toMatchObject([{ id: first.messageId, name: "Releases of today" }]);
    expect(contents(first.messageId)).toEqual(["Two.", "Three."]);
    expect([second.channelId, third.channelId]).toEqual([first.messageId, first.messageId]);
    expect(bench.discord.messages(first.messageId)[1]?.referenceId).toBe(second.messageId);
  });

  it("is found part by part, whatever else is said in the thread", async () => {
    const { reply, sentAt, first, second, third } = await postThread();
    bench.discord.say("nice", { channelId: first.messageId });
    bench.later();
    expect(await bench.find(reply, { sentAt })).toEqual(first);
    expect(await bench.find(reply, { previous: [first], sentAt })).toEqual(second);
    expect(await bench.find(reply, { previous: [first, second], sentAt })).toEqual(third);
  });

  it("is not found in a thread that was begun and holds nothing yet, nor where there is no thread", async () => {
    const reply = bench.reply({ layout: "thread" });
    const first = await bench.post(reply, "Headline.");
    expect(await bench.find(reply, { previous: [first] })).toBeUndefined();
    bench.discord.failNext({ method: "POST", path: `/channels/${first.messageId}/messages`, status: 503, times: 2 });
    await expect(bench.post(reply, "Two.", { previous: [first] })).rejects.toMatchObject({ retryable: true });
    expect(bench.discord.threads()).toHaveLength(1);
    expect(await bench.find(reply, { previous: [first] })).toBeUndefined();
    await bench.post(reply, "Two.", { previous: [first] });
    expect(contents(first.messageId)).toEqual(["Two."]);
    expect(bench.discord.threads()).toHaveLength(1);
  });

  it("does not take an answer given in the thread for its own", async () => {
    const reply = bench.reply({ layout: "thread" });
    const first = await bench.post(reply, "Headline.");
    bench.discord.failNext({ method: "POST", path: `/channels/${first.messageId}/messages`, status: 503, times: 2 });
    await bench.post(reply, "Two.", { previous: [first] }).catch(() => undefined);
    const { id: messageId } = bench.discord.mention("more?", { channelId: first.messageId });
    const { channel } = reply.target;
    const target = { kind: "message", channel, messageId, threadId: first.messageId } as const;
    await bench.post({ ...reply, id: "answer", target }, "An answer.");
    expect(await bench.find(reply, { previous: [first] })).toBeUndefined();
  });

  it.each([
    ["may not be used", (channelId: string) => bench.discord.denyThreads(channelId)],
    ["are used up", () => bench.discord.failNext(noMoreThreads)],
  ])("stays together where threads %s", async (_why, forbid) => {
    const reply = bench.reply({ layout: "thread" });
    const sentAt = bench.now();
    const first = await bench.post(reply, "Headline.");
    forbid(bench.discord.channelId);
    const second = await bench.post(reply, "Two.", { previous: [first] });
    const third = await bench.post(reply, "Three.", { previous: [first, second] });
    expect(contents()).toEqual(["Headline.", "Two.", "Three."]);
    bench.later();
    expect(await bench.find(reply, { previous: [first], sentAt })).toEqual(second);
    expect(await bench.find(reply, { previous: [first, second], sentAt })).toEqual(third);
  });

  it("stays together where it is ordered in a thread", async () => {
    const threadId = bench.discord.addThread(bench.discord.channelId);
    const reply = bench.reply({ layout: "thread", channelId: threadId });
    const first = await bench.post(reply, "Headline.");
    await bench.post(reply, "Two.", { previous: [first] });
    expect(contents(threadId)).toEqual(["Headline.", "Two."]);
  });
});

const noMoreThreads = { method: "POST", path: /\/threads$/u, status: 400, body: { code: 160_006, message: "max" } };

describe("what nobody asked for, in an announcement channel on Discord", () => {
  let channelId: string;
  const published = () => bench.discord.messages(channelId).map(({ crossposted = false }) => crossposted);
  beforeEach(() => {
    channelId = bench.discord.addChannel("announced", { kind: "announcement" });
  });

  it("is published when it is whole, every part of it", async () => {
    const reply = bench.reply({ channelId, isCrossposted: true });
    const first = await bench.post(reply, "One, half", { state: "partial" });
    expect(published()).toEqual([false]);
    await bench.edit(reply, first, "One.");
    await bench.post(reply, "Two.", { previous: [first] });
    expect(published()).toEqual([true, true]);
    await bench.edit(reply, first, "One, corrected.");
    expect(contents(channelId)).toEqual(["One, corrected.", "Two."]);
    expect(bench.logged.filter((line) => line.startsWith("warn"))).toEqual([]);
  });

  it("is not published where nobody wants it to be, nor what stands in its thread", async () => {
    await bench.post(bench.reply({ channelId }), "Quiet.");
    const reply = bench.reply({ channelId, isCrossposted: true, layout: "thread" });
    const first = await bench.post(reply, "Headline.");
    await bench.post(reply, "Two.", { previous: [first] });
    expect(published()).toEqual([false, true]);
    expect(bench.discord.messages(first.messageId).map(({ crossposted }) => crossposted)).toEqual([undefined]);
  });

  it("is posted although Discord publishes no more than ten an hour", async () => {
    for (let count = 0; count < 11; count += 1) {
      await bench.post(bench.reply({ channelId, isCrossposted: true }), `News ${count}.`);
    }
    expect(published().filter((isPublished) => isPublished)).toHaveLength(10);
    expect(contents(channelId)).toHaveLength(11);
    expect(bench.logged.filter((line) => line.startsWith("warn"))).toHaveLength(1);
  });

  it("is published by the next try when nobody knows what became of the first", async () => {
    const reply = bench.reply({ channelId, isCrossposted: true });
    const sentAt = bench.now();
    bench.discord.failNext({ method: "POST", path: /\/crosspost$/u, status: 503, times: 2 });
    await expect(bench.post(reply, "One.")).rejects.toMatchObject({ code: "PLATFORM_UNAVAILABLE", retryable: true });
    const found = await bench.find(reply, { sentAt });
    if (found === undefined) throw new Error("It was not found.");
    await bench.edit(reply, found, "One.");
    expect(published()).toEqual([true]);
  });

  it("is not published from a channel that nobody can follow", async () => {
    await bench.post(bench.reply({ isCrossposted: true }), "One.");
    expect(contents()).toEqual(["One."]);
    expect(bench.discord.requests.some(({ path }) => path.endsWith("/crosspost"))).toBe(false);
  });
});
