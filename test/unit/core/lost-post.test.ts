import { describe, expect, it } from "vitest";
import { PlatformError } from "../../../src/core/errors.ts";
import { done, fromArray, openReply } from "./reply-bench.ts";

const NONE = "\n\n_No source backs this answer._";
const down = new PlatformError("down", { code: "PLATFORM_UNAVAILABLE" });
const slowDown = new PlatformError("slow down", { code: "PLATFORM_RATE_LIMITED", retryAfterMs: 5_000 });
const forbidden = new PlatformError("no", { code: "PLATFORM_FORBIDDEN" });
const one = () => fromArray([{ type: "text", text: "One." }, done]);

function callsOf(it: ReturnType<typeof openReply>, call: string) {
  return it.messenger.sent.filter((sent) => sent.call === call);
}

describe("a post whose response was lost", () => {
  it.each(["before", "after"] as const)("grows on in the one message people see (lost %s it acted)", async (when) => {
    const it = openReply();
    const ending = it.start();
    it.messenger.failNext("post", down, when);
    await it.say("One. ");
    await it.clock.advance(1_000);
    await it.say("Two. ");
    await it.clock.advance(1_000);
    expect(it.texts()).toEqual(["One. Two."]);
    expect(callsOf(it, "find")).toHaveLength(1);
    expect(it.outbox.history.at(-1)).toMatchObject({ state: "streaming", parts: [{ ref: { messageId: "m1" } }] });
    await it.finish();
    expect(await ending).toBe("final");
    expect(it.texts()).toEqual([`One. Two.${NONE}`]);
    expect(it.outbox.history.at(-1)).toMatchObject({ state: "final", parts: [{ ref: { messageId: "m1" } }] });
  });

  it.each(["before", "after"] as const)("is the last one's no less (lost %s it acted)", async (when) => {
    const it = openReply();
    it.messenger.failNext("post", down, when);
    const ending = it.start({}, one());
    await it.clock.advance(20_000);
    expect(await ending).toBe("final");
    expect(it.texts()).toEqual([`One.${NONE}`]);
  });

  it.each(["before", "after"] as const)("in an unexpected way is the next run's to find (%s)", async (when) => {
    const it = openReply();
    it.messenger.failNext("post", new Error("reset"), when);
    const first = it.start({}, one());
    await it.clock.advance(20_000);
    await expect(first).rejects.toThrow("reset");
    expect(it.outbox.history.at(-1)).toMatchObject({ state: "streaming", parts: [{ state: "sending" }] });
    await it.start({}, one());
    expect(it.texts()).toEqual([`One.${NONE}`]);
    // That it is about to be posted need not be said twice.
    expect(it.outbox.history).toHaveLength(2);
  });

  it("is not sent again as long as the platform cannot say whether it arrived", async () => {
    const it = openReply();
    it.messenger.failNext("post", down, "after");
    it.messenger.failNext("find", slowDown);
    it.messenger.failNext("find", down);
    const ending = it.start({}, one());
    await it.clock.advance(20_000);
    expect(await ending).toBe("final");
    expect(callsOf(it, "post")).toHaveLength(1);
    expect(callsOf(it, "find")).toHaveLength(3);
    expect(it.texts()).toEqual([`One.${NONE}`]);
  });

  it("is left to the retry when the platform stays silent", async () => {
    const it = openReply();
    it.messenger.failNext("post", down, "after");
    for (let time = 0; time < 10; time += 1) it.messenger.failNext("find", down);
    const ending = it.start({}, one());
    await it.clock.advance(60_000);
    await expect(ending).rejects.toBe(down);
    expect(callsOf(it, "post")).toHaveLength(1);
  });

  it("is sent again with a warning when the platform can never say", async () => {
    const it = openReply();
    it.messenger.failNext("post", down);
    it.messenger.failNext("find", forbidden);
    const ending = it.start({}, one());
    await it.clock.advance(20_000);
    expect(await ending).toBe("final");
    expect(it.texts()).toEqual([`One.${NONE}`]);
    expect(it.log.lines.filter(({ level }) => level === "warn")).toHaveLength(1);
  });

  it("is sent again without a look when the platform said that it refused it", async () => {
    const it = openReply();
    it.messenger.failNext("post", slowDown);
    const ending = it.start({}, one());
    await it.clock.advance(20_000);
    await ending;
    expect(callsOf(it, "find")).toEqual([]);
    expect(it.texts()).toEqual([`One.${NONE}`]);
  });
});

describe("the outbox", () => {
  it("is told twice of a short answer: before its post, and when it is whole", async () => {
    const it = openReply();
    await it.start({}, one());
    expect(it.outbox.history).toMatchObject([
      { state: "streaming", parts: [{ state: "sending" }], job: { reply: { id: "answer-1" } } },
      { state: "final", parts: [{ state: "sent", ref: { messageId: "m1" } }], job: { reply: { id: "answer-1" } } },
    ]);
    expect(it.stopRequests.waits).toBe(0);
  });

  it("is told once before and once after each post of a growing answer, and of no edit", async () => {
    const it = openReply({ limits: { maxLength: 60 } });
    const ending = it.start();
    for (const letter of ["a", "b"]) {
      await it.say(`${letter} `.repeat(14));
      await it.clock.advance(1_000);
      await it.say(`${letter} `.repeat(14).concat("\n\n"));
      await it.clock.advance(1_000);
    }
    const during = it.outbox.history.length;
    expect(during).toBe(2 * callsOf(it, "post").length);
    expect(it.outbox.history.every(({ state }) => state === "streaming")).toBe(true);
    await it.finish();
    await ending;
  });

  it("that is away lets nothing be posted", async () => {
    const it = openReply();
    for (let time = 0; time < 4; time += 1) it.outbox.failNextWrite(new Error("away"));
    const ending = it.start();
    await it.say("One. ");
    await it.clock.advance(2_900);
    expect(it.messenger.sent.filter(({ call }) => call === "post")).toEqual([]);
    await it.clock.advance(2_000);
    expect(it.texts()).toEqual(["One."]);
    await it.say("Two.");
    await it.clock.advance(3_000);
    await it.finish();
    await ending;
    expect(it.texts()).toEqual([`One. Two.${NONE}`]);
  });

  it("learns of an answer at once when a run of it has died before, but once only", async () => {
    const it = openReply();
    const first = it.start({ isRepeated: true });
    await it.clock.advance(0);
    expect(it.outbox.history).toMatchObject([{ state: "accepted", parts: [] }]);
    await it.say("One. ");
    await it.clock.advance(1_000);
    await it.fail(new Error("crash"));
    await expect(first).rejects.toThrow("crash");
    await it.start({ isRepeated: true }, one());
    expect(it.outbox.history.map(({ state }) => state)).toEqual(["accepted", "streaming", "streaming", "final"]);
  });
});

describe("a message that somebody deletes while the answer grows", () => {
  it("is posted again when the answer is whole", async () => {
    const it = openReply();
    const ending = it.start();
    await it.say("One. ");
    await it.clock.advance(1_000);
    it.messenger.delete("m1");
    await it.say("Two. ");
    await it.clock.advance(5_000);
    expect(it.texts()).toEqual([]);
    await it.finish();
    await it.clock.advance(5_000);
    expect(await ending).toBe("final");
    expect(it.texts()).toEqual([`One. Two.${NONE}`]);
  });
});
