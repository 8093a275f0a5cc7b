import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ChannelRef } from "../../../src/core/chat.ts";
import { StoreError } from "../../../src/core/errors.ts";
import { isClosed, type OutboxRecord } from "../../../src/core/outbox.ts";
import { type DataPath, openDataPath } from "../../../src/store/open-data-path.ts";
import { createOutbox } from "../../../src/store/outbox.ts";
import { answerPayload } from "../../contracts/job-queue.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";
import { closeBenchesAfterEach, startQueueBench } from "./queue-bench.ts";

const QUESTIONS = Array.from({ length: 120 }, (_, index) => `question-${index}`);
const KILL_AFTER = [30, 70];
const channel: ChannelRef = { platform: "slack", workspaceId: "T1", channelId: "C1" };

let dataDir: string;
let data: DataPath;
const log = createMemoryLog();

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "footnote-redis-crash-"));
  data = await openDataPath({ log }, { redisUrl: undefined, dataDir });
});
afterEach(async () => {
  await data.close();
  await rm(dataDir, { recursive: true, force: true });
});
closeBenchesAfterEach();

describe("a Redis that is killed and comes back", () => {
  it("has lost nothing that was accepted, and the worker goes on by itself", async ({ annotate }) => {
    expect(data.kind).toBe("private");
    const bench = startQueueBench(data.url);
    const queue = bench.queue();
    const store = bench.connect("store");
    const outbox = createOutbox({ connection: store, log });
    const record = (state: OutboxRecord["state"]): OutboxRecord => ({ version: 2, state, parts: [], updatedAt: 1 });
    const worker = bench.worker(async ({ reply: { question } }) => {
      const known = await outbox.read(channel, question);
      if (known !== undefined && isClosed(known)) return;
      await outbox.write(channel, question, record("streaming"));
      await outbox.write(channel, question, record("final"));
    });

    let refused = 0;
    let accepted = 0;
    for (const question of QUESTIONS) {
      // As a platform does that delivers again what was not acknowledged.
      while (!(await isAccepted(question))) refused += 1;
      accepted += 1;
      if (KILL_AFTER.includes(accepted)) await killServer();
    }
    await annotate(`${accepted} questions accepted, ${refused} deliveries refused meanwhile`);

    await expect
      .poll(() => bench.counts(), { timeout: 30_000 })
      .toMatchObject({ waiting: 0, active: 0, delayed: 0, failed: 0 });
    const records = await Promise.all(QUESTIONS.map((question) => outbox.read(channel, question)));
    expect(records.map((found) => found?.state)).toEqual(QUESTIONS.map(() => "final"));
    expect(await outbox.open({ before: 2, limit: 10 })).toEqual([]);
    expect(worker.isReady()).toBe(true);
    expect(refused).toBeGreaterThan(0);
    await bench.close();

    async function isAccepted(question: string): Promise<boolean> {
      try {
        await queue.add("answer", answerPayload(question), { id: question });
        return true;
      } catch (error) {
        expect(error).toBeInstanceOf(StoreError);
        return false;
      }
    }

    async function killServer(): Promise<void> {
      const pid = /process_id:(\d+)/u.exec(await store.run((redis) => redis.info("server")))?.[1];
      process.kill(Number(pid), "SIGKILL");
    }
  }, 60_000);
});
