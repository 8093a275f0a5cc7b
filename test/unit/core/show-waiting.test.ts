import { describe, expect, it } from "vitest";
import { PlatformError, ProviderError } from "../../../src/core/errors.ts";
import { done, fromArray, openReply, reply } from "./reply-bench.ts";

const { channel } = reply.target;
const NONE = "\n\n_No source backs this answer._";
const HELD = "_Searching…_";
const unavailable = new ProviderError("down", { code: "PROVIDER_UNAVAILABLE" });
const withPlaceholder = { limits: { placeholderAfterMs: () => 3_000 } };

function callsOf(it: ReturnType<typeof openReply>, call: string) {
  return it.messenger.sent.filter((sent) => sent.call === call);
}

describe("an answer that lets people wait for its first word", () => {
  it("has a placeholder with a button after a while, which becomes the answer", async () => {
    const it = openReply(withPlaceholder);
    const ending = it.start();
    await it.clock.advance(2_999);
    expect(it.texts()).toEqual([]);
    await it.clock.advance(1);
    expect(it.texts()).toEqual([HELD]);
    expect(it.messenger.controls(reply)).toEqual(["stop"]);
    expect(it.messenger.isSettled(reply)).toBe(false);
    await it.clock.advance(20_000);
    expect(callsOf(it, "indicate")).toHaveLength(1);
    await it.say("One. ");
    await it.clock.advance(0);
    expect(it.texts()).toEqual(["One."]);
    await it.finish();
    expect(await ending).toBe("final");
    expect(it.texts()).toEqual([`One.${NONE}`]);
    expect(callsOf(it, "post")).toHaveLength(1);
    expect(it.clock.waiting()).toBe(0);
  });

  it("can be stopped before there is one", async () => {
    const it = openReply(withPlaceholder);
    const ending = it.start();
    await it.clock.advance(3_000);
    expect(it.outbox.history.at(-1)).toMatchObject({ state: "streaming", job: { reply: { id: reply.id } } });
    await it.stopRequests.request(channel, reply.id);
    expect(await ending).toBe("cancelled");
    expect(it.texts()).toEqual(["_Stopped._"]);
    expect(it.messenger.controls(reply)).toEqual(["retry"]);
    expect(it.outbox.history.at(-1)?.state).toBe("cancelled");
  });

  it("is said in one message although its first word comes while the placeholder is on its way", async () => {
    const it = openReply(withPlaceholder);
    const release = it.messenger.stallNext("post");
    const ending = it.start();
    await it.clock.advance(3_000);
    await it.say("One. ");
    await it.clock.advance(1_000);
    release();
    await it.clock.advance(0);
    expect(it.texts()).toEqual(["One."]);
    await it.finish();
    await ending;
    expect(it.messenger.mostAtOnce).toBe(1);
    expect(callsOf(it, "post")).toHaveLength(1);
  });

  it.each(["before", "after"] as const)(
    "is said in one message although the placeholder's outcome is unknown (%s)",
    async (when) => {
      const it = openReply(withPlaceholder);
      it.messenger.failNext("post", new PlatformError("down", { code: "PLATFORM_UNAVAILABLE" }), when);
      const ending = it.start();
      await it.clock.advance(3_000);
      await it.say("One. ");
      await it.finish();
      await it.clock.advance(10_000);
      expect(await ending).toBe("final");
      expect(it.texts()).toEqual([`One.${NONE}`]);
    },
  );

  it("tries the placeholder again when the platform refused it", async () => {
    const it = openReply(withPlaceholder);
    it.messenger.failNext("post", new PlatformError("slow down", { code: "PLATFORM_RATE_LIMITED", retryAfterMs: 1 }));
    const ending = it.start();
    await it.clock.advance(3_000);
    expect(it.texts()).toEqual([]);
    await it.clock.advance(8_000);
    expect(it.texts()).toEqual([HELD]);
    await it.say("One.");
    await it.finish();
    await ending;
  });

  it("keeps the placeholder over its retries, of which the first shows it at once", async () => {
    const it = openReply(withPlaceholder);
    const failing = () => it.start({ isRepeated: true }, failWith(unavailable));
    await expect(it.start({}, failWith(unavailable))).rejects.toBe(unavailable);
    expect(it.texts()).toEqual([]);
    await expect(failing()).rejects.toBe(unavailable);
    expect(it.texts()).toEqual([HELD]);
    await expect(failing()).rejects.toBe(unavailable);
    expect(callsOf(it, "post")).toHaveLength(1);
    await it.start({ isRepeated: true, closingNote: () => "⚠️ Sorry." }, failWith(unavailable));
    expect(it.texts()).toEqual(["⚠️ Sorry."]);
  });

  it("does not put it in the place of words that an earlier run has said", async () => {
    const it = openReply(withPlaceholder);
    const first = it.start();
    await it.say("Half. ");
    await it.clock.advance(1_000);
    await it.fail(unavailable);
    await expect(first).rejects.toBe(unavailable);
    const second = it.start({ isRepeated: true }, slow(it));
    await it.clock.advance(9_000);
    expect(it.texts()).toEqual(["Half."]);
    await it.clock.advance(1_000);
    await second;
    expect(it.texts()).toEqual([`Whole.${NONE}`]);
  });

  it("has none where the platform says so itself, but can be stopped there, too", async () => {
    const it = openReply();
    const ending = it.start();
    await it.clock.advance(3_000);
    expect(it.texts()).toEqual([]);
    expect(it.outbox.history).toMatchObject([{ state: "accepted", parts: [] }]);
    await it.stopRequests.request(channel, reply.id);
    expect(await ending).toBe("cancelled");
    expect(it.texts()).toEqual(["_Stopped._"]);
  });

  it("can be stopped by the platform's own means before a late placeholder", async () => {
    const it = openReply({ limits: { placeholderAfterMs: () => 10_000 } });
    const ending = it.start();
    await it.clock.advance(3_000);
    expect(it.outbox.history).toMatchObject([{ state: "accepted", parts: [] }]);
    await it.clock.advance(6_999);
    expect(it.texts()).toEqual([]);
    expect(callsOf(it, "indicate").map(({ at }) => at - (it.clock.now() - 9_999))).toEqual([400, 8_000]);
    await it.clock.advance(1);
    expect(it.texts()).toEqual([HELD]);
    await it.stopRequests.request(channel, reply.id);
    expect(await ending).toBe("cancelled");
    expect(callsOf(it, "post")).toHaveLength(1);
  });

  it("has none when it is quick", async () => {
    const it = openReply(withPlaceholder);
    await it.start({}, fromArray([{ type: "text", text: "One." }, done]));
    expect(it.messenger.sent.map(({ call }) => call)).toEqual(["post"]);
    expect(it.outbox.history).toHaveLength(2);
  });
});

// biome-ignore lint/correctness/useYield: a stream that fails before its first event
async function* failWith(error: unknown): AsyncGenerator<never> {
  throw error;
}

async function* slow({ clock, shutdown }: ReturnType<typeof openReply>) {
  await clock.wait(10_000, shutdown.signal);
  yield { type: "text", text: "Whole." } as const;
  yield done;
}
