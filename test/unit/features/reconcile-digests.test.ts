import { describe, expect, it } from "vitest";
import { digestRef } from "../../../src/core/digest.ts";
import { StoreError } from "../../../src/core/errors.ts";
import { reconcileDigests } from "../../../src/features/digest/reconcile-digests.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";
import { channel, openChannel } from "./feature-bench.ts";

async function openWorkspace() {
  const bot = openChannel();
  await bot.type('/digest create Node when:"weekdays 9:00" zone:Europe/Berlin');
  const [digest] = await bot.digests.list(channel);
  if (digest === undefined) throw new Error("there is no digest");
  const log = createMemoryLog();
  const { clock } = bot;
  const start = async () => {
    const started = reconcileDigests({ digests: bot.digests, jobs: bot.jobs, log, clock });
    const ended = started.then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    await clock.advance(60_000);
    const failed = await ended;
    if (failed !== undefined) throw failed.error;
  };
  return { bot, log, start, digest, ref: digestRef(digest), key: `digest-web-web-${digest.id}` };
}

describe("a worker that starts", () => {
  it("schedules a digest whose process ended between the store and the queue", async () => {
    const { bot, start, key } = await openWorkspace();
    await bot.jobs.unschedule(key);
    await start();
    expect([...bot.jobs.schedules]).toMatchObject([[key, { cron: "0 9 * * 1-5", timeZone: "Europe/Berlin" }]]);
    expect(bot.jobs.jobs.size).toBe(0);
  });

  it("takes a paused digest off the timetable", async () => {
    const { bot, start, ref } = await openWorkspace();
    await bot.digests.update(ref, (before) => ({ ...before, paused: { reason: "failures", at: 1 } }));
    await start();
    expect(bot.jobs.schedules.size).toBe(0);
    expect(bot.jobs.jobs.size).toBe(0);
  });

  it("goes on where it was when the store or the queue was away for a moment", async () => {
    const { bot, start, log } = await openWorkspace();
    await bot.type('/digest create Rust when:"daily 8:00"');
    for (const id of [...bot.jobs.schedules.keys()]) await bot.jobs.unschedule(id);
    bot.digests.failNext(new StoreError("slow"));
    bot.jobs.failNext(new StoreError("slow"));
    await start();
    expect([...bot.jobs.schedules.keys()]).toHaveLength(2);
    expect(log.lines.map(({ level }) => level)).toEqual(["warn", "warn"]);
  });

  it("ends when the store stays away", async () => {
    const { bot, start } = await openWorkspace();
    for (let times = 0; times < 30; times += 1) bot.digests.failNext(new StoreError("away"));
    await expect(start()).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  });

  it("goes on past a digest whose times make no sense any more", async () => {
    const { bot, log, start, ref, key } = await openWorkspace();
    await bot.type('/digest create Rust when:"daily 8:00"');
    await bot.digests.update(ref, (before) => ({ ...before, timeZone: "Mars/Base" }));
    for (const id of [...bot.jobs.schedules.keys()]) await bot.jobs.unschedule(id);
    await start();
    expect([...bot.jobs.schedules.keys()]).toHaveLength(1);
    expect([...bot.jobs.schedules.keys()]).not.toContain(key);
    expect(log.lines).toMatchObject([{ level: "warn", fields: { digestId: ref.digestId } }]);
  });
});
