import { describe, expect, it } from "vitest";
import type { Messenger, Reply } from "../../../src/core/chat.ts";
import { PlatformError } from "../../../src/core/errors.ts";
import { createReplyParts } from "../../../src/core/reply-parts.ts";
import { createFakeClock } from "../../fakes/fake-clock.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";
import { createMemoryMessenger } from "../../fakes/memory-messenger.ts";
import { createMemoryOutbox } from "../../fakes/memory-outbox.ts";

const channel = { platform: "web", workspaceId: "web", channelId: "general" } as const;
const digest: Reply = {
  id: "digest-1",
  target: { kind: "channel", channel, layout: "together", title: "News", isCrossposted: false },
  asker: { id: "you" },
  question: "news",
};

describe("the parts of a digest", () => {
  it("have the thumbs they are given, and lose or change them with the next text", async () => {
    const signal = AbortSignal.timeout(10_000);
    const messenger = createMemoryMessenger();
    const parts = await createReplyParts(
      { messenger, outbox: createMemoryOutbox(), clock: createFakeClock(), log: createMemoryLog() },
      { reply: digest, record: {} },
    );
    const texts = ["Headline.", "One.", "Two."];
    await parts.close(texts, { state: "final", signal, feedback: [undefined, { items: [1] }, { items: [2] }] });
    expect(messenger.thumbs(digest)).toEqual([undefined, [1], [2]]);
    const posts = messenger.sent.length;
    await parts.close(texts, { state: "final", signal, feedback: [{ items: [] }, { items: [1] }] });
    expect(messenger.thumbs(digest)).toEqual([[], [1], undefined]);
    expect(messenger.sent.slice(posts).map(({ call, markdown }) => [call, markdown])).toEqual([
      ["edit", "Headline."],
      ["edit", "Two."],
    ]);
  });
});

describe("the parts of an answer", () => {
  const target = { kind: "message", channel, messageId: "q" } as const;
  const answer: Reply = { id: "a-1", target, asker: { id: "you" }, question: "Why?", language: "en" };
  const job = { version: 1, reply: { ...answer, target }, sites: [], receivedAt: 0 } as const;

  async function close(state: "final" | "failed" | "cancelled") {
    const messenger = createMemoryMessenger();
    const outbox = createMemoryOutbox();
    const record = { job: { ...job, sites: [] } };
    const deps = { messenger, outbox, clock: createFakeClock(), log: createMemoryLog() };
    const parts = await createReplyParts(deps, { reply: answer, record });
    const signal = AbortSignal.timeout(10_000);
    await parts.close(["One.", "Two."], { state, sources: ["https://zod.dev/"], signal });
    return { thumbs: messenger.thumbs(answer), record: await outbox.read(channel, answer.id) };
  }

  async function closeGrown(edit?: (messenger: Messenger) => Messenger["edit"], patience?: AbortSignal) {
    const memory = createMemoryMessenger();
    const messenger = edit === undefined ? memory : { ...memory, edit: edit(memory) };
    const outbox = createMemoryOutbox();
    const deps = { messenger, outbox, clock: createFakeClock(), log: createMemoryLog() };
    const parts = await createReplyParts(deps, { reply: answer, record: { job: { ...job, sites: [] } } });
    const signal = AbortSignal.timeout(10_000);
    await parts.draw(["One.", "Two."], { whole: "One. Two.", signal });
    memory.delete("m1");
    await parts.close(["One.", "Two."], { state: "final", signal, patience });
    return { texts: memory.texts(answer), state: (await outbox.read(channel, answer.id))?.state };
  }

  it("are looked for at the end where the text had grown beyond them, and posted again in order", async () => {
    expect(await closeGrown()).toEqual({ texts: ["One.", "Two."], state: "final" });
  });

  it.each(["PLATFORM_FORBIDDEN", "PLATFORM_UNAVAILABLE", "PLATFORM_RATE_LIMITED"] as const)(
    "are believed to stand there where that cannot be told (%s)",
    async (code) => {
      const refusing =
        (memory: Messenger): Messenger["edit"] =>
        async (...args) => {
          if (args[1].messageId === "m1") throw new PlatformError("no", { code });
          return memory.edit(...args);
        };
      expect(await closeGrown(refusing)).toEqual({ texts: ["Two."], state: "final" });
    },
  );

  it("are not waited for where the process has to leave before the platform lets it look", async () => {
    const leaving = new AbortController();
    const reason = new Error("leaving");
    const given: unknown[] = [];
    const held =
      (memory: Messenger): Messenger["edit"] =>
      async (...args) => {
        if (args[1].messageId !== "m1") return memory.edit(...args);
        return new Promise((_resolve, reject) => {
          const { patience } = args[3];
          patience?.addEventListener("abort", () => {
            given.push(patience.reason);
            reject(new PlatformError("held up", { code: "PLATFORM_RATE_LIMITED" }));
          });
          leaving.abort(reason);
        });
      };
    expect(await closeGrown(held, leaving.signal)).toEqual({ texts: ["Two."], state: "final" });
    expect(given).toEqual([reason]);
  });

  it("have thumbs under the last one, once the answer is whole, and the outbox knows its sources", async () => {
    const { thumbs, record } = await close("final");
    expect(thumbs).toEqual([undefined, []]);
    expect(record?.sources).toEqual(["https://zod.dev/"]);
  });

  it.each(["failed", "cancelled"] as const)("have no thumbs when it has %s", async (state) => {
    expect((await close(state)).thumbs).toEqual([undefined, undefined]);
  });
});
