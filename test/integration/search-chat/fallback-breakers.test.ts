import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ProviderError } from "../../../src/core/errors.ts";
import { collect, textOf } from "../../contracts/answer-provider.ts";
import { failureOf } from "../../fakes/fake-search-chat-client.ts";
import { type FallbackSite, ownQuestion, startFallbackSite, unavailable } from "./fallback-site.ts";

const OWN = "search1api/gpt-4o-mini";
const FIRST = "tavily/gpt-4o-mini";
const SECOND = "exa/deepseek-chat";
const nonsense = { body: [new Uint8Array([0xc3, 0x28, 0xff, 0x0a]), "<h1>It works!</h1>"] } as const;

describe("a search service that keeps failing", () => {
  let site: FallbackSite;
  beforeEach(async () => {
    site = await startFallbackSite();
  });
  afterEach(() => site.close());
  const restart = async (options: Parameters<typeof startFallbackSite>[0]) => {
    await site.close();
    site = await startFallbackSite(options);
  };
  const askTimes = async (times: number) => {
    for (let count = 0; count < times; count += 1) await collect(site.ask()).catch(() => undefined);
  };
  const timesAsked = (name: string) => site.asked().filter((asked) => asked === name).length;

  it("shows among the install's own from the start", () => {
    expect(site.provider.breakers()).toEqual([
      { name: OWN, state: "closed", failures: 0 },
      { name: FIRST, state: "closed", failures: 0 },
      { name: SECOND, state: "closed", failures: 0 },
    ]);
  });

  it("is asked five times, and then the fallback is asked at once", async () => {
    site.reply("search1api", unavailable);
    await askTimes(7);
    expect(timesAsked(OWN)).toBe(5);
    expect(timesAsked(FIRST)).toBe(7);
    expect(site.stateOf(OWN)).toBe("open");
    expect(site.logged.filter(({ level }) => level === "warn")).toEqual([
      {
        level: "warn",
        fields: { breaker: OWN, failures: 5 },
        sentence: "a search service keeps failing and is not asked for a while",
      },
    ]);
  });

  it("is asked again after 30 s, once, and stays away when that fails", async () => {
    site.reply("search1api", unavailable);
    await askTimes(5);
    await site.clock.advance(30_000);
    await askTimes(3);
    expect(timesAsked(OWN)).toBe(6);
  });

  it("rests for 5 s, unless the install wants it otherwise", async () => {
    await restart({ halfOpenAfterMs: undefined });
    site.reply("search1api", unavailable);
    await askTimes(5);
    await site.clock.advance(4_999);
    await askTimes(1);
    expect(timesAsked(OWN)).toBe(5);
    await site.clock.advance(1);
    await askTimes(1);
    expect(timesAsked(OWN)).toBe(6);
  });

  it("is back when the probe answers", async () => {
    site.reply("search1api", unavailable);
    await askTimes(5);
    site.reply("search1api", undefined);
    await site.clock.advance(30_000);
    expect(textOf(await collect(site.ask()))).toBe("from search1api");
    expect(site.provider.breakers()[0]).toEqual({ name: OWN, state: "closed", failures: 0 });
    expect(site.logged.at(-1)?.sentence).toBe("search-chat call ended");
    expect(site.logged.map(({ sentence }) => sentence)).toContain("a search service answers again");
  });

  it("gets one probe at a time; the others are asked elsewhere and do not wait", async () => {
    site.reply("search1api", unavailable);
    await askTimes(5);
    await site.clock.advance(30_000);
    const live = site.endpoint.nextLive();
    const probe = site.ask()[Symbol.asyncIterator]();
    const first = probe.next();
    await live.requested;
    expect(site.stateOf(OWN)).toBe("half-open");
    expect(textOf(await collect(site.ask()))).toBe("from tavily");
    void live.write("Back");
    expect(await first).toMatchObject({ value: { type: "text", text: "Back" } });
    expect(site.stateOf(OWN)).toBe("closed");
    await probe.return?.();
  });

  it("does not come back by a probe that its asker stopped", async () => {
    site.reply("search1api", unavailable);
    await askTimes(5);
    await site.clock.advance(30_000);
    const live = site.endpoint.nextLive();
    const caller = new AbortController();
    const probe = collect(site.ask(ownQuestion(), caller.signal));
    await live.requested;
    caller.abort(new Error("stopped"));
    await expect(probe).rejects.toThrow("stopped");
    expect(site.stateOf(OWN)).toBe("half-open");
    await askTimes(1);
    expect(site.stateOf(OWN)).toBe("open");
  });

  it("is counted by answers that break off in the middle too", async () => {
    const cut = 'data: {"choices":[{"delta":{"content":"Hello"}}]}\n\n';
    site.reply("search1api", { body: [cut], ending: "reset" });
    await askTimes(5);
    expect(site.stateOf(OWN)).toBe("open");
  });

  it("is not shut by one reply that makes no sense, nor by several among good ones", async () => {
    for (let round = 0; round < 6; round += 1) {
      site.reply("search1api", nonsense);
      expect(await failureOf(site.ask())).toMatchObject({ code: "PROVIDER_MALFORMED", mayHaveRun: true });
      site.reply("search1api", undefined);
      expect(textOf(await collect(site.ask()))).toBe("from search1api");
    }
    expect(timesAsked(FIRST)).toBe(0);
  });

  it("is shut by five replies in a row that make no sense, and its probe that makes none", async () => {
    site.reply("search1api", nonsense);
    await askTimes(5);
    expect(site.stateOf(OWN)).toBe("open");
    expect(textOf(await collect(site.ask()))).toBe("from tavily");
    await site.clock.advance(30_000);
    await askTimes(1);
    expect(site.stateOf(OWN)).toBe("open");
    expect(timesAsked(OWN)).toBe(6);
  });

  it("is not counted by askers who stop reading", async () => {
    site.reply("search1api", { body: ['data: {"choices":[{"delta":{"content":"Hello"}}]}\n\n'], ending: "hang" });
    for (let count = 0; count < 6; count += 1) for await (const _ of site.ask()) break;
    expect(site.provider.breakers()[0]).toEqual({ name: OWN, state: "closed", failures: 0 });
  });

  it("is not counted by questions that are ended from outside, whatever the reason given", async () => {
    const reason = new ProviderError("the answer took too long", { code: "PROVIDER_UNAVAILABLE" });
    const live = site.endpoint.nextLive();
    const caller = new AbortController();
    const answer = collect(site.ask(ownQuestion(), caller.signal));
    await live.requested;
    caller.abort(reason);
    await expect(answer).rejects.toBe(reason);
    expect(site.asked()).toEqual([OWN]);
    expect(site.provider.breakers()[0]).toEqual({ name: OWN, state: "closed", failures: 0 });
  });

  it("takes no other model of the same service with it", async () => {
    site.reply("search1api", { status: 404 });
    await askTimes(5);
    site.reply("search1api", undefined);
    expect(textOf(await collect(site.ask({ ...ownQuestion(), model: "another" })))).toBe("from search1api");
    expect(site.stateOf("search1api/another")).toBe("closed");
  });

  it("says when it may be asked again, when there is no other", async () => {
    await restart({ fallbacks: [] });
    site.reply("search1api", unavailable);
    await askTimes(5);
    await site.clock.advance(12_000);
    expect(await failureOf(site.ask())).toMatchObject({
      code: "PROVIDER_UNAVAILABLE",
      retryable: true,
      retryAfterMs: 18_000,
      userMessage: "The search could not be reached. Please ask again in a few minutes.",
    });
    expect(timesAsked(OWN)).toBe(5);
  });

  it("says when the first of several may be asked again", async () => {
    await restart({ fallbacks: [{ service: "tavily" }] });
    site.reply("tavily", unavailable);
    for (let count = 0; count < 5; count += 1) await failureOf(site.ask(ownQuestion({ service: "tavily" })));
    await site.clock.advance(10_000);
    site.reply("search1api", unavailable);
    await askTimes(5);
    expect(site.asked()).toHaveLength(10);
    expect(await failureOf(site.ask())).toMatchObject({ code: "PROVIDER_UNAVAILABLE", retryAfterMs: 20_000 });
    expect(site.asked()).toHaveLength(10);
  });

  it("gives way to the one that may come back by itself, when it is told when to ask again", async () => {
    await restart({ fallbacks: [{ service: "tavily" }] });
    site.reply("tavily", { status: 404 });
    for (let count = 0; count < 5; count += 1) await failureOf(site.ask(ownQuestion({ service: "tavily" })));
    await site.clock.advance(10_000);
    site.reply("search1api", unavailable);
    await askTimes(5);
    expect(await failureOf(site.ask())).toMatchObject({ retryable: true, retryAfterMs: 30_000 });
  });

  it("stays away for as long as it asked for", async () => {
    await restart({ fallbacks: [] });
    site.reply("search1api", { status: 429, headers: { "retry-after": "90" } });
    await askTimes(5);
    expect(await failureOf(site.ask())).toMatchObject({
      retryAfterMs: 90_000,
      userMessage: "The search is very busy right now. Please ask again in a few minutes.",
    });
  });

  it("is not waited for by the queue when only another model could help", async () => {
    await restart({ fallbacks: [] });
    site.reply("search1api", { status: 404 });
    await askTimes(5);
    expect(await failureOf(site.ask())).toMatchObject({
      code: "PROVIDER_UNAVAILABLE",
      retryable: false,
      userMessage: "The model this channel uses is not available right now. A channel manager can choose another.",
    });
  });
});
