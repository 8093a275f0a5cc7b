import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AnswerEvent } from "../../../src/core/answer.ts";
import type { ErrorCode, ProviderError } from "../../../src/core/errors.ts";
import { createFallbackProvider, type FallbackProvider } from "../../../src/search-chat/fallback-provider.ts";
import { createSearchChatProvider } from "../../../src/search-chat/provider.ts";
import { collect, textOf } from "../../contracts/answer-provider.ts";
import { createFakeClock } from "../../fakes/fake-clock.ts";
import { failureOf, question } from "../../fakes/fake-search-chat-client.ts";
import { endEvents, textEvent } from "../../fakes/fake-search-chat-reply.ts";
import { createMemoryLog, type MemoryLog } from "../../fakes/memory-log.ts";
import {
  drips,
  ends,
  type FailingEndpoint,
  type Fault,
  hangs,
  inTurn,
  refuses,
  resets,
  startFailingEndpoint,
  streamed,
} from "./failing-endpoint.ts";

/** For the ways that never end; all others have the client's own deadlines, so that a busy machine changes nothing. */
const short = { headersMs: 400, firstByteMs: 400, idleMs: 400, totalMs: 600 };

const errorLine = `${JSON.stringify({ error: { err_code: -1024, message: "a vendor's sentence" } })}\n`;
const halfAnEvent = 'data: {"choices":[{"delta":{"content":"Hel';

const UNREACHABLE = "The search could not be reached. Please ask again in a few minutes.";
const BUSY = "The search is very busy right now. Please ask again in a few minutes.";
const BAD_KEY = "The search refused our key. The operator has to fix this; asking again will not help.";
const NO_BALANCE = "The search account has used up its balance or quota. The operator has to top it up.";
const NO_MODEL = "The model this channel uses is not available right now. A channel manager can choose another.";
const REFUSED = "The search did not accept this question. Try to ask it shorter or in other words.";
const UNREADABLE = "The search gave an answer that could not be read. Please ask again.";
const EMPTY = "The search came back without an answer. Please ask again, or in other words.";

interface Way {
  readonly way: string;
  readonly fault: Fault;
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly userMessage: string;
  readonly retryAfterMs?: number;
  /** Nothing was said, and another service could do better: the fallback is asked. */
  readonly isCured: boolean;
  readonly deadlines?: typeof short;
}

/** What the endpoint may have done the work for, and charged: all but refusals. */
const MAY_HAVE_RUN: readonly ErrorCode[] = ["PROVIDER_UNAVAILABLE", "PROVIDER_MALFORMED", "PROVIDER_EMPTY"];

const down = { code: "PROVIDER_UNAVAILABLE", retryable: true, userMessage: UNREACHABLE } as const;
const busy = { code: "PROVIDER_RATE_LIMITED", retryable: true, userMessage: BUSY } as const;
const badKey = { code: "PROVIDER_UNAUTHORIZED", retryable: false, userMessage: BAD_KEY } as const;
const noBalance = { code: "PROVIDER_OUT_OF_BALANCE", retryable: false, userMessage: NO_BALANCE } as const;
const noModel = { code: "PROVIDER_MODEL_UNAVAILABLE", retryable: false, userMessage: NO_MODEL } as const;
const refused = { code: "PROVIDER_REJECTED", retryable: false, userMessage: REFUSED } as const;
const unreadable = { code: "PROVIDER_MALFORMED", retryable: true, userMessage: UNREADABLE } as const;
const empty = { code: "PROVIDER_EMPTY", retryable: true, userMessage: EMPTY } as const;

const ways: readonly Way[] = [
  { way: "is reset before the headers", fault: resets, ...down, isCured: true },
  { way: "is reset before the first word", fault: inTurn(streamed(), resets), ...down, isCured: true },
  { way: "is reset mid-stream", fault: inTurn(streamed(textEvent("Hello")), resets), ...down, isCured: false },
  { way: "hangs before the headers", fault: hangs, ...down, isCured: true, deadlines: short },
  { way: "hangs after the headers", fault: streamed(), ...down, isCured: true, deadlines: short },
  { way: "hangs mid-stream", fault: streamed(textEvent("Hello")), ...down, isCured: false, deadlines: short },
  { way: "drips without a word", fault: drips, ...down, isCured: true, deadlines: short },
  { way: "truncates its first event", fault: inTurn(streamed(halfAnEvent), ends), ...unreadable, isCured: false },
  {
    way: "truncates its JSON mid-stream",
    fault: inTurn(streamed(textEvent("Hello"), halfAnEvent), ends),
    ...down,
    isCured: false,
  },
  { way: "ends mid-stream", fault: inTurn(streamed(textEvent("Hello")), ends), ...down, isCured: false },
  { way: "sends an error line first", fault: inTurn(streamed(errorLine), ends), ...down, isCured: true },
  {
    way: "sends an error line mid-stream",
    fault: inTurn(streamed(textEvent("Hello"), errorLine), hangs),
    ...down,
    isCured: false,
  },
  { way: "answers 400", fault: refuses(400), ...refused, isCured: false },
  { way: "answers 401", fault: refuses(401), ...badKey, isCured: false },
  { way: "answers 402", fault: refuses(402), ...noBalance, isCured: false },
  { way: "answers 403", fault: refuses(403), ...badKey, isCured: false },
  { way: "answers 404", fault: refuses(404), ...noModel, isCured: true },
  { way: "answers 413", fault: refuses(413), ...refused, isCured: false },
  { way: "answers 429", fault: refuses(429), ...busy, isCured: true },
  {
    way: "answers 429 with Retry-After",
    fault: refuses(429, { "retry-after": "9" }),
    ...busy,
    retryAfterMs: 9_000,
    isCured: true,
  },
  { way: "answers 500", fault: refuses(500), ...down, isCured: true },
  { way: "answers 503", fault: refuses(503), ...down, isCured: true },
  {
    way: "answers 503 with Retry-After",
    fault: refuses(503, { "retry-after": "2" }),
    ...down,
    retryAfterMs: 2_000,
    isCured: true,
  },
  { way: "answers nothing", fault: inTurn(streamed(), ends), ...unreadable, isCured: false },
  { way: "answers without a word", fault: inTurn(streamed(endEvents({})), ends), ...empty, isCured: false },
];

describe("when the endpoint", () => {
  let endpoint: FailingEndpoint;
  let log: MemoryLog;
  beforeEach(async () => {
    endpoint = await startFailingEndpoint();
    log = createMemoryLog();
  });
  afterEach(() => endpoint.close());

  const provider = (withFallback: boolean, deadlines: Way["deadlines"]): FallbackProvider => {
    const clock = createFakeClock();
    const client = createSearchChatProvider(
      { clock, log },
      { baseUrl: endpoint.url, apiKey: undefined, defaultModel: "m", deadlines },
    );
    return createFallbackProvider(
      { provider: client, clock, log },
      { fallbacks: withFallback ? [{ service: "tavily" }] : [], defaults: { service: "search1api", model: "m" } },
    );
  };
  const ask = (withFallback: boolean, deadlines?: Way["deadlines"]): AsyncIterable<AnswerEvent> =>
    provider(withFallback, deadlines).answer(question("a private question", { service: "search1api" }), {
      signal: new AbortController().signal,
    });
  const expectDiscreet = (error: ProviderError) =>
    expect(`${error.message} ${JSON.stringify(log.lines)}`).not.toMatch(/private|vendor|Hello/u);

  it.each(ways)("$way, it ends as $code", async ({ fault, deadlines, ...way }) => {
    endpoint.fail(fault);
    const error = await failureOf(ask(false, deadlines));
    const { code, retryable, userMessage } = way;
    expect([error.code, error.retryable, error.userMessage]).toEqual([code, retryable, userMessage]);
    expect(error.retryAfterMs).toBe(way.retryAfterMs);
    expect(error.mayHaveRun).toBe(MAY_HAVE_RUN.includes(code));
    expect(endpoint.asked).toHaveLength(1);
    expectDiscreet(error);
  });

  it.each(ways.filter(({ isCured }) => isCured))("$way, a fallback answers", async ({ fault, deadlines }) => {
    endpoint.fail(fault, "search1api");
    expect(textOf(await collect(ask(true, deadlines)))).toBe("from the fallback");
    expect(endpoint.asked).toEqual(["search1api", "tavily"]);
  });

  it.each(ways.filter(({ isCured }) => !isCured))("$way, no fallback is asked", async ({ fault, code, deadlines }) => {
    endpoint.fail(fault, "search1api");
    expect((await failureOf(ask(true, deadlines))).code).toBe(code);
    expect(endpoint.asked).toEqual(["search1api"]);
  });

  it("refuses the connection, it ends as PROVIDER_UNAVAILABLE", async () => {
    await endpoint.close();
    const error = await failureOf(ask(true));
    expect(error).toMatchObject({ ...down, mayHaveRun: false });
    expectDiscreet(error);
  });

  it("cannot be found by its name, it has certainly not run", async () => {
    const client = createSearchChatProvider(
      { log },
      { baseUrl: "http://nowhere.invalid/v1", apiKey: undefined, defaultModel: "m" },
    );
    const answer = client.answer(question("a private question"), { signal: new AbortController().signal });
    expect(await failureOf(answer)).toMatchObject({ ...down, mayHaveRun: false });
  });

  it("answers with 1 MB, the whole of it comes through", async () => {
    const piece = "0123456789".repeat(1_000);
    endpoint.fail(inTurn(streamed(...Array.from({ length: 100 }, () => textEvent(piece)), endEvents({})), ends));
    expect(textOf(await collect(ask(true)))).toBe(piece.repeat(100));
  });

  it("answers with 1 MB in one event, the whole of it comes through", async () => {
    const text = "0123456789".repeat(100_000);
    endpoint.fail(inTurn(streamed(textEvent(text), endEvents({})), ends));
    expect(textOf(await collect(ask(true)))).toBe(text);
  });

  it("sends invalid UTF-8, only the broken letters are lost", async () => {
    const [before = "", after = ""] = textEvent("one | two").split("|");
    const bytes = Buffer.concat([Buffer.from(before), Buffer.from([0xff, 0xc3]), Buffer.from(after)]);
    endpoint.fail(inTurn(streamed(bytes, endEvents({})), ends));
    expect(textOf(await collect(ask(true)))).toBe("one \u{fffd}\u{fffd} two");
  });

  it("sends nothing but invalid UTF-8, it ends as PROVIDER_MALFORMED", async () => {
    endpoint.fail(inTurn(streamed(Buffer.from([0xff, 0xfe, 0x80, 0x0a, 0x0a])), ends));
    expect(await failureOf(ask(true))).toMatchObject(unreadable);
  });
});
