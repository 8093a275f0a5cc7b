import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { answerPayload } from "../../contracts/job-queue.ts";
import { closeBenchesAfterEach, startQueueBench } from "./queue-bench.ts";

closeBenchesAfterEach();

describe("a worker process that is killed", () => {
  it("loses nothing: another worker runs its job within 15 s, and knows that it is not the first", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    const runs: { readonly question: string; readonly attempt: number; readonly isLastAttempt: boolean }[] = [];
    await bench.queue().add("answer", answerPayload("survivor"), { id: "a1" });
    const doomed = spawn(
      process.execPath,
      ["--import", "tsx", join(import.meta.dirname, "hang-on-job.ts"), bench.url, bench.prefix],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    expect(String((await once(doomed.stdout, "data"))[0])).toBe("survivor\n");
    bench.worker(async ({ reply: { question } }, { attempt, isLastAttempt }) => {
      runs.push({ question, attempt, isLastAttempt });
    });
    doomed.kill("SIGKILL");
    const killedAt = performance.now();
    await expect
      .poll(() => runs, { timeout: 18_000 })
      .toEqual([{ question: "survivor", attempt: 2, isLastAttempt: false }]);
    expect(performance.now() - killedAt).toBeLessThan(15_000);
    expect(bench.lines.map(({ sentence }) => sentence)).toContain(
      "the worker that ran this job is gone; it is run again",
    );
  }, 40_000);
});
