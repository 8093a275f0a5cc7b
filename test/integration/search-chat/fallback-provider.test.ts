import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collect, textOf } from "../../contracts/answer-provider.ts";
import { failureOf } from "../../fakes/fake-search-chat-client.ts";
import { type FallbackSite, ownQuestion, startFallbackSite, unavailable } from "./fallback-site.ts";

const OWN = "search1api/gpt-4o-mini";
const FIRST = "tavily/gpt-4o-mini";
const SECOND = "exa/deepseek-chat";

const vendorError = (errCode: number, status = 200) => ({ status, json: { error: { err_code: errCode } } });

describe("a question whose search service fails", () => {
  let site: FallbackSite;
  beforeEach(async () => {
    site = await startFallbackSite();
  });
  afterEach(() => site.close());

  it("is not asked elsewhere while its own service answers", async () => {
    expect(textOf(await collect(site.ask()))).toBe("from search1api");
    expect(site.asked()).toEqual([OWN]);
  });

  it.each([
    ["a 500", { status: 500 }],
    ["a 503", unavailable],
    ["a connection that is reset before the first word", { ending: "reset" }],
    ["an error line before the first word", vendorError(-1024)],
    ["a 429", { status: 429 }],
    ["a model that is not served", vendorError(-10_008, 503)],
    ["a 404", { status: 404 }],
  ] as const)("is asked at the first fallback after %s", async (_, reply) => {
    site.reply("search1api", reply);
    expect(textOf(await collect(site.ask()))).toBe("from tavily");
    expect(site.asked()).toEqual([OWN, FIRST]);
  });

  it.each([
    ["one reset it", { ending: "reset" }, { status: 429 }, true],
    ["the last one broke off", { status: 429 }, { status: 500 }, true],
    ["all were too busy", { status: 429 }, { status: 429 }, false],
  ] as const)("is known to have perhaps been charged for when %s", async (_, own, others, mayHaveRun) => {
    site.reply("search1api", own);
    site.reply("tavily", { status: 429 });
    site.reply("exa", others);
    expect(await failureOf(site.ask())).toMatchObject({ retryable: true, mayHaveRun });
  });

  it("is asked at the next fallback when that one fails too", async () => {
    site.reply("search1api", unavailable);
    site.reply("tavily", { status: 429 });
    expect(textOf(await collect(site.ask()))).toBe("from exa");
    expect(site.asked()).toEqual([OWN, FIRST, SECOND]);
  });

  it.each([
    ["the key is refused", { status: 401 }, "PROVIDER_UNAUTHORIZED"],
    ["the balance is used up", { status: 402 }, "PROVIDER_OUT_OF_BALANCE"],
    ["the request is refused", { status: 400 }, "PROVIDER_REJECTED"],
    ["the answer has no word", { text: "" }, "PROVIDER_EMPTY"],
    ["the answer cannot be read", { body: "<html>" }, "PROVIDER_MALFORMED"],
  ])("is not asked elsewhere when %s", async (_, reply, code) => {
    site.reply("search1api", reply);
    expect((await failureOf(site.ask())).code).toBe(code);
    expect(site.asked()).toEqual([OWN]);
    expect(site.stateOf(OWN)).toBe("closed");
  });

  it("keeps what the channel chose, its lists included", async () => {
    site.reply("search1api", unavailable);
    await collect(site.ask(ownQuestion({ results: 7, includeSites: ["a.example"], excludeSites: ["b.a.example"] })));
    const [own, fallback] = site.endpoint.requests.map(({ body }) => body);
    expect(fallback).toEqual({ ...own, "search-service": "tavily" });
    expect(fallback).toMatchObject({ "search-include-sites": ["a.example"], "search-exclude-sites": ["b.a.example"] });
  });

  it("is never asked where its site lists would be ignored", async () => {
    await site.close();
    site = await startFallbackSite({ fallbacks: [{ service: "bocha" }, { service: "exa" }] });
    site.reply("search1api", unavailable);
    expect(textOf(await collect(site.ask(ownQuestion({ includeSites: ["a.example"] }))))).toBe("from exa");
    expect(textOf(await collect(site.ask()))).toBe("from bocha");
    expect(site.asked()).toEqual([OWN, "exa/gpt-4o-mini", OWN, "bocha/gpt-4o-mini"]);
  });

  it("is not moved once a word was said: the queue tries again", async () => {
    const live = site.endpoint.nextLive();
    const events = site.ask()[Symbol.asyncIterator]();
    void live.write("Hello");
    expect(await events.next()).toMatchObject({ value: { type: "text", text: "Hello" } });
    void live.reset();
    await expect(events.next()).rejects.toMatchObject({ code: "PROVIDER_UNAVAILABLE", retryable: true });
    expect(site.asked()).toEqual([OWN]);
  });

  it("shows no source of the service that failed", async () => {
    site.endpoint.next({
      body: ['data: {"citations":["https://search1api.example/x"],"choices":[{"delta":{"content":""}}]}\n\n'],
      ending: "reset",
    });
    const events = await collect(site.ask());
    expect(JSON.stringify(events)).not.toContain("search1api.example");
    expect(JSON.stringify(events)).toContain("tavily.example");
  });

  it("ends with the failure that may pass, when all of them fail", async () => {
    site.reply("search1api", { status: 404 });
    site.reply("tavily", { status: 429, headers: { "retry-after": "7" } });
    site.reply("exa", { status: 404 });
    expect(await failureOf(site.ask())).toMatchObject({ code: "PROVIDER_RATE_LIMITED", retryAfterMs: 7_000 });
  });

  it("ends with the channel's own failure, when none of them may pass", async () => {
    site.reply("search1api", vendorError(-10_008, 503));
    site.reply("tavily", { status: 404 });
    site.reply("exa", { status: 400 });
    expect(await failureOf(site.ask())).toMatchObject({ code: "PROVIDER_MODEL_UNAVAILABLE", retryable: false });
  });

  it("ends with a refused key, wherever that is noticed, since it is the same everywhere", async () => {
    site.reply("search1api", unavailable);
    site.reply("tavily", { status: 401 });
    expect(await failureOf(site.ask())).toMatchObject({ code: "PROVIDER_UNAUTHORIZED" });
    expect(site.asked()).toEqual([OWN, FIRST]);
  });

  it("waits a minute for a first word, and asks elsewhere then", async () => {
    const live = site.endpoint.nextLive();
    const answer = collect(site.ask());
    const request = await live.requested;
    await site.clock.advance(59_999);
    expect(site.asked()).toEqual([OWN]);
    await site.clock.advance(1);
    expect(textOf(await answer)).toBe("from tavily");
    await request.closed;
    expect(request.isAbandoned).toBe(true);
    expect(site.clock.waiting()).toBe(0);
  });

  it("waits for a deep search, whose first word comes after minutes of reading", async () => {
    const live = site.endpoint.nextLive();
    const answer = collect(site.ask({ ...ownQuestion(), features: ["deep-search"] }));
    await live.requested;
    await site.clock.advance(300_000);
    await live.write("Deeply.");
    await live.end({ citations: [] });
    expect(textOf(await answer)).toBe("Deeply.");
    expect(site.asked()).toEqual([OWN]);
  });

  it("waits for it, too, where it is the install's model that searches deeply", async () => {
    const defaults = { service: "search1api", model: "gpt-4o-mini-deep-search" } as const;
    const deep = await startFallbackSite({ defaults });
    const live = deep.endpoint.nextLive();
    const answer = collect(deep.ask());
    await live.requested;
    await deep.clock.advance(300_000);
    await live.write("Deeply.");
    await live.end({ citations: [] });
    expect(textOf(await answer)).toBe("Deeply.");
    expect(deep.asked()).toEqual(["search1api/gpt-4o-mini-deep-search"]);
    await deep.close();
  });

  it("has all the time it needs once it has begun, and where there is nothing else to ask", async () => {
    const live = site.endpoint.nextLive();
    const events = site.ask()[Symbol.asyncIterator]();
    void live.write("Hello");
    await events.next();
    expect(site.clock.waiting()).toBe(0);
    void live.end();
    expect(await events.next()).toMatchObject({ value: { type: "done" } });

    await site.close();
    site = await startFallbackSite({ fallbacks: [] });
    const only = site.endpoint.nextLive();
    const answer = collect(site.ask());
    await only.requested;
    await site.clock.advance(60_000);
    void only.write("Late");
    void only.end();
    expect(textOf(await answer)).toBe("Late");
  });

  it("ends with the caller's reason, and asks nobody else, when it is aborted", async () => {
    const live = site.endpoint.nextLive();
    const caller = new AbortController();
    const answer = collect(site.ask(ownQuestion(), caller.signal));
    await live.requested;
    const reason = new Error("cancelled by the asker");
    caller.abort(reason);
    await expect(answer).rejects.toBe(reason);
    expect(site.asked()).toEqual([OWN]);
    expect(site.provider.breakers()[0]).toEqual({ name: OWN, state: "closed", failures: 0 });
    expect(site.clock.waiting()).toBe(0);
  });

  it("says in the log what was asked instead and why, and no word of the question", async () => {
    site.reply("search1api", unavailable);
    await collect(site.ask());
    expect(site.logged.map(({ fields }) => fields)).toContainEqual({
      from: OWN,
      to: FIRST,
      code: "PROVIDER_UNAVAILABLE",
    });
    expect(JSON.stringify(site.logged)).not.toMatch(/private|vendor/u);
  });
});
