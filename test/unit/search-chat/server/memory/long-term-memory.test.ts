import { beforeEach, describe, expect, it } from "vitest";
import { StoreError } from "../../../../../src/core/errors.ts";
import type { MemoryProfiles } from "../../../../../src/core/memory-profile.ts";
import type { ChatModelReply, ChatModelRequest } from "../../../../../src/search-chat/server/chat-model.ts";
import { textOf } from "../../../../../src/search-chat/server/conversation.ts";
import { ServerFailure } from "../../../../../src/search-chat/server/failure.ts";
import { createLongTermMemory } from "../../../../../src/search-chat/server/memory/long-term-memory.ts";
import { createFakeClock, settle } from "../../../../fakes/fake-clock.ts";
import { createMemoryLog } from "../../../../fakes/memory-log.ts";
import { createProfilesInMemory } from "../../../../fakes/memory-profiles.ts";

const usage = { promptTokens: 1, completionTokens: 1, totalTokens: 2 };
const ada = { owner: "key", userId: "0b8f1c6e-5d2a-4c3b-9e4f-1a2b3c4d5e6f" };
const bob = { owner: "key", userId: "1b8f1c6e-5d2a-4c3b-9e4f-1a2b3c4d5e6f" };
const said = (content: string) => [{ role: "user" as const, content }];
const { signal } = new AbortController();

/** A model whose every call waits until the test answers it. */
function createModelOnDemand() {
  const calls: {
    request: ChatModelRequest;
    signal: AbortSignal;
    reply(text: string): void;
    fail(error: Error): void;
  }[] = [];
  return {
    calls,
    material: (index: number) => JSON.parse(textOf(calls[index]?.request.messages[1] ?? { role: "user" })),
    stream: () => {
      throw new Error("nothing is streamed");
    },
    complete: (request: ChatModelRequest, context: { readonly signal: AbortSignal }) =>
      new Promise<ChatModelReply>((resolve, reject) => {
        context.signal.addEventListener("abort", () => reject(context.signal.reason), { once: true });
        calls.push({
          request,
          signal: context.signal,
          reply: (text) => resolve({ text, reasoning: "", usage }),
          fail: reject,
        });
      }),
  };
}

describe("long-term memory", () => {
  let model: ReturnType<typeof createModelOnDemand>;
  let profiles: MemoryProfiles;
  let clock: ReturnType<typeof createFakeClock>;
  let log: ReturnType<typeof createMemoryLog>;
  beforeEach(() => {
    model = createModelOnDemand();
    profiles = createProfilesInMemory();
    clock = createFakeClock();
    log = createMemoryLog();
  });

  const open = (options: { maxWaiting?: number; maxRunning?: number } = {}, store = profiles) =>
    createLongTermMemory({ profiles: store, model, clock, log }, { model: "tiny", ...options });

  it("knows nothing of who is new", async () => {
    expect(await open().recall(ada, { signal })).toBeUndefined();
  });

  it("writes a profile anew from the old one and the last exchange, and gives it to the next conversation", async () => {
    const memory = open();
    await profiles.replace(ada, { previous: undefined, next: "Ada likes tea." });
    memory.learn(ada, [...said("old"), { role: "assistant", content: "x" }, ...said("I moved to Turin.")], "Good.");
    await settle();
    expect(model.calls[0]?.request.model).toBe("tiny");
    expect(model.material(0)).toEqual({ profile: "Ada likes tea.", said: "I moved to Turin.", answered: "Good." });
    model.calls[0]?.reply(" Ada likes tea and lives in Turin. ");
    await settle();
    const known = await memory.recall(ada, { signal });
    expect(known?.role).toBe("system");
    expect(textOf(known ?? { role: "system" })).toMatch(/\n\nAda likes tea and lives in Turin\.$/u);
    expect(await memory.recall(bob, { signal })).toBeUndefined();
  });

  it("returns at once, and learns nothing from a conversation without a word of a person", async () => {
    const memory = open();
    memory.learn(ada, [{ role: "system", content: "be brief" }], "x");
    memory.learn(ada, said("  "), "x");
    await settle();
    expect(model.calls).toEqual([]);
  });

  it.each(["NONE", " NONE.\n", "", "\u200b", "https://evil.example/x", "<think>hm</think>NONE."])(
    "leaves a profile as it is where the model says %j",
    async (reply) => {
      await profiles.replace(ada, { previous: undefined, next: "Ada." });
      open().learn(ada, said("hello"), "x");
      await settle();
      model.calls[0]?.reply(reply);
      await settle();
      expect(await profiles.read(ada)).toBe("Ada.");
    },
  );

  it("keeps no address, no control character and no more than 2,000 characters", async () => {
    open().learn(ada, said("hello"), "x");
    await settle();
    model.calls[0]?.reply(`Ada\t\u0007 reads https://evil.example/a?b=c daily.\n${"é😀".repeat(1_500)}`);
    await settle();
    const profile = (await profiles.read(ada)) ?? "";
    expect(profile.startsWith("Ada  reads  daily.\n")).toBe(true);
    expect(profile.length).toBeLessThanOrEqual(2_000);
    expect(profile).not.toMatch(/\p{Cs}/u);
  });

  it("takes a person's lessons one after the other, the latest exchange for those that waited", async () => {
    const memory = open();
    for (const text of ["one", "two", "three"]) memory.learn(ada, said(text), "x");
    await settle();
    expect(model.calls).toHaveLength(1);
    model.calls[0]?.reply("first");
    await settle();
    expect(model.calls).toHaveLength(2);
    expect(model.material(1)).toMatchObject({ profile: "first", said: "three" });
  });

  it("runs few lessons at once, and leaves out what is too much, which the operator is told", async () => {
    const memory = open({ maxRunning: 1, maxWaiting: 2 });
    const people = ["a", "b", "c", "d"].map((owner) => ({ ...ada, owner }));
    for (const who of people) memory.learn(who, said("hello"), "x");
    await settle();
    expect(model.calls).toHaveLength(1);
    expect(log.lines.map(({ level, fields }) => [level, fields])).toEqual([["warn", { owner: "d", waiting: 2 }]]);
    for (let index = 0; index < 4; index += 1) {
      model.calls[index]?.reply("known");
      await settle();
    }
    expect(await Promise.all(people.map((who) => profiles.read(who)))).toEqual(["known", "known", "known", undefined]);
  });

  it("ends a lesson that takes too long, and goes on with the next", async () => {
    const memory = open({ maxRunning: 1 });
    memory.learn(ada, said("hello"), "x");
    memory.learn(bob, said("hello"), "x");
    await settle();
    await clock.advance(60_000);
    expect(model.calls[0]?.signal.aborted).toBe(true);
    expect(model.calls).toHaveLength(2);
    model.calls[1]?.reply("Bob.");
    await settle();
    expect(await profiles.read(bob)).toBe("Bob.");
    expect(clock.waiting()).toBe(0);
  });

  it("logs a model that fails, without a word of what was said, and learns from the next exchange", async () => {
    const memory = open();
    memory.learn(ada, said("my secret"), "x");
    await settle();
    model.calls[0]?.fail(new ServerFailure("modelUnavailable"));
    await settle();
    expect(log.lines).toHaveLength(1);
    expect(JSON.stringify(log.lines)).not.toContain("secret");
    memory.learn(ada, said("again"), "x");
    await settle();
    expect(model.calls).toHaveLength(2);
  });

  it("lets an answer go on without what cannot be read, or not soon", async () => {
    const away = { ...profiles, read: () => Promise.reject(new StoreError("away")) };
    expect(await open({}, away).recall(ada, { signal })).toBeUndefined();
    const slow = { ...profiles, read: () => new Promise<string>(() => {}) };
    const recalled = open({}, slow).recall(ada, { signal });
    await clock.advance(500);
    expect(await recalled).toBeUndefined();
    const gone = new AbortController();
    const left = open({}, slow).recall(ada, { signal: gone.signal });
    gone.abort();
    expect(await left).toBeUndefined();
    expect(clock.waiting()).toBe(0);
  });

  it("forgets a person, with what waits and with what is being learnt", async () => {
    const memory = open();
    await profiles.replace(bob, { previous: undefined, next: "Bob." });
    for (const text of ["one", "two"]) memory.learn(ada, said(text), "x");
    await settle();
    await memory.forget(ada);
    model.calls[0]?.reply("Ada.");
    await settle();
    expect(model.calls).toHaveLength(1);
    expect(await profiles.read(ada)).toBeUndefined();
    expect(await profiles.read(bob)).toBe("Bob.");
    await memory.forget(bob);
    await memory.forget(bob);
    expect(await memory.recall(bob, { signal })).toBeUndefined();
    memory.learn(ada, said("again"), "x");
    await settle();
    expect(model.calls).toHaveLength(2);
  });

  it("gives running lessons a moment when it closes, then ends them, and begins no other", async () => {
    const memory = open({ maxRunning: 2 });
    for (const owner of ["a", "b", "c"]) memory.learn({ ...ada, owner }, said("hello"), "x");
    await settle();
    const closing = memory.close();
    model.calls[0]?.reply("known");
    await settle();
    expect(model.calls).toHaveLength(2);
    await clock.advance(2_000);
    await closing;
    await memory.close();
    expect(model.calls[1]?.signal.aborted).toBe(true);
    expect(await profiles.read({ ...ada, owner: "a" })).toBe("known");
    memory.learn(bob, said("hello"), "x");
    await settle();
    expect(model.calls).toHaveLength(2);
    expect(clock.waiting()).toBe(0);
  });
});
