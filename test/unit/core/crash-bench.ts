import type { AnswerEvent } from "../../../src/core/answer.ts";
import type { Messenger } from "../../../src/core/chat.ts";
import { AppError, PlatformError, StoreError } from "../../../src/core/errors.ts";
import type { JobPayload } from "../../../src/core/jobs.ts";
import type { Outbox } from "../../../src/core/outbox.ts";
import { streamReply } from "../../../src/core/stream-reply.ts";
import { createFakeClock, settle } from "../../fakes/fake-clock.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";
import { createMemoryMessenger } from "../../fakes/memory-messenger.ts";
import { createMemoryOutbox } from "../../fakes/memory-outbox.ts";
import { createMemoryStopRequests } from "../../fakes/memory-stop-requests.ts";
import { done, job } from "./reply-bench.ts";

/**
 * What happens at one call to the platform or the outbox. `down`: refused before it acted, as 5xx. `lost`: it acted, then
 * 5xx. `reset`: it acted, then an error nobody knows. `limited`: asked to wait. `killed…`: the process dies there.
 */
export const FAULTS = ["down", "lost", "reset", "limited", "killedBefore", "killedAfter"] as const;
export type Fault = (typeof FAULTS)[number] | undefined;

export interface RunResult {
  readonly ended?: string | undefined;
  readonly error?: unknown;
  /** How many calls it made. */
  readonly calls: number;
}

/** How long an answer's pieces are apart. */
const PAUSE_MS = 700;
/** A run ends by itself long before. */
const GIVE_UP_AFTER_MS = 120_000;

/** One answer on a platform and an outbox that outlive the processes which write it. */
export function openWorld() {
  const clock = createFakeClock();
  const messenger = createMemoryMessenger({ now: clock.now, limits: { maxLength: 60 } });
  const outbox = createMemoryOutbox();
  const stopRequests = createMemoryStopRequests();
  return { clock, messenger, outbox, stopRequests, run, runUntilClosed };

  /** Runs one process; `faultAt` says what happens at its n-th call. Says how the run ended. */
  async function run(
    pieces: readonly string[],
    faultAt: (call: number) => Fault,
    theJob: JobPayload<"answer"> = job,
  ): Promise<RunResult> {
    const process = createUnreliable({ messenger, outbox }, faultAt);
    const shutdown = new AbortController();
    async function* answer(signal: AbortSignal): AsyncGenerator<AnswerEvent> {
      for (const [index, text] of pieces.entries()) {
        if (index > 0) await clock.wait(PAUSE_MS, signal);
        yield { type: "text", text };
      }
      yield done;
    }
    let result: Omit<RunResult, "calls"> | undefined;
    const running = streamReply(
      { messenger: process.messenger, outbox: process.outbox, stopRequests, clock, log: createMemoryLog() },
      { job: theJob, ask: answer },
      {
        sites: { include: undefined, exclude: [] },
        signal: shutdown.signal,
        isRepeated: false,
        closingNote: (error) => (error instanceof AppError && !error.retryable ? "⚠️ Sorry." : undefined),
      },
    ).then(
      (ended) => {
        result = { ended };
      },
      (error: unknown) => {
        result = { error };
      },
    );
    for (let waited = 0; result === undefined && waited < GIVE_UP_AFTER_MS && !process.isDead(); waited += 500)
      await clock.advance(500);
    // What is left of a dead process only ends; it reaches neither the platform nor the outbox.
    process.kill();
    shutdown.abort(new Error("dead"));
    await clock.advance(GIVE_UP_AFTER_MS);
    await running;
    await settle();
    return { ...result, calls: process.calls() };
  }

  /** Runs processes as the queue does: again after each that died or threw. */
  async function runUntilClosed(pieces: readonly string[], faultAt: (call: number) => Fault): Promise<void> {
    let before = 0;
    for (let attempt = 1; attempt <= 30; attempt += 1) {
      const offset = before;
      const { error, calls } = await run(pieces, (call) => faultAt(offset + call));
      if (error === undefined) return;
      before += calls;
    }
    throw new Error("the answer was never closed");
  }
}

/** The platform and the outbox as one process reaches them. */
function createUnreliable(
  { messenger, outbox }: { readonly messenger: Messenger; readonly outbox: Outbox },
  faultAt: (call: number) => Fault,
) {
  let count = 0;
  let isDead = false;

  async function call<Result>(act: () => Promise<Result>, fail: () => Error): Promise<Result> {
    if (isDead) throw new Error("killed");
    const fault = faultAt(count);
    count += 1;
    if (fault === "killedBefore") isDead = true;
    if (fault === "limited") throw new PlatformError("wait", { code: "PLATFORM_RATE_LIMITED", retryAfterMs: 1_500 });
    if (fault === "down") throw fail();
    if (isDead) throw new Error("killed");
    const result = await act();
    if (fault === "killedAfter") isDead = true;
    if (isDead || fault === "reset") throw new Error("reset");
    if (fault === "lost") throw fail();
    return result;
  }

  const platformDown = () => new PlatformError("down", { code: "PLATFORM_UNAVAILABLE" });
  const storeDown = () => new StoreError("away");
  return {
    isDead: () => isDead,
    calls: () => count,
    kill() {
      isDead = true;
    },
    messenger: {
      limits: messenger.limits,
      post: (reply, message, context) => call(() => messenger.post(reply, message, context), platformDown),
      edit: (reply, ref, message, context) => call(() => messenger.edit(reply, ref, message, context), platformDown),
      find: (reply, context) => call(() => messenger.find(reply, context), platformDown),
      remove: (reply, ref, context) => call(() => messenger.remove(reply, ref, context), platformDown),
      indicate: async () => undefined,
      locate: messenger.locate,
    } satisfies Messenger,
    outbox: {
      read: (channel, id) => call(() => outbox.read(channel, id), storeDown),
      write: (channel, id, record) => call(() => outbox.write(channel, id, record), storeDown),
      open: (options) => outbox.open(options),
    } satisfies Outbox,
  };
}
