import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AnswerEvent, AnswerProvider } from "../../../src/core/answer.ts";
import { createSearchChatProvider } from "../../../src/search-chat/provider.ts";
import { collect, textOf } from "../../contracts/answer-provider.ts";
import {
  apiKey,
  type ClientChoices,
  type ClientUnderTest,
  failureOf,
  question,
  startClient,
} from "../../fakes/fake-search-chat-client.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";

describe("while the client waits", () => {
  let client: ClientUnderTest;
  beforeEach(async () => {
    client = await startClient();
  });
  afterEach(async () => {
    vi.useRealTimers();
    await client.close();
  });
  const restart = async (choices: ClientChoices) => {
    await client.close();
    client = await startClient(choices);
  };
  const nextText = async (events: AsyncIterator<AnswerEvent>) => {
    const { value } = (await events.next()) as IteratorResult<AnswerEvent, undefined>;
    return value?.type === "text" ? value.text : undefined;
  };

  it("passes each piece on before the next one is there", async () => {
    const live = client.endpoint.nextLive();
    const events = client.ask()[Symbol.asyncIterator]();
    void live.write("Hello ");
    expect(await nextText(events)).toBe("Hello ");
    void live.write("world");
    expect(await nextText(events)).toBe("world");
    void live.end();
    expect(await events.next()).toMatchObject({ value: { type: "done" } });
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });

  it("joins a letter whose bytes arrive apart", async () => {
    const live = client.endpoint.nextLive();
    const answer = collect(client.ask());
    const bytes = Buffer.from('data: {"choices":[{"delta":{"content":"茶は古い"}}]}\n\n');
    const cut = bytes.indexOf(Buffer.from("茶")) + 1;
    await live.raw(bytes.subarray(0, cut));
    await live.raw(bytes.subarray(cut));
    await live.end();
    expect(textOf(await answer)).toBe("茶は古い");
  });

  const deadlines = [
    { waitsFor: "headers", deadline: { headersMs: 200 }, start: [] },
    { waitsFor: "first byte", deadline: { firstByteMs: 40 }, start: ["open"] },
    { waitsFor: "next byte", deadline: { idleMs: 40 }, start: ["open", "write"] },
  ] as const;

  it.each(deadlines)("gives up when there is no $waitsFor in time, and frees the socket", async (row) => {
    await restart({ deadlines: row.deadline });
    const live = client.endpoint.nextLive();
    const failure = failureOf(client.ask());
    for (const step of row.start) void (step === "open" ? live.open() : live.write("Hello"));
    const error = await failure;
    expect(error).toMatchObject({ code: "PROVIDER_UNAVAILABLE", retryable: true });
    expect(error.message).toContain(row.waitsFor);
    expect(error.requestId).toBe(row.start.length === 0 ? undefined : "fake-request");
    await expect.poll(() => client.endpoint.requests[0]?.isAbandoned).toBe(true);
  });

  it("gives up on an endpoint that only keeps the connection alive", async () => {
    await restart({ deadlines: { totalMs: 300 } });
    const live = client.endpoint.nextLive();
    const failure = failureOf(client.ask());
    const request = await live.requested;
    while (!request.isOver) {
      await live.raw(": keep-alive\n\n");
      await new Promise(setImmediate);
    }
    expect(await failure).toMatchObject({ code: "PROVIDER_UNAVAILABLE", retryable: true });
  });

  it.each(["before the headers", "before the first byte", "between two bytes"])(
    "ends at once with the caller's reason when it is aborted %s",
    async (moment) => {
      const live = client.endpoint.nextLive();
      const caller = new AbortController();
      const reason = new Error("cancelled by the asker");
      const answer = collect(client.ask(question("why?"), caller.signal));
      const request = await live.requested;
      if (moment !== "before the headers") await live.open();
      if (moment === "between two bytes") await live.write("Hello");
      caller.abort(reason);
      await expect(answer).rejects.toBe(reason);
      await request.closed;
      expect(request.isAbandoned).toBe(true);
      expect(client.logged.map(({ fields }) => fields)).toMatchObject([{ outcome: "aborted" }]);
    },
  );

  it("gives nothing more out after an abort, even of what has arrived", async () => {
    const caller = new AbortController();
    client.endpoint.answer({ text: ["one", "two", "three"] });
    const seen: string[] = [];
    const reading = (async () => {
      for await (const event of client.ask(question("why?"), caller.signal)) {
        seen.push(event.type);
        caller.abort();
      }
    })();
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
    expect(seen).toEqual(["text"]);
  });

  it("does not depend on a fetch that notices the abort", async () => {
    const caller = new AbortController();
    const deaf = providerOn(() => new Promise(() => undefined));
    const answer = collect(deaf.answer(question("why?"), { signal: caller.signal }));
    caller.abort(new Error("enough"));
    await expect(answer).rejects.toThrow("enough");
    await expect(collect(deaf.answer(question("why?"), { signal: caller.signal }))).rejects.toThrow("enough");
  });

  it("leaves no timer behind", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const json = { choices: [{ message: { content: "Hello" }, finish_reason: "stop" }] };
    const provider = providerOn(async () => Response.json(json));
    expect(textOf(await collect(provider.answer(question("why?"), { signal: new AbortController().signal })))).toBe(
      "Hello",
    );
    expect(vi.getTimerCount()).toBe(0);
  });

  it("frees the socket when the consumer stops reading", async () => {
    const live = client.endpoint.nextLive();
    void live.write("Hello");
    for await (const _ of client.ask()) break;
    const request = await live.requested;
    await request.closed;
    expect(request.isAbandoned).toBe(true);
    expect(client.logged.map(({ fields }) => fields)).toMatchObject([{ outcome: "left", requestId: "fake-request" }]);
  });

  it("says that the endpoint broke off when the connection is reset in the middle", async () => {
    const live = client.endpoint.nextLive();
    const events = client.ask()[Symbol.asyncIterator]();
    void live.write("Hello");
    expect(await nextText(events)).toBe("Hello");
    void live.reset();
    await expect(events.next()).rejects.toMatchObject({
      code: "PROVIDER_UNAVAILABLE",
      retryable: true,
      requestId: "fake-request",
    });
  });

  it("keeps an answer whose connection is reset after its finish reason", async () => {
    const live = client.endpoint.nextLive();
    const events = client.ask()[Symbol.asyncIterator]();
    void live.send({ choices: [{ delta: { content: "Whole." }, finish_reason: "stop" }] });
    expect(await nextText(events)).toBe("Whole.");
    void live.reset();
    expect(await events.next()).toMatchObject({ value: { type: "done", finishReason: "stop" } });
  });

  it("keeps an answer whose connection falls silent after its finish reason", async () => {
    await restart({ deadlines: { idleMs: 40 } });
    const whole = { choices: [{ delta: { content: "Whole." }, finish_reason: "stop" }] };
    client.endpoint.next({ body: [`data: ${JSON.stringify(whole)}\n\n`], ending: "hang" });
    expect((await collect(client.ask())).map(({ type }) => type)).toEqual(["text", "done"]);
    await expect.poll(client.endpoint.inFlight).toBe(0);
  });

  it("does not wait for a connection that stays open after the end marker", async () => {
    client.endpoint.next({
      body: ['data: {"choices":[{"delta":{"content":"Hello"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n'],
      ending: "hang",
    });
    expect(textOf(await collect(client.ask()))).toBe("Hello");
    await expect.poll(client.endpoint.inFlight).toBe(0);
  });

  it("says that the endpoint cannot be reached when nobody listens", async () => {
    await client.endpoint.close();
    expect(await failureOf(client.ask())).toMatchObject({ code: "PROVIDER_UNAVAILABLE", retryable: true });
  });
});

/** A client whose network is a function. */
function providerOn(fetch: typeof globalThis.fetch): AnswerProvider {
  const log = createMemoryLog();
  return createSearchChatProvider({ log, fetch }, { baseUrl: "http://endpoint.example/v1", apiKey, defaultModel: "m" });
}
