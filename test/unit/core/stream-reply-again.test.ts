import { describe, expect, it } from "vitest";
import { PlatformError } from "../../../src/core/errors.ts";
import { createReplyParts } from "../../../src/core/reply-parts.ts";
import { done, fromArray, job, openReply, reply } from "./reply-bench.ts";

const NONE = "\n\n_No source backs this answer._";
const down = new PlatformError("down", { code: "PLATFORM_UNAVAILABLE" });
const forbidden = new PlatformError("no", { code: "PLATFORM_FORBIDDEN" });

describe("another run of the same answer", () => {
  it("edits what the first one posted, and posts nothing again", async () => {
    const it = openReply();
    const first = it.start();
    await it.say("Half. ");
    await it.clock.advance(1_000);
    await it.fail(new Error("crash"));
    await expect(first).rejects.toThrow("crash");
    const second = it.start({}, fromArray([{ type: "text", text: "The whole answer." }, done]));
    await it.clock.advance(5_000);
    expect(await second).toBe("final");
    expect(it.texts()).toEqual([`The whole answer.${NONE}`]);
    expect(it.messenger.sent.filter(({ call }) => call === "post")).toHaveLength(1);
  });

  it("takes away the messages it no longer needs", async () => {
    const it = openReply({ limits: { maxLength: 60 } });
    const first = it.start();
    await it.say(`${"a ".repeat(28)}\n\n${"b ".repeat(28)}\n\n${"c ".repeat(28)}`);
    await it.clock.advance(1_000);
    await it.fail(new Error("crash"));
    await expect(first).rejects.toThrow("crash");
    expect(it.texts()).toHaveLength(3);
    it.messenger.failNext("remove", down);
    it.messenger.failNext("remove", down);
    const second = it.start({}, fromArray([{ type: "text", text: "Short." }, done]));
    await it.clock.advance(20_000);
    await second;
    expect(it.texts()).toEqual([`Short.${NONE}`]);
    expect(it.outbox.history.at(-1)).toMatchObject({
      state: "final",
      parts: [{ state: "sent", ref: { messageId: "m1" } }],
    });
  });

  it("is whole although an old message may not be taken away", async () => {
    const it = openReply({ limits: { maxLength: 60 } });
    const first = it.start();
    await it.say(`${"a ".repeat(28)}\n\n${"b ".repeat(28)}`);
    await it.clock.advance(1_000);
    await it.fail(new Error("crash"));
    await expect(first).rejects.toThrow("crash");
    it.messenger.failNext("remove", forbidden);
    const second = it.start({}, fromArray([{ type: "text", text: "Short." }, done]));
    await it.clock.advance(1_000);
    expect(await second).toBe("final");
    expect(it.outbox.history.at(-1)?.state).toBe("final");
  });

  it("says nothing when all has been said", async () => {
    const it = openReply();
    await it.start({}, fromArray([{ type: "text", text: "Whole." }, done]));
    const calls = it.messenger.sent.length;
    expect(await it.start({}, fromArray([{ type: "text", text: "Again." }, done]))).toBeUndefined();
    expect(it.messenger.sent).toHaveLength(calls);
  });

  it("says nothing when a later run has been asked for", async () => {
    const it = openReply();
    await it.start({}, fromArray([{ type: "text", text: "Whole." }, done]));
    const closed = it.outbox.history.at(-1);
    if (closed === undefined) throw new Error("the outbox knows nothing");
    const record = { ...closed, state: "accepted", job: { ...job, run: 1 } } as const;
    await it.outbox.write(reply.target.channel, reply.id, record);
    expect(await it.start({}, fromArray([{ type: "text", text: "Late." }, done]))).toBeUndefined();
    expect(it.texts()).toEqual([`Whole.${NONE}`]);
    expect(it.outbox.history.at(-1)).toEqual(record);
  });

  it("knows a message that was posted while the outbox was away for a moment", async () => {
    const it = openReply();
    it.outbox.failNextWrite(new Error("away"));
    const first = it.start();
    await it.say("Half. ");
    await it.clock.advance(1_000);
    await it.say("More. ");
    await it.clock.advance(1_000);
    await it.fail(new Error("crash"));
    await expect(first).rejects.toThrow("crash");
    await it.start({}, fromArray([{ type: "text", text: "Whole." }, done]));
    expect(it.texts()).toEqual([`Whole.${NONE}`]);
  });
});

it("an answer that shrinks to messages which need no other text still gets its button", async () => {
  const { messenger, outbox, clock, log } = openReply();
  const signal = AbortSignal.timeout(60_000);
  const parts = await createReplyParts({ messenger, outbox, clock, log }, { reply, record: { job } });
  await parts.draw(["One.", "Two."], { whole: "One. Two.", signal });
  await parts.close(["One."], { state: "final", signal });
  expect(messenger.texts(reply)).toEqual(["One."]);
  expect(messenger.controls(reply)).toEqual(["regenerate"]);
});
