import { afterEach, describe, expect, it } from "vitest";
import { type Asked, ask, openPlace } from "../chaos/ask-and-look.ts";
import type { WireCall, WireFate, WireReply } from "../chaos/platform-wire.ts";
import { answerTo, idIn, judge } from "../chaos/question.ts";
import { type Stack, startStack } from "../chaos/stack.ts";

const SHUTDOWN_TIMEOUT_MS = 8_000;
/** Longer than the shutdown may take. */
const RETRY_AFTER_S = 30;
/** The other worker takes what is handed back at once. */
const TAKEN_OVER_WITHIN_MS = 15_000;
const WAIT = { timeout: 20_000 };
const PASS: WireFate = { acts: true, hears: "its answer" };

/** As both platforms say it, each looking at its own part. */
const TOO_MUCH: WireReply = {
  status: 429,
  headers: {
    "retry-after": `${RETRY_AFTER_S}`,
    "x-ratelimit-limit": "5",
    "x-ratelimit-remaining": "0",
    "x-ratelimit-reset-after": `${RETRY_AFTER_S}`,
  },
  body: { ok: false, error: "ratelimited", message: "slow down", retry_after: RETRY_AFTER_S, global: false },
};

describe.each(["slack", "discord"] as const)("a worker with answers for %s that is told to stop", (platform) => {
  let stack: Stack;
  afterEach(() => stack.close(), 30_000);

  async function start(questions: number) {
    stack = await startStack({ env: { SHUTDOWN_TIMEOUT_MS: `${SHUTDOWN_TIMEOUT_MS}` } });
    stack.app.endpoint.answer(({ question }) => answerTo({ id: idIn(question) ?? "", isLong: false }));
    const place = openPlace(stack, platform, "busy");
    return Array.from({ length: questions }, (_, index) => ({ id: `q00000${index}`, place }));
  }

  const askAll = async (questions: readonly { readonly id: string; readonly place: string }[]) =>
    Promise.all(
      questions.map(async ({ id, place }) => ({ id, asked: await ask(stack, { platform, id, place, variant: 0 }) })),
    );

  const verdictOf = ({ id, asked }: { readonly id: string; readonly asked: Asked }) =>
    judge({ id, isLong: false }, asked.look());

  async function stopWorker(worker: number): Promise<number> {
    const began = performance.now();
    await stack.stopWorker(worker);
    return performance.now() - began;
  }

  it("leaves those that wait for the platform, and for their turn, to another in time", {
    timeout: 120_000,
  }, async () => {
    const questions = await start(8);
    let limited: number | undefined;
    let isStopped = false;
    stack.setRule({
      before(call: WireCall): WireFate {
        if (call.step === "other") return PASS;
        limited ??= call.worker;
        if (call.worker !== limited || isStopped) return PASS;
        return { acts: false, hears: TOO_MUCH };
      },
    });
    const asked = await askAll(questions);
    await expect.poll(() => limited, WAIT).toBeDefined();
    await expect
      .poll(() => asked.filter((one) => verdictOf(one).outcome === "answered").length, WAIT)
      .toBeGreaterThan(0);
    const tookMs = await stopWorker(limited ?? 0);
    expect(tookMs).toBeLessThan(SHUTDOWN_TIMEOUT_MS);
    isStopped = true;
    await untilAnswered(asked, TAKEN_OVER_WITHIN_MS);
  });

  it("leaves one that grows to another, which ends it where it stands", { timeout: 120_000 }, async () => {
    const questions = await start(2);
    const slowly = (id: string) => ({ ...answerTo({ id, isLong: false }), everyMs: 1_000 });
    stack.app.endpoint.answer(({ question }) => slowly(idIn(question) ?? ""));
    const workers = new Set<number>();
    const writes = ({ worker, step }: WireCall): WireFate => {
      if (step === "post") workers.add(worker);
      return PASS;
    };
    stack.setRule({ before: writes });
    const asked = await askAll(questions);
    await expect.poll(() => asked.every((one) => one.asked.look().texts.join("").includes("BEGIN")), WAIT).toBe(true);
    const [stopped = 0] = workers;
    const tookMs = await stopWorker(stopped);
    expect(tookMs).toBeLessThan(SHUTDOWN_TIMEOUT_MS);
    expect(asked.map((one) => verdictOf(one).outcome)).toContain("half");
    await untilAnswered(asked, TAKEN_OVER_WITHIN_MS + 10_000);
    expect(asked.map(({ asked: one }) => one.look().texts.length)).toEqual(asked.map(() => 1));
  });

  async function untilAnswered(asked: Awaited<ReturnType<typeof askAll>>, timeout: number): Promise<void> {
    const outcomes = () => asked.map((one) => verdictOf(one).outcome);
    await expect.poll(outcomes, { timeout }).toEqual(asked.map(() => "answered"));
    expect(asked.filter((one) => verdictOf(one).isDoubled)).toEqual([]);
  }
});
