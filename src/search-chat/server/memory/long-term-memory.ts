import type { Clock } from "../../../core/clock.ts";
import type { Logger } from "../../../core/logger.ts";
import type { MemoryProfiles } from "../../../core/memory-profile.ts";
import type { ChatModel } from "../chat-model.ts";
import type { LongTermMemory, MemoryKey } from "../memory.ts";
import { lastExchange, lessonMessages, profileMessage, readProfile } from "./lesson.ts";

export interface LongTermMemoryDeps {
  readonly profiles: MemoryProfiles;
  readonly model: ChatModel;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface LongTermMemoryOptions {
  /** The model that writes the profiles, as the upstream server names it. */
  readonly model: string;
  /** Lessons that wait; one more is left out. */
  readonly maxWaiting?: number;
  /** Lessons at once: each is a call of the upstream, which answers have a better use for. */
  readonly maxRunning?: number;
}

export interface OpenMemory extends LongTermMemory {
  /** Forgets a person, with what is being learnt of them in this process. Rejects with StoreError; then ask again. */
  forget(who: MemoryKey): Promise<void>;
  /** Gives the lessons that run a moment to end, and begins no other. May be called twice. */
  close(): Promise<void>;
}

const MAX_WAITING = 100;
const MAX_RUNNING = 2;
/** An answer does not wait for longer. */
const RECALL_WITHIN_MS = 500;
const LEARN_WITHIN_MS = 60_000;
const CLOSE_WITHIN_MS = 2_000;

type Exchange = NonNullable<ReturnType<typeof lastExchange>>;

/**
 * Long-term memory: a profile a person, which the upstream model writes anew after an answer. One person's lessons come
 * one after the other, the latest exchange standing for those that waited. What fails is logged, and no call notices.
 */
export function createLongTermMemory(
  { profiles, model, clock, log }: LongTermMemoryDeps,
  { model: modelName, maxWaiting = MAX_WAITING, maxRunning = MAX_RUNNING }: LongTermMemoryOptions,
): OpenMemory {
  const waiting = new Map<string, { readonly who: MemoryKey; readonly exchange: Exchange }>();
  const running = new Map<string, { readonly lesson: Promise<void>; readonly stop: AbortController }>();
  const closing = new AbortController();
  let closed: Promise<void> | undefined;

  return {
    async recall(who, { signal }) {
      const done = new AbortController();
      const late = clock.wait(RECALL_WITHIN_MS, AbortSignal.any([signal, done.signal])).then(
        () => undefined,
        () => undefined,
      );
      const profile = await Promise.race([readQuietly(who), late]);
      done.abort();
      return profile === undefined ? undefined : profileMessage(profile);
    },

    learn(who, conversation, answer) {
      const exchange = lastExchange(conversation, answer);
      if (exchange === undefined || closing.signal.aborted || closed !== undefined) return;
      const id = idOf(who);
      if (!waiting.has(id) && waiting.size >= maxWaiting) {
        log.warn({ owner: who.owner, waiting: waiting.size }, "too much to remember at once: one lesson is left out");
        return;
      }
      waiting.set(id, { who, exchange });
      beginNext();
    },

    async forget(who) {
      const id = idOf(who);
      waiting.delete(id);
      running.get(id)?.stop.abort(new Error("the person is forgotten"));
      await running.get(id)?.lesson;
      await profiles.forget(who);
    },

    close() {
      closed ??= end();
      return closed;
    },
  };

  async function readQuietly(who: MemoryKey): Promise<string | undefined> {
    try {
      return await profiles.read(who);
    } catch (error) {
      log.warn({ err: error, owner: who.owner }, "what is remembered of a person cannot be read; answering without it");
      return undefined;
    }
  }

  function beginNext(): void {
    for (const [id, { who, exchange }] of waiting) {
      if (running.size >= maxRunning || closed !== undefined) return;
      if (running.has(id)) continue;
      waiting.delete(id);
      const stop = new AbortController();
      const lesson = learnOne(who, exchange, AbortSignal.any([closing.signal, stop.signal])).finally(() => {
        running.delete(id);
        beginNext();
      });
      running.set(id, { lesson, stop });
    }
  }

  async function learnOne(who: MemoryKey, exchange: Exchange, stopped: AbortSignal): Promise<void> {
    const done = new AbortController();
    const late = new AbortController();
    void clock.wait(LEARN_WITHIN_MS, AbortSignal.any([stopped, done.signal])).then(
      () => late.abort(new Error("a lesson took too long")),
      () => {},
    );
    try {
      const previous = await profiles.read(who);
      const request = { model: modelName, messages: lessonMessages(previous, exchange) };
      const { text } = await model.complete(request, { signal: AbortSignal.any([stopped, late.signal]) });
      const next = readProfile(text);
      if (next === undefined || next === previous || stopped.aborted) return;
      if (!(await profiles.replace(who, { previous, next })))
        log.debug({ owner: who.owner }, "a profile was changed or forgotten meanwhile; the lesson is dropped");
    } catch (error) {
      log.warn({ err: error, owner: who.owner }, "nothing was learnt from a conversation");
    } finally {
      done.abort();
    }
  }

  async function end(): Promise<void> {
    waiting.clear();
    const done = new AbortController();
    const late = clock.wait(CLOSE_WITHIN_MS, done.signal).then(
      () => closing.abort(new Error("the server is closing")),
      () => {},
    );
    const lessons = Promise.allSettled([...running.values()].map(({ lesson }) => lesson));
    await Promise.race([lessons, late]);
    done.abort();
    await lessons;
  }
}

function idOf({ owner, userId }: MemoryKey): string {
  return `${owner}/${userId.toLowerCase()}`;
}
