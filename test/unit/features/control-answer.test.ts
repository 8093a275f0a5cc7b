import { describe, expect, it } from "vitest";
import type { AnswerControl, ReplyTarget } from "../../../src/core/chat.ts";
import { StoreError } from "../../../src/core/errors.ts";
import type { Invocation } from "../../../src/core/invocation.ts";
import type { JobPayload } from "../../../src/core/jobs.ts";
import type { OutboxRecord } from "../../../src/core/outbox.ts";
import { channel, openChannel } from "./feature-bench.ts";

const part = { state: "sent", ref: { platform: "web", channelId: "general", messageId: "m1" } } as const;

const last = { state: "sent", ref: { platform: "web", channelId: "general", messageId: "m2" } } as const;

function commandTarget(visibility: "public" | "asker"): ReplyTarget {
  return { kind: "interaction", channel, interactionId: "i1", threadId: "t", token: "old", expiresAt: 1, visibility };
}

/** A channel with one answer, and people who press its buttons. */
async function openAnswer({
  state = "final",
  manages = [],
}: {
  readonly state?: OutboxRecord["state"];
  readonly manages?: readonly "channel"[];
} = {}) {
  const bot = openChannel({ manages });
  await bot.invoke("/ask What is new?", { id: "answer-1" });
  const asked = bot.jobs.answers.get("answer-1");
  if (asked === undefined) throw new Error("no job was made");
  const write = (more: Partial<OutboxRecord> = {}) =>
    bot.outbox.write(channel, "answer-1", { version: 2, state, parts: [part], job: asked, updatedAt: 1, ...more });
  await write();
  if (state !== "streaming") bot.jobs.end("answer-1");
  let presses = 0;
  return {
    ...bot,
    asked,
    write,
    press(control: AnswerControl, more: Partial<Invocation> = {}): Promise<string> {
      presses += 1;
      const call = { name: "control", control, answerId: "answer-1" } as const;
      return bot.type("/help", { id: `press-${presses}`, receivedAt: 9_000, call, ...more });
    },
    isStopped: () => bot.stopRequests.wait(channel, "answer-1", AbortSignal.timeout(20)),
    record: () => bot.outbox.read(channel, "answer-1"),
  };
}

const somebodyElse = { asker: { id: "other" } };

describe("stopping an answer", () => {
  it("asks whichever worker writes it to stop", async () => {
    const answer = await openAnswer({ state: "streaming" });
    expect(await answer.press("stop")).toBe("(accepted)");
    expect(await answer.isStopped()).toBe(true);
  });

  it("is for its asker and for channel managers", async () => {
    const answer = await openAnswer({ state: "streaming" });
    expect(await answer.press("stop", somebodyElse)).toContain("Only the person who asked");
    expect(await answer.isStopped()).toBe(false);
    const managed = await openAnswer({ state: "streaming", manages: ["channel"] });
    expect(await managed.press("stop", somebodyElse)).toBe("(accepted)");
    expect(await managed.isStopped()).toBe(true);
  });

  it.each(["final", "failed"] as const)("is refused when it is %s: there is nothing to stop", async (state) => {
    const answer = await openAnswer({ state });
    expect(await answer.press("stop")).toContain("nothing to stop");
    expect(await answer.isStopped()).toBe(false);
  });

  it("twice is no mistake", async () => {
    const answer = await openAnswer({ state: "cancelled" });
    expect(await answer.press("stop")).toBe("(accepted)");
    expect(await answer.isStopped()).toBe(false);
  });
});

describe.each([
  ["retry", "failed"],
  ["retry", "cancelled"],
  ["regenerate", "final"],
] as const)("to %s an answer that is %s", (control, state) => {
  it("has the same question answered again in the same messages", async () => {
    const answer = await openAnswer({ state });
    await answer.stopRequests.request(channel, "answer-1");
    expect(await answer.press(control)).toBe("(accepted)");
    const job: JobPayload<"answer"> = { ...answer.asked, receivedAt: 9_000, run: 1 };
    expect([...answer.jobs.answers.entries()].at(-1)).toEqual(["answer-1-r1", job]);
    expect(await answer.record()).toMatchObject({ state: "accepted", parts: [part], job });
    expect(await answer.isStopped()).toBe(false);
  });

  it("is for its asker and for channel managers", async () => {
    const answer = await openAnswer({ state });
    expect(await answer.press(control, somebodyElse)).toContain("Only the person who asked");
    expect(answer.jobs.answers.size).toBe(1);
    expect((await answer.record())?.state).toBe(state);
  });
});

describe("an answer that is written anew", () => {
  it("is written by one run although two people press at once", async () => {
    const answer = await openAnswer({ manages: ["channel"] });
    await Promise.all([answer.press("regenerate"), answer.press("regenerate", somebodyElse)]);
    expect([...answer.jobs.answers.keys()]).toEqual(["answer-1", "answer-1-r1"]);
  });

  it("may be asked for as soon as the answer is whole, although the queue has not noticed yet", async () => {
    const answer = await openAnswer({ state: "streaming" });
    await answer.write({ state: "final" });
    expect(await answer.jobs.has("answer-1")).toBe(true);
    expect(await answer.press("regenerate")).toBe("(accepted)");
  });

  it("cannot be asked for again until it has ended, and then can", async () => {
    const answer = await openAnswer();
    await answer.press("regenerate");
    expect(await answer.press("regenerate")).toContain("already being written");
    expect(answer.jobs.answers.size).toBe(2);
    answer.jobs.end("answer-1-r1");
    const again = await answer.record();
    await answer.write({ ...again, state: "final" });
    expect(await answer.press("regenerate")).toBe("(accepted)");
    expect([...answer.jobs.answers.keys()].at(-1)).toBe("answer-1-r2");
  });

  it("can be asked for again when its job could not be made durable", async () => {
    const answer = await openAnswer();
    answer.jobs.failNext(new StoreError("away"));
    await expect(answer.press("regenerate")).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    expect(await answer.press("regenerate")).toBe("(accepted)");
    expect(answer.jobs.answers.size).toBe(2);
  });

  it("is not asked for while the outbox is away", async () => {
    const answer = await openAnswer();
    answer.outbox.failNextWrite(new StoreError("away"));
    await expect(answer.press("regenerate")).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    expect(answer.jobs.answers.size).toBe(1);
  });

  it("goes where it went, with the token of the press, which is not worthless yet", async () => {
    const answer = await openAnswer();
    const target = commandTarget("public");
    await answer.write({ parts: [part, last], job: { ...answer.asked, reply: { ...answer.asked.reply, target } } });
    const fresh = { interactionId: "i2", token: "new", expiresAt: 2 };
    await answer.press("regenerate", { replyTo: { ...target, ...fresh, threadId: undefined } });
    expect(answer.jobs.answers.get("answer-1-r1")?.reply.target).toEqual({ ...target, ...fresh });
    expect((await answer.record())?.parts).toEqual([part, last]);
  });

  it("follows the settings of the category that the channel stands in by then", async () => {
    const answer = await openAnswer();
    const moved = { ...channel, categoryId: "archive" };
    await answer.press("regenerate", { replyTo: { kind: "message", channel: moved, messageId: "other" } });
    const { target } = answer.asked.reply;
    expect(answer.jobs.answers.get("answer-1-r1")?.reply.target).toEqual({ ...target, channel: moved });
  });

  it("for its asker alone takes the place of the message that was pressed, the only one within reach", async () => {
    const answer = await openAnswer();
    const target = commandTarget("asker");
    await answer.write({ parts: [part, last], job: { ...answer.asked, reply: { ...answer.asked.reply, target } } });
    await answer.press("regenerate", { replyTo: target });
    expect((await answer.record())?.parts).toEqual([last]);
  });

  it("under a message keeps to that message", async () => {
    const answer = await openAnswer();
    await answer.press("regenerate", { replyTo: { kind: "message", channel, messageId: "other" } });
    expect(answer.jobs.answers.get("answer-1-r1")?.reply.target).toEqual(answer.asked.reply.target);
  });
});

it.each(["stop", "retry", "regenerate"] as const)("to %s what nobody remembers is refused", async (control) => {
  const answer = await openAnswer();
  await answer.write({ job: undefined });
  expect(await answer.press(control)).toContain("too old");
  const call = { name: "control", control, answerId: "never-asked" } as const;
  expect(await answer.press(control, { call })).toContain("too old");
  expect(answer.jobs.answers.size).toBe(1);
});
