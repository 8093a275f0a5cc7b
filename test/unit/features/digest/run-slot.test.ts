import { describe, expect, it } from "vitest";
import { slotKey } from "../../../../src/core/digest.ts";
import { PlatformError, ProviderError, StoreError } from "../../../../src/core/errors.ts";
import { channel, DAY_MS, GRACE_MS, HOUR_MS, MINUTE_MS, MONDAY_9, openDigest } from "./digest-bench.ts";

const TEA = { title: "Tea harvest begins in Assam" };
const CUP = { title: "Cup makers go on strike" };
const HEAD = "**News about tea · 5 January 2026**";
const LAST = { attempt: 5, isLastAttempt: true };

const away = () => new PlatformError("503", { code: "PLATFORM_UNAVAILABLE" });
const forbidden = () => new PlatformError("403", { code: "PLATFORM_FORBIDDEN" });
const gone = () => new PlatformError("404", { code: "PLATFORM_NOT_FOUND" });
const silent = () => new ProviderError("down", { code: "PROVIDER_UNAVAILABLE" });

/** How often the last text of a part is tried in one run. */
const TRIES = 7;

describe("a slot", () => {
  it("posts what is new, and ends as posted with its message", async () => {
    const it = await openDigest();
    it.finds([TEA, CUP]);
    await it.slot(MONDAY_9);
    expect(it.texts(MONDAY_9)).toEqual([expect.stringContaining(HEAD)]);
    expect(await it.noted(MONDAY_9)).toMatchObject({
      state: "posted",
      message: { messageId: "m1" },
      items: [{ title: TEA.title }, { title: CUP.title }],
    });
    expect(it.messenger.controls(replyOf(it, MONDAY_9))).toEqual([]);
    expect(it.ends).toEqual([expect.objectContaining({ platform: "web", state: "posted" })]);
  });

  it("asks for the topic alone, under the channel's settings, and says how to answer before it", async () => {
    const it = await openDigest({ language: "German" });
    await it.settings.set(channel, "channel", (layer) => ({
      ...layer,
      includeSites: ["example.org"],
      excludeSites: ["bad.example.org"],
      searchResults: 7,
    }));
    await it.slot(MONDAY_9);
    const [request] = it.requests;
    expect(request?.messages.at(-1)).toEqual({ role: "user", content: "News about tea" });
    expect(request?.messages[0]?.content).toContain("2026-01-04 09:00 (UTC)");
    expect(request?.messages[0]?.content).toContain('"German"');
    expect(request?.search).toMatchObject({
      includeSites: ["example.org"],
      excludeSites: ["bad.example.org"],
      results: 7,
    });
  });

  it("keeps to the sites of the category that its channel has been moved to", async () => {
    const it = await openDigest();
    it.messenger.move(channel.channelId, "archive");
    const moved = { ...channel, categoryId: "archive" };
    await it.settings.set(moved, "category", (layer) => ({ ...layer, includeSites: ["example.org"], language: "de" }));
    it.finds([TEA]);
    await it.slot(MONDAY_9);
    expect(it.requests[0]?.search.includeSites).toEqual(["example.org"]);
    expect(it.texts(MONDAY_9)[0]).toContain("5. Januar 2026");
  });

  it("is not searched for while the platform cannot say where its channel stands", async () => {
    const it = await openDigest();
    it.finds([TEA]);
    it.messenger.failNext("locate", away());
    await expect(it.slot(MONDAY_9)).rejects.toThrow(PlatformError);
    expect(it.requests).toEqual([]);
    await it.slot(MONDAY_9);
    expect((await it.record(MONDAY_9))?.state).toBe("posted");
  });

  it("asks for its own sites as far as the channel allows them", async () => {
    const it = await openDigest({ sites: ["news.example.org"] });
    await it.settings.set(channel, "channel", (layer) => ({ ...layer, includeSites: ["example.org"] }));
    await it.slot(MONDAY_9);
    expect(it.requests[0]?.search.includeSites).toEqual(["news.example.org"]);
  });

  it("looks back to the last slot that succeeded, and names what it told", async () => {
    const it = await openDigest();
    it.finds([TEA]);
    await it.slot(MONDAY_9);
    await it.clock.advance(3 * DAY_MS);
    await it.slot(MONDAY_9 + 3 * DAY_MS);
    const instructions = it.requests[1]?.messages[0]?.content;
    expect(instructions).toContain("since 2026-01-05 09:00");
    expect(instructions).toContain(JSON.stringify(TEA.title));
  });

  it("posts a headline with the titles, and each item after it, in a thread", async () => {
    const it = await openDigest({ layout: "thread" });
    it.finds([TEA, CUP]);
    await it.slot(MONDAY_9);
    expect(it.texts(MONDAY_9)).toEqual([
      `${HEAD}\n\n**1.** ${TEA.title}\n\n**2.** ${CUP.title}`,
      expect.stringContaining("All about Tea"),
      expect.stringContaining("All about Cup"),
    ]);
  });

  it("tells no story twice", async () => {
    const it = await openDigest();
    it.finds([TEA]);
    await it.slot(MONDAY_9);
    await it.clock.advance(DAY_MS);
    it.finds([{ ...TEA, url: "https://example.com/tea" }, CUP]);
    await it.slot(MONDAY_9 + DAY_MS);
    const record = await it.record(MONDAY_9 + DAY_MS);
    expect(record?.items?.map(({ title }) => title)).toEqual([CUP.title]);
    expect(record?.dropped).toEqual([expect.objectContaining({ reason: "told before" })]);
    expect(it.texts(MONDAY_9 + DAY_MS).join()).not.toContain(TEA.title);
  });

  it("stays quiet when nothing is new, and is not asked for it again", async () => {
    const it = await openDigest();
    await it.slot(MONDAY_9);
    await it.slot(MONDAY_9);
    expect(it.texts(MONDAY_9)).toEqual([]);
    expect(it.requests).toHaveLength(1);
    expect((await it.record(MONDAY_9))?.state).toBe("nothing new");
  });

  it("says that nothing is new where it is asked to", async () => {
    const it = await openDigest({ whenNothingIsNew: "say" });
    await it.slot(MONDAY_9);
    expect(it.texts(MONDAY_9)).toEqual([`${HEAD}\n\nNothing new since the last time.`]);
    expect(await it.noted(MONDAY_9)).toMatchObject({ state: "nothing new", message: { messageId: "m1" } });
  });

  it("that a manager asked for says that nothing is new, whatever the digest is set to", async () => {
    const it = await openDigest({ whenNothingIsNew: "quiet" });
    await it.slot(MONDAY_9, { isManual: true });
    expect(it.texts(MONDAY_9)).toEqual([`${HEAD}\n\nNothing new since the last time.`]);
    expect(await it.noted(MONDAY_9)).toMatchObject({ state: "nothing new", message: { messageId: "m1" } });
  });

  it("makes items of prose and its sources when a model lists nothing", async () => {
    const it = await openDigest();
    it.says("**News**\n\nThe harvest begins early. It is the first since May. Nobody knows why. [1]\n\n- Cups. [2]", [
      { number: 1, url: "https://example.org/a", title: "Harvest" },
      { number: 2, url: "https://example.org/b", title: "Cups", snippet: "Cups are on strike." },
      { number: 3, url: "https://example.org/c", title: "Unused", snippet: "Nothing." },
    ]);
    await it.slot(MONDAY_9);
    expect((await it.record(MONDAY_9))?.items).toMatchObject([
      { title: "Harvest", summary: "The harvest begins early. It is the first since May." },
      { title: "Cups", summary: "Cups are on strike." },
    ]);
  });

  it("that is late says so, in the channel and in its record", async () => {
    const it = await openDigest();
    it.finds([TEA]);
    await it.clock.advance(HOUR_MS);
    await it.slot(MONDAY_9);
    expect(it.texts(MONDAY_9)[0]).toContain("_Late: this was due at 09:00._");
    expect(await it.noted(MONDAY_9)).toMatchObject({ state: "late", note: "It was posted 60 minutes late." });
  });

  it("that a manager asked for is never late, and runs though the digest is paused", async () => {
    const it = await openDigest({ paused: { reason: "manager", at: 0 } });
    it.finds([TEA]);
    await it.clock.advance(HOUR_MS);
    await it.slot(MONDAY_9, { isManual: true });
    expect((await it.record(MONDAY_9))?.state).toBe("posted");
    expect(it.texts(MONDAY_9)[0]).not.toContain("Late");
  });

  it("that could not begin within the grace period is skipped", async () => {
    const it = await openDigest();
    await it.clock.advance(GRACE_MS + MINUTE_MS);
    await it.slot(MONDAY_9);
    expect(await it.noted(MONDAY_9)).toMatchObject({
      state: "skipped",
      note: "It could not be posted within 120 minutes of its time.",
    });
    expect(it.requests).toEqual([]);
  });

  it("is skipped when its digest has been paused or deleted meanwhile", async () => {
    const it = await openDigest();
    await it.digests.update(it.ref, (digest) => ({ ...digest, paused: { reason: "manager", at: 0 } }));
    await it.slot(MONDAY_9);
    expect(await it.noted(MONDAY_9)).toMatchObject({ state: "skipped", note: "The digest was paused." });
    await it.digests.remove(it.ref);
    await it.slot(MONDAY_9 + DAY_MS);
    expect(await it.noted(MONDAY_9 + DAY_MS)).toMatchObject({ state: "skipped", note: "The digest was deleted." });
  });
});

describe("a slot that is run again", () => {
  it("posts nothing when it has ended", async () => {
    const it = await openDigest();
    it.finds([TEA]);
    await it.slot(MONDAY_9);
    it.finds([CUP]);
    await it.slot(MONDAY_9);
    expect(it.messenger.sent.filter(({ call }) => call === "post")).toHaveLength(1);
  });

  it("posts the items that it has written down, whatever the endpoint says by now", async () => {
    const it = await openDigest();
    it.finds([TEA]);
    it.ledger.failNextClaim(new StoreError("away"));
    await expect(it.slot(MONDAY_9)).rejects.toThrow(StoreError);
    it.finds([CUP]);
    await it.slot(MONDAY_9);
    expect(it.texts(MONDAY_9)).toHaveLength(1);
    expect(it.texts(MONDAY_9)[0]).toContain(TEA.title);
  });

  it("finds a post whose outcome nobody knew, and does not repeat it", async () => {
    const it = await openDigest();
    it.finds([TEA]);
    it.messenger.failNext("post", away(), "after");
    for (let attempt = 1; attempt < TRIES; attempt += 1) it.messenger.failNext("find", away());
    await expect(it.slot(MONDAY_9)).rejects.toThrow(PlatformError);
    await it.slot(MONDAY_9);
    expect(it.texts(MONDAY_9)).toHaveLength(1);
    expect((await it.record(MONDAY_9))?.state).toBe("posted");
  });

  it("ends as posted when everything stands there and only that was not written down", async () => {
    const it = await openDigest();
    it.finds([TEA]);
    await it.slot(MONDAY_9);
    const whole = await it.outbox.read(channel, slotKey(it.ref, MONDAY_9));
    const again = await openDigest();
    if (whole !== undefined) await again.outbox.write(channel, slotKey(it.ref, MONDAY_9), whole);
    await again.clock.advance(HOUR_MS);
    await again.slots.write(again.ref, {
      version: 1,
      slot: MONDAY_9,
      isManual: false,
      state: "open",
      at: MONDAY_9,
      dropped: [],
      items: [{ ...TEA, url: "https://example.org/a", summary: "News.", keys: ["a"] }],
    });
    await again.slot(MONDAY_9);
    expect(await again.record(MONDAY_9)).toMatchObject({ state: "posted", message: { messageId: "m1" } });
    expect(again.messenger.sent).toEqual([]);
  });
});

describe("a slot that fails", () => {
  it("is left to the queue's retries until the last one", async () => {
    const it = await openDigest();
    it.failsWith(silent());
    await expect(it.slot(MONDAY_9)).rejects.toThrow(ProviderError);
    expect((await it.record(MONDAY_9))?.state).toBe("open");
    await it.slot(MONDAY_9, LAST);
    expect(await it.noted(MONDAY_9)).toMatchObject({
      state: "failed",
      note: "The search could not be reached. Please ask again in a few minutes.",
    });
    expect((await it.current())?.failures).toBe(1);
  });

  it("at once ends when no retry could help", async () => {
    const it = await openDigest({ sites: ["elsewhere.org"] });
    await it.settings.set(channel, "channel", (layer) => ({ ...layer, includeSites: ["example.org"] }));
    await it.slot(MONDAY_9);
    expect(await it.noted(MONDAY_9)).toMatchObject({
      state: "failed",
      note: expect.stringContaining("elsewhere.org is not among the sites"),
    });
  });

  it("gives its stories back when certainly nothing was posted", async () => {
    const it = await openDigest();
    it.finds([TEA]);
    it.messenger.failNext("post", new PlatformError("400", { code: "PLATFORM_REJECTED" }));
    await it.slot(MONDAY_9);
    expect((await it.record(MONDAY_9))?.state).toBe("failed");
    await it.clock.advance(DAY_MS);
    await it.slot(MONDAY_9 + DAY_MS);
    expect((await it.record(MONDAY_9 + DAY_MS))?.items).toMatchObject([{ title: TEA.title }]);
  });

  it("keeps its stories when somebody may have read them", async () => {
    const it = await openDigest();
    it.finds([TEA]);
    it.messenger.failNext("post", away(), "after");
    for (let attempt = 1; attempt < TRIES; attempt += 1) it.messenger.failNext("find", away());
    await it.slot(MONDAY_9, LAST);
    expect((await it.record(MONDAY_9))?.state).toBe("failed");
    await it.clock.advance(DAY_MS);
    await it.slot(MONDAY_9 + DAY_MS);
    expect((await it.record(MONDAY_9 + DAY_MS))?.state).toBe("nothing new");
  });

  it("is counted once, however often it is run", async () => {
    const it = await openDigest();
    it.failsWith(silent());
    for (let run = 0; run < 4; run += 1) await it.slot(MONDAY_9, LAST);
    expect((await it.current())?.failures).toBe(1);
  });

  it("is forgotten when the next one succeeds", async () => {
    const it = await openDigest();
    it.failsWith(silent());
    await it.slot(MONDAY_9, LAST);
    it.finds([TEA]);
    await it.clock.advance(DAY_MS);
    await it.slot(MONDAY_9 + DAY_MS);
    expect((await it.current())?.failures).toBe(0);
  });

  it("is interrupted and no failure when the process shuts down", async () => {
    const it = await openDigest();
    it.finds([TEA]);
    const signal = AbortSignal.abort(new DOMException("shutting down", "AbortError"));
    await expect(it.slot(MONDAY_9, { ...LAST, signal })).rejects.toThrow();
    expect((await it.record(MONDAY_9))?.state).toBe("open");
  });
});

describe("a digest is paused", () => {
  async function failThrice() {
    const it = await openDigest();
    it.failsWith(silent());
    for (let day = 0; day < 3; day += 1) {
      await it.slot(MONDAY_9 + day * DAY_MS, LAST);
      await it.clock.advance(DAY_MS - 20_000);
    }
    return it;
  }

  it("after three failures in a row, and the channel is told once", async () => {
    const it = await failThrice();
    const paused = (await it.current())?.paused;
    expect(paused?.reason).toBe("failures");
    await it.slot(MONDAY_9 + 2 * DAY_MS, LAST);
    const news = `digest-web-web-tea1-paused-${paused?.at}`;
    expect(it.messenger.sent.at(-1)?.controls).toEqual(["resume"]);
    expect(it.textsOf(news)).toEqual([
      expect.stringMatching(/“News about tea” is paused: .*The search could not be reached.*`\/digest resume tea1`/u),
    ]);
  });

  it.each([
    ["posting forbidden", forbidden()],
    ["channel gone", gone()],
  ])("at once when it is “%s”", async (reason, error) => {
    const it = await openDigest();
    it.finds([TEA]);
    it.messenger.failNext("post", error);
    await it.slot(MONDAY_9);
    expect((await it.current())?.paused?.reason).toBe(reason);
    expect((await it.record(MONDAY_9))?.state).toBe("failed");
    expect(it.messenger.sent.filter(({ call }) => call === "post")).toHaveLength(1);
  });

  it("not when only its thread is gone", async () => {
    const it = await openDigest({ layout: "thread" });
    it.finds([TEA]);
    it.messenger.stallNext("post")();
    const letSecondPost = it.messenger.stallNext("post");
    const running = it.slot(MONDAY_9);
    await expect.poll(() => it.messenger.sent.filter(({ call }) => call === "post")).toHaveLength(2);
    it.messenger.failNext("post", gone());
    letSecondPost();
    await running;
    expect(await it.noted(MONDAY_9)).toMatchObject({ state: "failed" });
    expect((await it.current())?.paused).toBeUndefined();
  });
});

function replyOf(it: Awaited<ReturnType<typeof openDigest>>, slot: number) {
  return {
    id: slotKey(it.ref, slot),
    target: { kind: "message" as const, channel, messageId: "m" },
    asker: { id: "u" },
    question: "",
  };
}
