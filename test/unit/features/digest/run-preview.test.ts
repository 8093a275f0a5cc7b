import { describe, expect, it } from "vitest";
import type { Reply } from "../../../../src/core/chat.ts";
import { ProviderError } from "../../../../src/core/errors.ts";
import { channel, MONDAY_9, openDigest } from "./digest-bench.ts";

const reply: Reply = {
  id: "preview-1",
  target: { kind: "message", channel, messageId: "q1" },
  asker: { id: "manager" },
  question: "",
};
const TEA = { title: "Tea harvest begins in Assam" };
const silent = () => new ProviderError("down", { code: "PROVIDER_UNAVAILABLE" });

describe("a preview", () => {
  it("shows what would be posted, and why the rest would not", async () => {
    const it = await openDigest();
    await it.settings.set(channel, "channel", (layer) => ({ ...layer, excludeSites: ["blocked.example"] }));
    it.finds([TEA, { title: "Cups", url: "https://blocked.example/cups" }, { title: "Old", date: "2020-01-01" }]);
    await it.preview(reply);
    const [post, left] = it.messenger.texts(reply);
    expect(post).toContain("**News about tea · 5 January 2026**");
    expect(post).toContain(TEA.title);
    expect(left).toBe("**Not posted**\n\nCups — blocked.example: _off the list_\n\nOld — example.org: _too old_");
  });

  it("keeps to the sites of the category that the channel has been moved to", async () => {
    const it = await openDigest();
    it.messenger.move(channel.channelId, "archive");
    const moved = { ...channel, categoryId: "archive" };
    await it.settings.set(moved, "category", (layer) => ({ ...layer, includeSites: ["example.org"] }));
    await it.preview(reply);
    expect(it.requests[0]?.search.includeSites).toEqual(["example.org"]);
  });

  it("claims and records nothing", async () => {
    const it = await openDigest();
    it.finds([TEA]);
    await it.preview(reply);
    expect(await it.slots.history(it.ref, 10)).toEqual([]);
    await it.slot(MONDAY_9);
    expect((await it.record(MONDAY_9))?.items).toHaveLength(1);
  });

  it("is answered once, however often it is run", async () => {
    const it = await openDigest();
    it.finds([TEA]);
    await it.preview(reply);
    await it.preview(reply);
    expect(it.messenger.texts(reply)).toHaveLength(1);
  });

  it("says that nothing would be posted", async () => {
    const it = await openDigest();
    await it.preview(reply);
    expect(it.messenger.texts(reply)).toEqual(["Nothing would be posted now: nothing is new."]);
  });

  it("says why it failed, when no retry follows", async () => {
    const it = await openDigest();
    it.failsWith(silent());
    await expect(it.preview(reply)).rejects.toThrow(ProviderError);
    expect(it.messenger.texts(reply)).toEqual([]);
    await it.preview(reply, { isLastAttempt: true });
    expect(it.messenger.texts(reply)).toEqual([
      "⚠️ The search could not be reached. Please ask again in a few minutes.",
    ]);
    expect(it.messenger.controls(reply)).toEqual([]);
  });

  it("of a digest that is gone says so", async () => {
    const it = await openDigest();
    await it.digests.remove(it.ref);
    await it.preview(reply);
    expect(it.messenger.texts(reply)).toEqual(["This digest was deleted."]);
  });
});
