import { describe, expect, it } from "vitest";
import { PlatformError } from "../../../src/core/errors.ts";
import { done, fromArray, openReply } from "./reply-bench.ts";

const slowDown = new PlatformError("slow down", { code: "PLATFORM_RATE_LIMITED", retryAfterMs: 20_000 });
const leaving = new DOMException("The process is shutting down", "AbortError");
const late = new DOMException("The job took too long", "TimeoutError");

/** An answer that is whole, and whose only post the platform has put off. */
async function openPutOff() {
  const it = openReply();
  it.messenger.failNext("post", slowDown);
  it.messenger.failNext("post", slowDown);
  const ending = it.start({}, fromArray([{ type: "text", text: "Forty-two." }, done]));
  await it.clock.advance(1);
  return { ...it, ending };
}

describe("an answer whose end has to wait for the platform", () => {
  it("is said when the platform lets it", async () => {
    const { clock, ending, texts } = await openPutOff();
    await clock.advance(40_000);
    expect(await ending).toBe("final");
    expect(texts().join("")).toContain("Forty-two.");
  });

  it("is left to another worker at once when this one has to leave", async () => {
    const { clock, ending, texts, shutdown } = await openPutOff();
    shutdown.abort(leaving);
    await clock.advance(0);
    await expect(ending).rejects.toBe(slowDown);
    expect(texts()).toEqual([]);
    expect(clock.waiting()).toBe(0);
  });

  it("is waited for although its own time is over", async () => {
    const { clock, ending, texts, shutdown } = await openPutOff();
    shutdown.abort(late);
    await clock.advance(40_000);
    expect(await ending).toBe("final");
    expect(texts().join("")).toContain("Forty-two.");
  });
});
