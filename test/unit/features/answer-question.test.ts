import { describe, expect, it } from "vitest";
import type { AnswerEvent, AnswerRequest } from "../../../src/core/answer.ts";
import type { Reply } from "../../../src/core/chat.ts";
import { PlatformError, ProviderError, StoreError } from "../../../src/core/errors.ts";
import type { JobContext } from "../../../src/core/jobs.ts";
import type { SearchServiceName } from "../../../src/core/search-service.ts";
import { emptyLayer, type SettingsLayer } from "../../../src/core/settings.ts";
import { createAnswerQuestion } from "../../../src/features/ask/answer-question.ts";
import { createFakeClock } from "../../fakes/fake-clock.ts";
import { createMemoryConversations } from "../../fakes/memory-conversations.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";
import { createMemoryMessenger } from "../../fakes/memory-messenger.ts";
import { createMemoryOutbox } from "../../fakes/memory-outbox.ts";
import { createMemorySettings } from "../../fakes/memory-settings.ts";
import { createMemoryStopRequests } from "../../fakes/memory-stop-requests.ts";
import { createMemoryTranscripts } from "../../fakes/memory-transcripts.ts";
import { channel } from "./feature-bench.ts";

const reply: Reply = {
  id: "event-1",
  target: { kind: "message", channel, messageId: "q1" },
  asker: { id: "u" },
  question: "What is new?",
};
const whole: readonly AnswerEvent[] = [
  { type: "text", text: "A queue [1], a trap [2]." },
  {
    type: "citations",
    citations: [
      { number: 1, url: "https://bullmq.io/guide" },
      { number: 2, url: "https://evil.com/" },
    ],
  },
  { type: "done", finishReason: "stop" },
];
const unavailable = new ProviderError("502", { code: "PROVIDER_UNAVAILABLE" });
const unauthorized = new ProviderError("401", { code: "PROVIDER_UNAUTHORIZED" });

/** One worker with an endpoint that answers as it is told. */
function openWorker({
  service = "tavily",
  events = whole,
}: {
  service?: SearchServiceName;
  events?: readonly AnswerEvent[];
} = {}) {
  const clock = createFakeClock();
  const messenger = createMemoryMessenger({ now: clock.now });
  const settings = createMemorySettings();
  const log = createMemoryLog();
  const requests: AnswerRequest[] = [];
  const ends: unknown[] = [];
  const shutdown = new AbortController();
  const stopRequests = createMemoryStopRequests();
  const outbox = createMemoryOutbox();
  const conversations = createMemoryConversations({ now: clock.now });
  let failure: unknown;
  const answer = createAnswerQuestion({
    provider: {
      async *answer(request, { signal }) {
        requests.push(request);
        if (failure === "hang") {
          yield { type: "text", text: "Half. " };
          await new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
        }
        if (failure !== undefined) throw failure;
        yield* events;
      },
    },
    settings,
    install: { ...emptyLayer, searchService: service },
    defaultModel: "gpt-4o-mini",
    searchServices: ["tavily", "bocha"],
    outbox,
    stopRequests,
    conversations,
    transcripts: createMemoryTranscripts(),
    clock,
    messengerOf: (platform) => (platform === "web" ? messenger : undefined),
    onEnd: (end) => ends.push(end),
  });
  return {
    clock,
    messenger,
    settings,
    log,
    requests,
    ends,
    shutdown,
    outbox,
    stop: () => stopRequests.request(channel, reply.id),
    texts: () => messenger.texts(reply),
    failWith(error: unknown) {
      failure = error;
    },
    set: (layer: Partial<SettingsLayer>) => settings.set(channel, "channel", (before) => ({ ...before, ...layer })),
    run: (context: Partial<JobContext> = {}, sites: string[] = [], receivedAt = clock.now()) => {
      const running = answer(
        { version: 1, reply, sites, receivedAt },
        { attempt: 1, isLastAttempt: false, signal: shutdown.signal, log, ...context },
      );
      running.catch(() => undefined);
      return running;
    },
  };
}

describe("a question of a channel", () => {
  it("is asked with the channel's settings and answered from its sites", async () => {
    const worker = openWorker();
    await worker.set({ includeSites: ["bullmq.io"], searchResults: 3, model: "m" });
    await worker.run();
    expect(worker.requests).toMatchObject([
      {
        model: "m",
        messages: [{ role: "system" }, { role: "user", content: "What is new?" }],
        search: { service: "tavily", results: 3, includeSites: ["bullmq.io"], excludeSites: [] },
      },
    ]);
    expect(worker.texts()).toEqual([
      "A queue [1], a trap.\n\n**Sources**\n\n1. [bullmq.io](https://bullmq.io/guide) — bullmq.io\n\n_One source outside the allowed sites was left out._",
    ]);
    expect(worker.ends).toEqual([{ platform: "web", outcome: "answered", durationMs: 0 }]);
  });

  it("is narrowed to its own sites", async () => {
    const worker = openWorker();
    await worker.run({}, ["zod.dev"]);
    expect(worker.requests[0]?.search.includeSites).toEqual(["zod.dev"]);
    expect(worker.texts()[0]).toContain("No source on the allowed sites");
  });

  it("is counted once, although a late run comes after it", async () => {
    const worker = openWorker();
    await worker.run();
    await worker.run({ attempt: 2 });
    expect(worker.texts()).toHaveLength(1);
    expect(worker.ends).toHaveLength(1);
  });

  it.each([
    [
      "nothing is left to search",
      { includeSites: ["a.bullmq.io"], excludeSites: ["bullmq.io"] },
      [],
      "nothing to search",
    ],
    [
      "the service cannot keep to the lists",
      { includeSites: ["bullmq.io"], searchService: "bocha" },
      [],
      "Bocha cannot keep to a list",
    ],
    ["the channel has forbidden its site since", { excludeSites: ["zod.dev"] }, ["zod.dev"], "zod.dev is not among"],
  ] as const)("is not asked when %s, and the asker reads why at once", async (_name, layer, sites, sentence) => {
    const worker = openWorker();
    await worker.set({
      ...emptyLayer,
      ...layer,
      includeSites: [...("includeSites" in layer ? layer.includeSites : [])],
      excludeSites: [...("excludeSites" in layer ? layer.excludeSites : [])],
    });
    await worker.run({}, [...sites]);
    expect(worker.requests).toEqual([]);
    expect(worker.texts()).toHaveLength(1);
    expect(worker.texts()[0]).toContain(sentence);
    expect(worker.log.lines.filter(({ level }) => level === "error")).toEqual([]);
  });
});

describe("an answer that somebody stops", () => {
  it("ends its endpoint call at once and counts as stopped", async () => {
    const worker = openWorker();
    worker.failWith("hang");
    const running = worker.run();
    await worker.clock.advance(1_000);
    await worker.stop();
    await running;
    expect(worker.texts()).toEqual(["Half.\n\n_Stopped._"]);
    expect(worker.ends).toMatchObject([{ outcome: "stopped" }]);
  });
});

it("a question whose worker died is known to the sweep before anything of it is posted", async () => {
  const worker = openWorker();
  worker.failWith(unavailable);
  await expect(worker.run({ attempt: 1 })).rejects.toBe(unavailable);
  expect(worker.outbox.history).toEqual([]);
  await expect(worker.run({ attempt: 2 })).rejects.toBe(unavailable);
  expect(worker.outbox.history).toMatchObject([{ state: "accepted", job: { reply: { id: "event-1" } } }]);
});

describe("a question that fails", () => {
  it.each([
    ["the endpoint is away", unavailable],
    ["something unexpected happens", new Error("bug")],
  ])("because %s is left to the retry, and says so when none follows", async (_name, error) => {
    const worker = openWorker();
    worker.failWith(error);
    await expect(worker.run()).rejects.toBeDefined();
    expect(worker.texts()).toEqual([]);
    expect(worker.ends).toEqual([]);
    await worker.run({ attempt: 3, isLastAttempt: true });
    expect(worker.texts()).toHaveLength(1);
    expect(worker.texts()[0]).toMatch(/^⚠️ .*again/u);
    expect(worker.ends).toHaveLength(1);
  });

  it("by a call that may be charged for is made three times at most, however often the job may be run", async () => {
    const worker = openWorker();
    worker.failWith(new ProviderError("500", { code: "PROVIDER_UNAVAILABLE", mayHaveRun: true }));
    const receivedAt = worker.clock.now();
    await expect(worker.run({ attempt: 1 }, [], receivedAt)).rejects.toBeDefined();
    await worker.clock.advance(3_000);
    await expect(worker.run({ attempt: 2 }, [], receivedAt)).rejects.toBeDefined();
    await worker.clock.advance(15_000);
    await worker.run({ attempt: 3 }, [], receivedAt);
    expect(worker.requests).toHaveLength(3);
    expect(worker.texts()[0]).toContain("could not be reached");
  });

  it("because the platform takes nothing is not asked a fourth time", async () => {
    const worker = openWorker();
    const down = new PlatformError("down", { code: "PLATFORM_UNAVAILABLE" });
    const run = async (attempt: number) => {
      for (let time = 0; time < 20; time += 1) worker.messenger.failNext("post", down);
      const running = worker.run({ attempt });
      await worker.clock.advance(120_000);
      return running;
    };
    await expect(run(1)).rejects.toMatchObject({ retryable: true });
    await expect(run(2)).rejects.toMatchObject({ retryable: true });
    await expect(run(3)).rejects.toMatchObject({ code: "PLATFORM_UNAVAILABLE", retryable: false });
    expect(worker.requests).toHaveLength(3);
    expect((await worker.outbox.read(channel, reply.id))?.state).toBe("streaming");
  });

  it("for good is not tried again", async () => {
    const worker = openWorker();
    worker.failWith(unauthorized);
    await worker.run();
    expect(worker.texts()[0]).toContain("refused our key");
    expect(worker.ends).toMatchObject([{ outcome: "PROVIDER_UNAUTHORIZED" }]);
    expect(worker.log.lines.at(-1)).toMatchObject({ level: "error", fields: { code: "PROVIDER_UNAUTHORIZED" } });
  });

  it("because the settings cannot be read is left to the retry", async () => {
    const worker = openWorker();
    worker.settings.failNext(new StoreError("away"));
    await expect(worker.run()).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    expect(worker.texts()).toEqual([]);
  });

  it("by its deadline ends with the text so far, whatever retries are left", async () => {
    const worker = openWorker();
    worker.failWith("hang");
    const running = worker.run();
    await worker.clock.advance(1_000);
    worker.shutdown.abort(new DOMException("too late", "TimeoutError"));
    await running;
    expect(worker.texts()).toEqual(["Half.\n\n⚠️ The search could not be reached. Please ask again in a few minutes."]);
  });

  it("by a shutdown stays open for another worker, even on its last attempt", async () => {
    const worker = openWorker();
    worker.failWith("hang");
    const running = worker.run({ isLastAttempt: true });
    await worker.clock.advance(1_000);
    worker.shutdown.abort(new Error("shutting down"));
    await expect(running).rejects.toBeDefined();
    expect(worker.texts()).toEqual(["Half."]);
    expect(worker.ends).toEqual([]);
  });

  it("never says the question, or an address of the endpoint's error, in a log line", async () => {
    const worker = openWorker();
    worker.failWith(unauthorized);
    await worker.run();
    expect(JSON.stringify(worker.log.lines)).not.toContain(reply.question);
  });
});

it("a question of a platform that is off here fails without a word", async () => {
  const worker = openWorker();
  const answer = createAnswerQuestion({
    provider: {
      answer: () => {
        throw new PlatformError("never asked", { code: "PLATFORM_REJECTED" });
      },
    },
    settings: worker.settings,
    install: { ...emptyLayer, searchService: "tavily" },
    defaultModel: "gpt-4o-mini",
    searchServices: ["tavily"],
    outbox: createMemoryOutbox(),
    stopRequests: createMemoryStopRequests(),
    conversations: createMemoryConversations(),
    transcripts: createMemoryTranscripts(),
    clock: worker.clock,
    messengerOf: () => undefined,
  });
  await expect(
    answer(
      { version: 1, reply, sites: [], receivedAt: 0 },
      { attempt: 1, isLastAttempt: false, signal: worker.shutdown.signal, log: worker.log },
    ),
  ).rejects.toMatchObject({ code: "CONFIG_INVALID" });
});
