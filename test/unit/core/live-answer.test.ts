import { describe, expect, it } from "vitest";
import { PlatformError, ProviderError } from "../../../src/core/errors.ts";
import { openReply, reply } from "./reply-bench.ts";

const NONE = "\n\n_No source backs this answer._";
const { channel } = reply.target;
const open = () => openReply({ isStreaming: true });
const callsOf = (it: ReturnType<typeof open>) => it.messenger.sent.map(({ call }) => call);

describe("an answer on a platform whose growing messages take no buttons", () => {
  it("costs two calls when it is whole soon", async () => {
    const it = open();
    const ending = it.start();
    await it.say("One. ");
    await it.clock.advance(4_999);
    expect(it.messenger.controls(reply)).toEqual([]);
    await it.finish();
    expect(await ending).toBe("final");
    expect(callsOf(it)).toEqual(["post", "edit"]);
    expect(it.clock.waiting()).toBe(0);
  });

  it("has its Stop after five seconds although no further word has come, and is drawn for that once", async () => {
    const it = open();
    const ending = it.start();
    await it.say("One. ");
    await it.clock.advance(5_000);
    expect(it.messenger.controls(reply)).toEqual(["stop"]);
    await it.clock.advance(60_000);
    expect(callsOf(it)).toEqual(["post", "edit"]);
    expect(it.outbox.history.at(-1)?.parts).toEqual([
      { state: "sent", ref: expect.not.objectContaining({ live: true }) },
    ]);
    await it.stopRequests.request(channel, reply.id);
    expect(await ending).toBe("cancelled");
    expect(it.texts()).toEqual([expect.stringMatching(/^One\.[\s\S]*_Stopped\._/u)]);
  });

  it("has it with the next words when the platform had no room for it", async () => {
    const it = open();
    const ending = it.start();
    await it.say("One. ");
    await it.clock.advance(4_999);
    it.messenger.failNext("edit", new PlatformError("busy", { code: "PLATFORM_RATE_LIMITED", retryAfterMs: 3_000 }));
    await it.clock.advance(1);
    expect(it.messenger.controls(reply)).toEqual([]);
    await it.clock.advance(3_000);
    expect(it.messenger.controls(reply)).toEqual(["stop"]);
    await it.finish();
    expect(await ending).toBe("final");
    expect(it.texts()).toEqual([`One.${NONE}`]);
  });

  it("keeps it while it grows into a further message", async () => {
    const it = openReply({ isStreaming: true, limits: { maxLength: 40 } });
    const ending = it.start();
    await it.say("One two three four five six seven. ");
    await it.clock.advance(6_000);
    await it.say("Eight nine ten eleven twelve.");
    await it.clock.advance(1_000);
    expect(it.texts()).toHaveLength(2);
    expect(it.messenger.controls(reply)).toEqual(["stop"]);
    await it.finish();
    await ending;
  });

  it("has it from its first word when another run takes it over", async () => {
    const it = open();
    const first = it.start();
    await it.say("Half. ");
    await it.clock.advance(1_000);
    await it.fail(new ProviderError("down", { code: "PROVIDER_UNAVAILABLE" }));
    await expect(first).rejects.toThrow("down");
    const second = it.start({ isRepeated: true }, words(it));
    await it.clock.advance(1_000);
    expect(it.texts()).toEqual(["Whole."]);
    expect(it.messenger.controls(reply)).toEqual(["stop"]);
    await it.stopRequests.request(channel, reply.id);
    expect(await second).toBe("cancelled");
  });
});

async function* words({ clock, shutdown }: ReturnType<typeof open>) {
  yield { type: "text", text: "Whole. " } as const;
  await clock.wait(60_000, shutdown.signal);
}
