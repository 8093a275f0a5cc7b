import { describe, expect, it } from "vitest";
import { ProviderError } from "../../../src/core/errors.ts";
import { done, fromArray, openReply, reply } from "./reply-bench.ts";

const { channel } = reply.target;
const unavailable = new ProviderError("down", { code: "PROVIDER_UNAVAILABLE" });

describe("a growing answer", () => {
  it("can be stopped at its last message, and be written anew when it is whole", async () => {
    const it = openReply({ limits: { maxLength: 60 } });
    const ending = it.start();
    await it.say(`${"a ".repeat(25).trim()}.\n\n${"b ".repeat(10).trim()}. `);
    await it.clock.advance(1_000);
    expect(it.texts()).toHaveLength(2);
    expect(it.messenger.controls(reply)).toEqual(["stop"]);
    await it.finish();
    await ending;
    expect(it.messenger.controls(reply)).toEqual(["regenerate"]);
  });

  it("that is stopped ends its endpoint call and keeps what was written", async () => {
    const it = openReply();
    const ending = it.start();
    await it.say("Half an answer. ");
    await it.clock.advance(1_000);
    await it.stopRequests.request(channel, reply.id);
    await it.clock.advance(0);
    expect(await ending).toBe("cancelled");
    expect(it.texts()).toEqual(["Half an answer.\n\n_Stopped._"]);
    expect(it.messenger.controls(reply)).toEqual(["retry"]);
    expect(it.outbox.history.at(-1)?.state).toBe("cancelled");
    expect(it.stopRequests.waiting()).toBe(0);
    expect(it.clock.waiting()).toBe(0);
  });

  it("that was stopped is not taken up again", async () => {
    const it = openReply();
    const ending = it.start();
    await it.say("Half. ");
    await it.clock.advance(1_000);
    await it.stopRequests.request(channel, reply.id);
    await ending;
    expect(await it.start({}, fromArray([{ type: "text", text: "Whole." }, done]))).toBeUndefined();
    expect(it.texts()).toEqual(["Half.\n\n_Stopped._"]);
  });

  it("that was stopped while its worker died ends as soon as another takes it up", async () => {
    const it = openReply();
    const first = it.start();
    await it.say("Half. ");
    await it.clock.advance(1_000);
    it.shutdown.abort(new Error("shutting down"));
    await expect(first).rejects.toThrow("shutting down");
    await it.stopRequests.request(channel, reply.id);
    expect(await it.start({ signal: AbortSignal.timeout(60_000) })).toBe("cancelled");
    expect(it.texts()).toEqual(["_Stopped._"]);
  });

  it("that fails can be tried again", async () => {
    const it = openReply();
    const ending = it.start({ closingNote: () => "⚠️ Sorry." });
    await it.fail(unavailable);
    await ending;
    expect(it.messenger.controls(reply)).toEqual(["retry"]);
  });

  it("waits for nothing any more when it has ended", async () => {
    const it = openReply();
    const ending = it.start();
    await it.say("Whole. ");
    await it.clock.advance(1_000);
    expect(it.stopRequests.waiting()).toBe(1);
    await it.finish();
    await ending;
    expect(it.stopRequests.waiting()).toBe(0);
  });
});
