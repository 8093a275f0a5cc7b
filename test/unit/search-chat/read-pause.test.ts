import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { watchCall } from "../../../src/search-chat/deadlines.ts";
import { readBytes } from "../../../src/search-chat/read-bytes.ts";
import { createReadPauses, type ReadPause } from "../../../src/search-chat/read-pause.ts";
import { waitErrors } from "../../../src/search-chat/wait-errors.ts";

const PAUSE_MS = 40;

describe("a pause between reads", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("lets what comes while it runs be read together, and what comes later at once", async () => {
    const { pause, reads, arrive } = openBody(createReadPauses(PAUSE_MS)());
    const bytes = reads();
    arrive("Tea ");
    expect(await textOf(bytes.next())).toBe("Tea ");
    pause.begin();
    const second = textOf(bytes.next());
    arrive("is ");
    await vi.advanceTimersByTimeAsync(PAUSE_MS - 1);
    arrive("older.");
    await vi.advanceTimersByTimeAsync(1);
    expect(await second).toBe("is older.");
    pause.begin();
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    arrive("Ask.");
    expect(await textOf(bytes.next())).toBe("Ask.");
  });

  it("is not made longer by who begins it again", async () => {
    const pause = createReadPauses(PAUSE_MS)();
    pause.begin();
    await vi.advanceTimersByTimeAsync(PAUSE_MS - 1);
    pause.begin();
    await vi.advanceTimersByTimeAsync(1);
    expect(pause.over()).toBeUndefined();
  });

  it("ends together with those that run, and holds up no call that has none", async () => {
    const createPause = createReadPauses(PAUSE_MS);
    const [first, second, third] = [createPause(), createPause(), createPause()];
    first.begin();
    await vi.advanceTimersByTimeAsync(PAUSE_MS - 1);
    second.begin();
    expect(vi.getTimerCount()).toBe(1);
    expect(third.over()).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect([first.over(), second.over()]).toEqual([undefined, undefined]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("ends with few enough others that what comes in between is not held up", () => {
    const createPause = createReadPauses(PAUSE_MS);
    for (let index = 0; index < 33; index += 1) createPause().begin();
    expect(vi.getTimerCount()).toBe(2);
  });

  it("ends a call that is given up while it runs at once, and lets the connection go", async () => {
    const caller = new AbortController();
    const { pause, reads, arrive, cancel } = openBody(createReadPauses(PAUSE_MS)(), caller.signal);
    const bytes = reads();
    arrive("Tea ");
    await bytes.next();
    pause.begin();
    const next = expect(bytes.next()).rejects.toThrow("gone");
    caller.abort(new Error("gone"));
    await next;
    expect(cancel).toHaveBeenCalledOnce();
  });
});

/** A body whose reader takes everything that has arrived. */
function openBody(pause: ReadPause, signal: AbortSignal = new AbortController().signal) {
  let waiting = "";
  const cancel = vi.fn(async () => undefined);
  const read = async () => {
    const value = Buffer.from(waiting);
    waiting = "";
    return { done: false, value };
  };
  const watch = watchCall(signal, { totalMs: 10_000, errors: waitErrors });
  const deadlines = { firstByteMs: 5_000, idleMs: 5_000 };
  const options = { watch, deadlines, errors: waitErrors, requestId: undefined, pause };
  return {
    pause,
    cancel,
    arrive: (text: string) => {
      waiting += text;
    },
    reads: () => readBytes({ getReader: () => ({ read, cancel }) }, options),
  };
}

async function textOf(next: Promise<IteratorResult<Uint8Array, void>>): Promise<string> {
  const { value } = await next;
  return Buffer.from(value ?? []).toString();
}
