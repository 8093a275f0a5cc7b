import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Reply } from "../../../src/core/chat.ts";
import { startUnaskedBench, type UnaskedBench } from "./unasked-bench.ts";

const tags = [
  { id: "71", name: "News" },
  { id: "72", name: "Releases" },
];

describe("what nobody asked for, in a forum on Discord", () => {
  let bench: UnaskedBench;
  let channelId: string;
  beforeEach(async () => {
    bench = await startUnaskedBench();
    channelId = bench.discord.addChannel("forum", { kind: "forum", tags });
  });
  afterEach(() => bench.close());

  const posts = () => bench.discord.threads(channelId);
  const lose = () =>
    bench.discord.failNext({ method: "POST", path: `/channels/${channelId}/threads`, status: 503, after: true });

  it("is a post with the title and the tag, and everything else stands in it", async () => {
    const reply = bench.reply({ channelId, title: "  Releases\n", forumTag: "releases" });
    const first = await bench.post(reply, "One.");
    const second = await bench.post(reply, "Two.", { previous: [first] });
    expect(posts()).toMatchObject([{ id: first.channelId, name: "Releases", appliedTags: ["72"] }]);
    expect(bench.discord.messages(first.channelId).map(({ content }) => content)).toEqual(["One.", "Two."]);
    expect(second.channelId).toBe(first.channelId);
    expect(bench.discord.pings).toEqual([]);
    expect(bench.discord.previews).toEqual([]);
  });

  it("has a title of a hundred characters at most, and never none", async () => {
    await bench.post(bench.reply({ channelId, title: "👩‍👩‍👧 ".repeat(40) }), "One.");
    await bench.post(bench.reply({ channelId, title: " \n" }), "Two.");
    const [long = "", empty] = posts().map(({ name }) => name);
    expect(long.length).toBeLessThanOrEqual(100);
    expect(long).toMatch(/^(?:👩‍👩‍👧 )+👩‍👩‍👧…$/u);
    expect(empty).toBe("Digest");
  });

  it("goes without a tag that the forum no longer has", async () => {
    await bench.post(bench.reply({ channelId, forumTag: "Gone" }), "One.");
    expect(posts()).toMatchObject([{ appliedTags: [] }]);
  });

  it.each([undefined, "Gone"])("says which tags there are where one is needed, asked for %s", async (forumTag) => {
    const strict = bench.discord.addChannel("strict", { kind: "forum", tags, isTagRequired: true });
    const posting = bench.post(bench.reply({ channelId: strict, forumTag }), "One.");
    await expect(posting).rejects.toMatchObject({
      code: "PLATFORM_REJECTED",
      retryable: false,
      userMessage: expect.stringContaining("“News” and “Releases”"),
    });
    expect(bench.discord.threads(strict)).toEqual([]);
  });

  it("learns at the next try of a tag that was added after the first was refused", async () => {
    const strict = bench.discord.addChannel("strict", { kind: "forum", isTagRequired: true });
    const messenger = bench.messenger();
    const post = () =>
      messenger.post(
        bench.reply({ channelId: strict, forumTag: "News" }),
        { markdown: "One.", state: "final" },
        { part: 0, signal: AbortSignal.timeout(10_000) },
      );
    await expect(post()).rejects.toMatchObject({ userMessage: expect.stringContaining("and has none") });
    bench.discord.setTags(strict, tags);
    await post();
    expect(bench.discord.threads(strict)).toMatchObject([{ appliedTags: ["71"] }]);
  });

  it("is made once: what was lost on the way is found, and not tried again by itself", async () => {
    const reply = bench.reply({ channelId });
    const sentAt = bench.now();
    lose();
    await expect(bench.post(reply, "One.")).rejects.toMatchObject({ code: "PLATFORM_UNAVAILABLE" });
    expect(posts()).toHaveLength(1);
    bench.later();
    const found = await bench.find(reply, { sentAt });
    expect(found).toMatchObject({ channelId: posts()[0]?.id, messageId: posts()[0]?.id });
  });

  it("is found among the closed posts, too, and not taken for another's", async () => {
    const sentAt = bench.now();
    const [reply, other, never]: readonly Reply[] = [
      bench.reply({ channelId }),
      bench.reply({ channelId }),
      bench.reply({ channelId }),
    ];
    if (reply === undefined || other === undefined || never === undefined) throw new Error("unreachable");
    await bench.post(other, "Other news.");
    const first = await bench.post(reply, "One.");
    bench.discord.closeThread(first.channelId);
    bench.later();
    expect(await bench.find(reply, { sentAt })).toEqual(first);
    expect(await bench.find(never, { sentAt })).toBeUndefined();
  });

  it("is edited although it has been closed meanwhile", async () => {
    const reply = bench.reply({ channelId });
    const first = await bench.post(reply, "One.");
    bench.discord.closeThread(first.channelId);
    await bench.edit(reply, first, "One, corrected.");
    expect(bench.discord.messages(first.channelId).map(({ content }) => content)).toEqual(["One, corrected."]);
  });

  it("cannot be told where more posts were closed since than Discord lists at once", async () => {
    const sentAt = bench.now();
    for (let count = 0; count < 101; count += 1) bench.discord.closeThread(bench.discord.addThread(channelId));
    bench.later();
    await expect(bench.find(bench.reply({ channelId }), { sentAt })).rejects.toMatchObject({
      code: "PLATFORM_UNAVAILABLE",
      retryable: false,
    });
  });

  it("is not there when somebody has removed it, although its thread stays", async () => {
    const reply = bench.reply({ channelId });
    const sentAt = bench.now();
    const first = await bench.post(reply, "One.");
    bench.discord.deleteMessage(first.messageId);
    bench.later();
    expect(await bench.find(reply, { sentAt })).toBeUndefined();
  });
});
