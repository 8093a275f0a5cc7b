import { beforeEach, describe, expect, it } from "vitest";
import type { FeedbackValue } from "../../../src/core/chat.ts";
import { type DigestRef, digestRef, slotKey } from "../../../src/core/digest.ts";
import { preferencesFrom } from "../../../src/features/digest/preferences.ts";
import { channel, openChannel } from "./feature-bench.ts";

const SLOT = 1_700_000_000_000;
const items = ["Node 26 is out", "Deno 3"].map((title) => ({
  title,
  url: `https://example.com/${title.length}`,
  summary: "It happened.",
  keys: [`url:${title}`],
}));

describe("a thumb under a digest", () => {
  let bot: ReturnType<typeof openChannel>;
  let ref: DigestRef;
  beforeEach(async () => {
    bot = openChannel();
    await bot.type('/digest create Node news when:"weekdays 9:00"');
    const [digest] = await bot.digests.list(channel);
    if (digest === undefined) throw new Error("there is no digest");
    ref = digestRef(digest);
    const posted = { version: 1, slot: SLOT, isManual: false, state: "posted", at: SLOT } as const;
    await bot.slots.write(ref, { ...posted, items: [...items], dropped: [] });
  });

  const press = (value: FeedbackValue, item?: number, { user = "u1", answerId = slotKey(ref, SLOT) } = {}) =>
    bot.type("/help", { call: { name: "feedback", answerId, item, value }, asker: { id: user } });
  const preferences = async () => {
    const [digest] = await bot.digests.list(channel);
    if (digest === undefined) throw new Error("there is no digest");
    return preferencesFrom(bot.feedback)(digest);
  };

  it("is told to the endpoint from the next slot on, by the item's title", async () => {
    expect(await press("up", 1)).toBe("Noted: more like “Node 26 is out” in this digest.");
    expect(await press("down", 2)).toBe("Noted: less like “Deno 3” in this digest.");
    expect(await preferences()).toEqual({ liked: ["Node 26 is out"], disliked: ["Deno 3"] });
  });

  it("on the whole stands for each of its items", async () => {
    await press("down");
    expect(await preferences()).toEqual({ liked: [], disliked: expect.arrayContaining(["Deno 3", "Node 26 is out"]) });
  });

  it("counts once for each person, who may change their mind", async () => {
    await press("up", 1);
    await press("up", 1);
    await press("down", 1, { user: "u2" });
    expect(await preferences()).toEqual({ liked: [], disliked: [] });
    await press("up", 1, { user: "u2" });
    expect((await preferences()).liked).toEqual(["Node 26 is out"]);
  });

  it.each([
    ["an item that the post does not have", 3, undefined, "This post has no such item."],
    ["a slot that is not known any more", 1, "digest-web-web-zzzz-1", "too old"],
    ["a digest of another workspace", 1, "digest-slack-T1-ab12-1700000000000", "too old"],
    ["no slot at all", 1, "digest-1", "too old"],
  ])("is refused for %s, and keeps nothing", async (_what, item, answerId, sentence) => {
    expect(await press("up", item, answerId === undefined ? {} : { answerId })).toContain(sentence);
    expect(await preferences()).toEqual({ liked: [], disliked: [] });
  });

  it("on an item that is not wanted lets a manager exclude its site with one tap", async () => {
    const call = { name: "feedback", answerId: slotKey(ref, SLOT), item: 1, value: "down" } as const;
    const outcome = await bot.invoke("/help", { call });
    expect(outcome).toMatchObject({
      buttons: [{ label: "Exclude example.com", command: "sources exclude example.com" }],
    });
    await bot.type("/sources exclude example.com");
    expect((await bot.layer()).excludeSites).toEqual(["example.com"]);
    expect(await bot.invoke("/help", { call })).toMatchObject({ buttons: [] });
    expect(await bot.invoke("/help", { call: { ...call, value: "up" } })).not.toHaveProperty("buttons");
    const guest = await bot.invoke("/help", { call, mayManage: async () => false });
    expect(guest).toMatchObject({ markdown: expect.stringContaining("less like"), buttons: [] });
  });

  it("is refused under a post that tells no news", async () => {
    await bot.slots.write(ref, {
      version: 1,
      slot: SLOT + 1,
      isManual: false,
      state: "nothing new",
      at: SLOT,
      dropped: [],
    });
    expect(await press("up", undefined, { answerId: slotKey(ref, SLOT + 1) })).toContain("tells no news");
  });
});
