import { describe, expect, it } from "vitest";
import type { AnswerEvent, AnswerRequest, Citation } from "../../../src/core/answer.ts";
import type { Reply } from "../../../src/core/chat.ts";
import { ProviderError } from "../../../src/core/errors.ts";
import type { JobContext } from "../../../src/core/jobs.ts";
import { createRunSourcesTest } from "../../../src/features/sources/run-sources-test.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";
import { createMemoryMessenger } from "../../fakes/memory-messenger.ts";
import { channel, openChannel } from "./feature-bench.ts";

const reply: Reply = {
  id: "test-1",
  target: { kind: "message", channel, messageId: "q" },
  asker: { id: "manager" },
  question: "How do I *retry*?",
};

function openTest(answer: readonly string[] | Error) {
  const bot = openChannel();
  const messenger = createMemoryMessenger();
  const requests: AnswerRequest[] = [];
  const citations = answer instanceof Error ? [] : answer.map((url, index): Citation => ({ number: index + 1, url }));
  const events: readonly AnswerEvent[] = [
    { type: "citations", citations },
    { type: "text", text: "So [1]." },
    { type: "done", finishReason: "stop" },
  ];
  const run = createRunSourcesTest({
    ...bot,
    searchServices: ["tavily", "bocha"],
    messengerOf: () => messenger,
    provider: {
      async *answer(request) {
        requests.push(request);
        if (answer instanceof Error) throw answer;
        yield* events;
      },
    },
  });
  return {
    bot,
    messenger,
    requests,
    async run(context: Partial<JobContext> = {}): Promise<string> {
      const signal = AbortSignal.timeout(10_000);
      await run(
        { version: 1, reply },
        { attempt: 1, isLastAttempt: false, signal, log: createMemoryLog(), ...context },
      );
      return messenger.texts(reply).join("\n\n");
    },
  };
}

describe("/sources test", () => {
  it("becomes a job of a worker's, for managers of the channel only", async () => {
    const bot = openChannel();
    expect(await bot.type("/sources test How do I retry?")).toBe("(accepted)");
    expect([...bot.jobs.jobs.values()]).toMatchObject([
      { name: "sources-test", payload: { reply: { question: "How do I retry?", language: "en" } } },
    ]);
    expect(await openChannel({ manages: ["workspace"] }).type("/sources test Why?")).toContain(
      "Only whoever runs this page",
    );
    expect(await bot.type("/sources test")).toContain("What should be asked?");
    expect(await bot.type(`/sources test ${"a".repeat(4_001)}`)).toContain("4001");
    expect(bot.jobs.jobs.size).toBe(1);
  });

  it("shows what would be searched, and which rule drops which source", async () => {
    const it = openTest([
      "https://docs.bullmq.io/a(b)",
      "https://zod.dev/",
      "https://spam.bullmq.io/",
      "ftp://bullmq.io/",
      "https://user:secret@bullmq.io/",
    ]);
    await it.bot.type("/sources save name:queues bullmq.io");
    await it.bot.type("/sources include @queues");
    await it.bot.type("/sources exclude spam.bullmq.io scope:workspace");
    expect((await it.run()).split("\n")).toEqual([
      "**Tested**: How do I \\*retry\\*?",
      "- **Searched with**: Tavily, for 10 results at most",
      "- **Only on** 1 site: bullmq.io",
      "- **Never on** 1 site: spam.bullmq.io",
      "",
      "5 sources came back; 1 passes:",
      "",
      "1. ✅ [docs.bullmq.io](https://docs.bullmq.io/a%28b%29) — docs.bullmq.io",
      "2. ❌ zod.dev — zod.dev: not among the included sites (this channel)",
      "3. ❌ spam.bullmq.io — spam.bullmq.io: spam.bullmq.io is excluded (this workspace)",
      expect.stringMatching(/^4\. ❌ .*: no address that may be cited anywhere$/u),
      expect.stringMatching(/^5\. ❌ .*: no address that may be cited anywhere$/u),
    ]);
    expect(it.requests).toMatchObject([
      { search: { service: "tavily", includeSites: ["bullmq.io"], excludeSites: ["spam.bullmq.io"] } },
    ]);
    expect(it.messenger.controls(reply)).toEqual([]);
    expect(it.messenger.thumbs(reply)).toEqual([undefined]);
  });

  it("says that no source came back", async () => {
    expect(await openTest([]).run()).toContain("- **On**: any site\n\nThe endpoint named no source for it.");
  });

  it("is answered once, however often it is run", async () => {
    const it = openTest(["https://zod.dev/"]);
    await it.run();
    await it.run();
    expect(it.requests).toHaveLength(1);
  });

  it("says why it failed, when no retry follows", async () => {
    const it = openTest(new ProviderError("down", { code: "PROVIDER_UNAVAILABLE" }));
    await expect(it.run()).rejects.toThrow(ProviderError);
    expect(await it.run({ isLastAttempt: true })).toContain("The search could not be reached");
  });

  it("says that it took too long when its job may take no longer, and leaves a shutdown to the next worker", async () => {
    const it = openTest(new Error("It was aborted"));
    const signal = AbortSignal.abort(new DOMException("The job took longer than 180000 ms", "TimeoutError"));
    expect(await it.run({ signal })).toContain("The search could not be reached");
    const other = openTest(new Error("It was aborted"));
    await expect(other.run({ signal: AbortSignal.abort(), isLastAttempt: true })).rejects.toThrow("It was aborted");
  });

  it("says at once that no question could be asked with these settings", async () => {
    const it = openTest([]);
    await it.bot.settings.set(channel, "channel", (layer) => ({ ...layer, includeSites: ["@gone"] }));
    expect(await it.run()).toContain("leave nothing to search");
    expect(it.requests).toEqual([]);
  });
});
