import type { AnswerEvent } from "../../../src/core/answer.ts";
import type { Messenger, Reply } from "../../../src/core/chat.ts";
import { type Clock, systemClock } from "../../../src/core/clock.ts";
import { AppError } from "../../../src/core/errors.ts";
import { streamReply } from "../../../src/core/stream-reply.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";
import { createMemoryOutbox } from "../../fakes/memory-outbox.ts";
import { createMemoryStopRequests } from "../../fakes/memory-stop-requests.ts";

/** As many runs as the queue gives a job. */
const ATTEMPTS = 5;
const WORDS_EVERY_MS = 500;

/** A clock that runs so many times as fast as the timers of this process. */
export function createFastClock(times: number): Clock {
  const start = Date.now();
  const began = performance.now();
  return {
    now: () => Math.floor(start + (performance.now() - began) * times),
    wait: (ms, signal) => systemClock.wait(ms / times, signal),
  };
}

export interface Ended {
  readonly reply: Reply;
  readonly state: string | undefined;
  /** How often the job ran. */
  readonly runs: number;
  /** From the question to the end, by the clock. */
  readonly tookMs: number;
}

/** What the answer to a reply ends with: only the whole one has it. */
export const endOf = ({ id }: Reply) => `That is all of ${id}.`;

/** Answers as workers do: every answer grows for `growsForMs`, and is run again when its job failed. */
export function startWorkers({ clock, growsForMs }: { readonly clock: Clock; readonly growsForMs: number }) {
  const outbox = createMemoryOutbox();
  const stopRequests = createMemoryStopRequests();
  const log = createMemoryLog();

  return {
    log,
    async answer(reply: Reply, messenger: Messenger): Promise<Ended> {
      const askedAt = clock.now();
      const { signal } = new AbortController();
      for (let runs = 1; ; runs += 1) {
        try {
          const state = await streamReply(
            { messenger, outbox, stopRequests, clock, log },
            {
              job: { version: 1, reply, sites: [], receivedAt: askedAt },
              ask: (stop) => speak(reply, stop),
            },
            {
              sites: { include: undefined, exclude: [] },
              signal,
              isRepeated: runs > 1,
              closingNote: () => undefined,
            },
          );
          return { reply, state, runs, tookMs: clock.now() - askedAt };
        } catch (error) {
          if (!(error instanceof AppError) || !error.retryable || runs === ATTEMPTS) throw error;
          await clock.wait(error.retryAfterMs ?? 1_000, signal);
        }
      }
    },
  };

  async function* speak(reply: Reply, signal: AbortSignal): AsyncGenerator<AnswerEvent> {
    for (let saidForMs = 0; saidForMs < growsForMs; saidForMs += WORDS_EVERY_MS) {
      yield { type: "text", text: `After ${saidForMs} ms there is more to say. ` };
      await clock.wait(WORDS_EVERY_MS, signal);
    }
    yield { type: "text", text: endOf(reply) };
    yield { type: "done", finishReason: "stop" };
  }
}
