import { describe, expect, it } from "vitest";
import type { Reply } from "../../../src/core/chat.ts";
import { PlatformError } from "../../../src/core/errors.ts";
import type { JobPayload } from "../../../src/core/jobs.ts";
import type { OutboxPart, OutboxRecord } from "../../../src/core/outbox.ts";
import { createLeaveToSweep } from "../../../src/features/ask/leave-to-sweep.ts";
import { createSweepAnswers } from "../../../src/features/ask/sweep-answers.ts";
import { createFakeClock } from "../../fakes/fake-clock.ts";
import { createMemoryJobs } from "../../fakes/memory-jobs.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";
import { createMemoryMessenger } from "../../fakes/memory-messenger.ts";
import { createMemoryOutbox } from "../../fakes/memory-outbox.ts";
import { channel } from "./feature-bench.ts";

const MINUTE_MS = 60_000;
const NOTE = "⚠️ This answer was interrupted and could not be finished. Please try again.";
const signal = AbortSignal.timeout(60_000);

/** A worker that sweeps, and answers that were left behind. */
function openSweep({ isOn = true } = {}) {
  const clock = createFakeClock();
  const messenger = createMemoryMessenger({ now: clock.now });
  const outbox = createMemoryOutbox();
  const jobs = createMemoryJobs();
  const log = createMemoryLog();
  const ends: unknown[] = [];
  const sweep = createSweepAnswers({
    outbox,
    jobs,
    clock,
    messengerOf: () => (isOn ? messenger : undefined),
    onEnd: (end) => ends.push(end),
  });
  const replyOf = (id: string): Reply => ({
    id,
    target: { kind: "message", channel, messageId: `q-${id}` },
    asker: { id: "u" },
    question: "Why?",
  });
  return {
    clock,
    messenger,
    outbox,
    jobs,
    log,
    ends,
    texts: (id = "answer-1") => messenger.texts(replyOf(id)),
    controls: (id = "answer-1") => messenger.controls(replyOf(id)),
    record: (id = "answer-1") => outbox.read(channel, id),
    /** An answer whose worker has gone after it had posted these texts; the last post is known to have begun only. */
    async leave(
      texts: readonly string[],
      {
        id = "answer-1",
        isLastSending = false,
        ...more
      }: Partial<OutboxRecord> & { readonly id?: string; readonly isLastSending?: boolean } = {},
    ): Promise<JobPayload<"answer">> {
      const reply = replyOf(id);
      const job: JobPayload<"answer"> = { version: 1, reply, sites: [], receivedAt: clock.now() };
      const parts: OutboxPart[] = [];
      for (const [part, markdown] of texts.entries()) {
        const ref = await messenger.post(reply, { markdown, state: "partial" }, { part, signal });
        const isKnown = !isLastSending || part < texts.length - 1;
        parts.push(isKnown ? { state: "sent", ref } : { state: "sending", at: clock.now() });
      }
      await jobs.add("answer", job, { id });
      await outbox.write(channel, id, { version: 2, state: "streaming", parts, job, updatedAt: clock.now(), ...more });
      return job;
    },
    async run(): Promise<void> {
      const running = sweep({ version: 1 }, { attempt: 1, isLastAttempt: false, signal, log });
      await clock.advance(30_000);
      await running;
    },
  };
}

describe("the post of a digest", () => {
  it("is left to the sweep of the digests, however old it is", async () => {
    const it = openSweep();
    const ref = { version: 1, platform: "web", workspaceId: "web", digestId: "abcd" } as const;
    await it.leave(["Half"], { job: undefined, digest: { ...ref, slot: 1, isManual: false } });
    it.jobs.end("answer-1");
    await it.clock.advance(60 * MINUTE_MS);
    await it.run();
    expect((await it.record())?.state).toBe("streaming");
    expect(it.texts()).toEqual(["Half"]);
  });
});

describe("an answer that nobody works on any more", () => {
  it("is closed with a sentence and a button after five minutes", async () => {
    const it = openSweep();
    await it.leave(["Half an ans"]);
    it.jobs.end("answer-1");
    await it.clock.advance(5 * MINUTE_MS - 25_000);
    await it.run();
    expect(it.texts()).toEqual(["Half an ans"]);
    await it.clock.advance(25_001);
    await it.run();
    expect(it.texts()).toEqual([NOTE]);
    expect(it.controls()).toEqual(["retry"]);
    expect((await it.record())?.state).toBe("failed");
    expect(it.ends).toMatchObject([{ platform: "web", outcome: "INTERNAL" }]);
    await it.clock.advance(10 * MINUTE_MS);
    await it.run();
    expect(it.messenger.sent.filter(({ call }) => call === "edit")).toHaveLength(1);
  });

  it.each([
    ["keeps its earlier messages", ["Part one.", "Half of part tw"], false, ["Part one.", NOTE]],
    ["is closed in the message whose post may have arrived, when it has", ["Half an ans"], true, [NOTE]],
    ["gets its first message when it has none", [], false, [NOTE]],
  ] as const)("%s", async (_name, texts, isLastSending, expected) => {
    const it = openSweep();
    await it.leave(texts, { isLastSending });
    it.jobs.end("answer-1");
    await it.clock.advance(6 * MINUTE_MS);
    await it.run();
    expect(it.texts()).toEqual(expected);
  });

  it("gets its sentence when the post that may have arrived has not", async () => {
    const it = openSweep();
    await it.leave([], { parts: [{ state: "sending", at: 1 }] });
    it.jobs.end("answer-1");
    await it.clock.advance(6 * MINUTE_MS);
    await it.run();
    expect(it.texts()).toEqual([NOTE]);
  });

  it("is left for the next sweep while the platform is down, and holds up no other", async () => {
    const it = openSweep();
    await it.leave(["Half"], { id: "answer-1" });
    await it.leave(["Half"], { id: "answer-2" });
    it.jobs.end("answer-1");
    it.jobs.end("answer-2");
    await it.clock.advance(6 * MINUTE_MS);
    for (let time = 0; time < 13; time += 1)
      it.messenger.failNext("edit", new PlatformError("down", { code: "PLATFORM_UNAVAILABLE" }));
    await it.run();
    expect([it.texts("answer-1"), it.texts("answer-2")].flat().toSorted()).toEqual(["Half", NOTE].toSorted());
    await it.run();
    expect([it.texts("answer-1"), it.texts("answer-2")]).toEqual([[NOTE], [NOTE]]);
  });

  it("is given up when nobody can be told", async () => {
    const it = openSweep();
    await it.leave(["Half"]);
    it.jobs.end("answer-1");
    await it.clock.advance(6 * MINUTE_MS);
    it.messenger.failNext("edit", new PlatformError("no", { code: "PLATFORM_FORBIDDEN" }));
    await it.run();
    expect((await it.record())?.state).toBe("failed");
    await it.run();
    expect(it.messenger.sent.filter(({ call }) => call === "edit")).toHaveLength(1);
  });

  it("waits for a worker that has its platform", async () => {
    const it = openSweep({ isOn: false });
    await it.leave(["Half"]);
    it.jobs.end("answer-1");
    await it.clock.advance(6 * MINUTE_MS);
    await it.run();
    expect((await it.record())?.state).toBe("streaming");
  });

  it("of a version that did not keep the question is given up", async () => {
    const it = openSweep();
    await it.leave(["Half"], { job: undefined });
    it.jobs.end("answer-1");
    await it.clock.advance(6 * MINUTE_MS);
    await it.run();
    expect(it.texts()).toEqual(["Half"]);
    expect((await it.record())?.state).toBe("failed");
  });
});

describe("an answer whose job has died", () => {
  it.each([
    ["before anything of it was written down", [], undefined],
    ["while it grew", ["Half an ans"], "streaming"],
  ] as const)("%s is closed by the next sweep", async (_name, texts, state) => {
    const it = openSweep();
    const job = await it.leave(texts);
    if (state === undefined) it.outbox.forget();
    it.jobs.end("answer-1");
    await createLeaveToSweep(it)(job);
    await it.run();
    expect(it.texts()).toEqual([NOTE]);
    expect(it.controls()).toEqual(["retry"]);
  });

  it("after it had ended, or been asked for anew, is left as it is", async () => {
    const it = openSweep();
    const job = await it.leave(["Whole."], { state: "final" });
    it.jobs.end("answer-1");
    const whole = await it.record();
    await createLeaveToSweep(it)(job);
    expect(await it.record()).toEqual(whole);
    await it.leave(["Old."], { id: "answer-2", job: { ...job, run: 1 } });
    const before = await it.record("answer-2");
    await createLeaveToSweep(it)({ ...job, reply: { ...job.reply, id: "answer-2" } });
    await it.run();
    expect(it.texts()).toEqual(["Whole."]);
    expect(await it.record("answer-2")).toEqual(before);
  });
});

describe("an answer that is overdue", () => {
  it("behind a hundred whose jobs wait out an outage is closed all the same", async () => {
    const it = openSweep();
    for (let count = 0; count < 100; count += 1) await it.leave([], { id: `waiting-${count}` });
    await it.clock.advance(1);
    await it.leave(["Half"]);
    it.jobs.end("answer-1");
    await it.clock.advance(6 * MINUTE_MS);
    await it.run();
    expect(it.texts()).toEqual([NOTE]);
    expect(it.messenger.sent.filter(({ call }) => call === "post")).toHaveLength(1);
  });

  it("but has its job still is left to it", async () => {
    const it = openSweep();
    await it.leave(["Half"]);
    await it.clock.advance(60 * MINUTE_MS);
    await it.run();
    expect(it.texts()).toEqual(["Half"]);
    expect((await it.record())?.state).toBe("streaming");
  });

  it("because its regeneration was lost before it was queued is written after all", async () => {
    const it = openSweep();
    const job = await it.leave(["Old answer"]);
    it.jobs.end("answer-1");
    const again = { ...job, run: 1 };
    const record = await it.record();
    if (record === undefined) throw new Error("no record");
    await it.outbox.write(channel, "answer-1", { ...record, state: "accepted", job: again });
    await it.clock.advance(6 * MINUTE_MS);
    await it.run();
    expect(it.jobs.answers.get("answer-1-r1")).toEqual(again);
    expect(it.texts()).toEqual(["Old answer"]);
    it.jobs.end("answer-1-r1");
    await it.run();
    expect(it.texts()).toEqual([NOTE]);
  });
});
