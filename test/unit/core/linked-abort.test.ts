import { getEventListeners } from "node:events";
import { describe, expect, it, vi } from "vitest";
import { linkAbort, untilAborted, withinDeadline } from "../../../src/core/linked-abort.ts";

describe("linkAbort", () => {
  it("aborts with the signal it follows, and for the same reason", () => {
    const parent = new AbortController();
    const link = linkAbort(parent.signal);
    const reason = new Error("the process ends");
    parent.abort(reason);
    expect(link.signal.reason).toBe(reason);
  });

  it("is aborted from the start when the signal already was", () => {
    const reason = new Error("too late");
    expect(linkAbort(AbortSignal.abort(reason)).signal.reason).toBe(reason);
  });

  it("aborts by itself without touching the signal it follows", () => {
    const parent = new AbortController();
    const link = linkAbort(parent.signal);
    link.abort(new Error("stopped"));
    expect([link.signal.aborted, parent.signal.aborted]).toEqual([true, false]);
  });

  it("leaves nothing at the signal once it is released", () => {
    const parent = new AbortController();
    const link = linkAbort(parent.signal);
    link.release();
    expect(getEventListeners(parent.signal, "abort")).toEqual([]);
    parent.abort();
    expect(link.signal.aborted).toBe(false);
  });
});

describe("withinDeadline", () => {
  it("gives what the work gives, and leaves no timer behind", async () => {
    vi.useFakeTimers();
    try {
      expect(await withinDeadline(1_000, async () => "done")).toBe("done");
      await expect(withinDeadline(1_000, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it("aborts the work with a TimeoutError when the time is over", async () => {
    const work = withinDeadline(
      5,
      (signal) => new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
    );
    await expect(work).rejects.toMatchObject({ name: "TimeoutError" });
  });
});

describe("untilAborted", () => {
  it("gives what the promise gives, and leaves nothing at the signal", async () => {
    const { signal } = new AbortController();
    expect(await untilAborted(Promise.resolve("done"), signal)).toBe("done");
    await expect(untilAborted(Promise.reject(new Error("broken")), signal)).rejects.toThrow("broken");
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("ends with the signal's reason when that comes first, and then ignores the promise", async () => {
    const work = new AbortController();
    const { promise, reject } = deferred();
    const waiting = untilAborted(promise, work.signal);
    work.abort(new Error("stopped"));
    await expect(waiting).rejects.toThrow("stopped");
    reject(new Error("too late to matter"));
    await expect(untilAborted(new Promise(() => {}), work.signal)).rejects.toThrow("stopped");
  });
});

function deferred() {
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<never>((_resolve, fail) => {
    reject = fail;
  });
  return { promise, reject };
}
