import { randomUUID } from "node:crypto";
import { describe, expect, inject, it, vi } from "vitest";
import { StoreError } from "../../../src/core/errors.ts";
import { answerPayload } from "../../contracts/job-queue.ts";
import { useOwnTime } from "../../own-time.ts";
import { startRedisProxy } from "../store/redis-proxy.ts";
import { closeBenchesAfterEach, startQueueBench } from "./queue-bench.ts";

useOwnTime();
closeBenchesAfterEach();

const HOUR_MS = 60 * 60 * 1_000;

describe("the job queue", () => {
  it("adds a job with one command, and refuses a repeat with one", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    const queue = bench.queue();
    // The first job also makes Redis know the script.
    await queue.add("answer", answerPayload("first"), { id: "a1" });
    const monitor = await bench.connect("worker").redis.monitor();
    const commands: (string | undefined)[] = [];
    monitor.on("monitor", (_time, [command, ...args]: string[], source: string) => {
      if (source !== "lua" && args.some((arg) => arg.includes(bench.prefix))) commands.push(command?.toLowerCase());
    });
    await queue.add("answer", answerPayload("second"), { id: "a2" });
    await queue.add("answer", answerPayload("second"), { id: "a2" });
    await expect.poll(() => commands).toEqual(["evalsha", "evalsha"]);
    monitor.disconnect();
  });

  it("remembers an id for longer than Slack redelivers", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    await bench.queue().add("answer", answerPayload("?"), { id: "a1" });
    const { redis } = bench.connect("worker");
    expect(await redis.pttl(`${bench.prefix}:jobs:de:a1`)).toBeGreaterThan(25 * HOUR_MS);
  });

  it.each(["cut", "freeze"] as const)(
    "says within 2 s that nothing was accepted when the wire to Redis is %s, and accepts again afterwards",
    async (kind) => {
      const proxy = await startRedisProxy(inject("redisUrl"));
      const bench = startQueueBench(proxy.url);
      const queue = bench.queue();
      const id = randomUUID();
      await queue.add("answer", answerPayload("before"), { id: "a0" });
      proxy[kind]();
      const began = performance.now();
      await expect(queue.add("answer", answerPayload("during"), { id })).rejects.toBeInstanceOf(StoreError);
      expect(performance.now() - began).toBeLessThan(2_000);
      proxy.repair();
      const addAgain = async () =>
        expect(await queue.add("answer", answerPayload("again"), { id })).toEqual({ added: true });
      await vi.waitFor(addAgain, 10_000);
      const questions: string[] = [];
      bench.worker(async ({ reply }) => void questions.push(reply.question), { concurrency: 1 });
      await expect.poll(() => questions).toEqual(["before", "again"]);
      await bench.close();
      await proxy.close();
    },
  );

  it("says so within 2 s when Redis was never there", async () => {
    const proxy = await startRedisProxy(inject("redisUrl"));
    proxy.cut();
    const bench = startQueueBench(proxy.url);
    const began = performance.now();
    await expect(bench.queue().add("answer", answerPayload("?"), { id: "a1" })).rejects.toBeInstanceOf(StoreError);
    expect(performance.now() - began).toBeLessThan(2_000);
    await bench.close();
    await proxy.close();
  });

  it("accepts again after Redis went away in the very moment the queue was made", async () => {
    const proxy = await startRedisProxy(inject("redisUrl"));
    const bench = startQueueBench(proxy.url);
    const connection = bench.connect("store");
    await expect.poll(() => connection.isReady()).toBe(true);
    proxy.cut();
    const queue = bench.queue(connection);
    await expect(queue.add("answer", answerPayload("?"), { id: "a1" })).rejects.toBeInstanceOf(StoreError);
    proxy.repair();
    await vi.waitFor(() => queue.add("answer", answerPayload("?"), { id: "a1" }), 10_000);
    await bench.close();
    await proxy.close();
  });

  it("closes while Redis is away", async () => {
    const proxy = await startRedisProxy(inject("redisUrl"));
    const bench = startQueueBench(proxy.url);
    const queue = bench.queue();
    await queue.add("answer", answerPayload("?"), { id: "a1" });
    proxy.cut();
    await Promise.all([queue.close(), queue.close()]);
    await bench.close();
    await proxy.close();
  });

  it("takes up work by itself when Redis comes back", async () => {
    const proxy = await startRedisProxy(inject("redisUrl"));
    const bench = startQueueBench(proxy.url);
    const questions: string[] = [];
    const worker = bench.worker(async ({ reply }) => void questions.push(reply.question));
    await expect.poll(() => worker.isReady()).toBe(true);
    proxy.cut();
    await expect.poll(() => worker.isReady()).toBe(false);
    proxy.repair();
    await expect.poll(() => worker.isReady()).toBe(true);
    const queue = bench.queue();
    await vi.waitFor(() => queue.add("answer", answerPayload("after"), { id: "a1" }), 10_000);
    await expect.poll(() => questions).toEqual(["after"]);
    await bench.close();
    await proxy.close();
  });
});
