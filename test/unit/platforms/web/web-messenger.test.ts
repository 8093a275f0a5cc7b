import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Messenger, Reply } from "../../../../src/core/chat.ts";
import { StoreError } from "../../../../src/core/errors.ts";
import { createWebMessenger } from "../../../../src/platforms/web/web-messenger.ts";
import { createMemoryTranscripts, type MemoryTranscripts } from "../../../fakes/memory-transcripts.ts";

const channel = { platform: "web", workspaceId: "web", channelId: "general" } as const;
const reply: Reply = {
  id: "web-1",
  target: { kind: "message", channel, messageId: "web-1" },
  asker: { id: "you" },
  question: "Why?",
};
const { signal } = new AbortController();
const partial = (markdown: string) => ({ markdown, state: "partial" }) as const;

let transcripts: MemoryTranscripts;
let messenger: Messenger;
beforeEach(() => {
  transcripts = createMemoryTranscripts();
  messenger = createWebMessenger({ transcripts, clock: { now: () => 7 } });
});

describe("the web messenger", () => {
  it("shows that it searches, in the place where the answer will stand", async () => {
    await messenger.indicate(reply, "searching", { signal });
    const entry = { id: "web-1-0", author: "footnote", inReplyTo: "web-1", answerId: "web-1", at: 7 };
    expect(await transcripts.read("general")).toEqual([
      { ...entry, markdown: "", state: "searching", controls: ["stop"] },
    ]);
    await messenger.post(reply, partial("Because"), { part: 0, signal });
    expect(await transcripts.read("general")).toEqual([{ ...entry, markdown: "Because", state: "writing" }]);
  });

  it("does not wipe what is written by saying that it writes", async () => {
    await messenger.post(reply, partial("Because"), { part: 0, signal });
    await messenger.indicate(reply, "writing", { signal });
    expect(await transcripts.read("general")).toMatchObject([{ markdown: "Because" }]);
  });

  it("says only once that it searches, so that the wait is counted from its beginning", async () => {
    let now = 1_000;
    const slow = createWebMessenger({ transcripts, clock: { now: () => now } });
    await slow.indicate(reply, "searching", { signal });
    now = 9_000;
    await slow.indicate(reply, "searching", { signal });
    expect(await transcripts.read("general")).toMatchObject([{ state: "searching", at: 1_000 }]);
  });

  it("shows that it searches anew where an answer has ended", async () => {
    const failed = { markdown: "⚠️ Sorry.", state: "final", controls: ["retry"] } as const;
    await messenger.post(reply, failed, { part: 0, signal });
    await messenger.indicate(reply, "searching", { signal });
    expect(await transcripts.read("general")).toMatchObject([{ id: "web-1-0", markdown: "", state: "searching" }]);
    expect((await transcripts.read("general"))[0]?.controls).toEqual(["stop"]);
  });

  it("does not take what only searches, or what was taken back, for a posted part", async () => {
    const find = () => messenger.find(reply, { part: 0, sentAt: 0, signal });
    await messenger.indicate(reply, "searching", { signal });
    expect(await find()).toBeUndefined();
    const ref = await messenger.post(reply, partial("Because"), { part: 0, signal });
    expect(await find()).toEqual(ref);
    await messenger.remove(reply, ref, { signal });
    expect(await find()).toBeUndefined();
  });

  it("does not claim that a part is missing when the transcript cannot be read", async () => {
    vi.spyOn(transcripts, "read").mockRejectedValueOnce(new StoreError("Redis is away"));
    const looking = messenger.find(reply, { part: 0, sentAt: 0, signal });
    await expect(looking).rejects.toMatchObject({ code: "PLATFORM_UNAVAILABLE", retryable: true });
  });

  it("gives a part the same place however often it is posted", async () => {
    const first = await messenger.post(reply, partial("a"), { part: 1, signal });
    const again = await messenger.post(reply, partial("b"), { part: 1, signal });
    expect(again).toEqual(first);
    expect(await transcripts.read("general")).toMatchObject([{ id: "web-1-1", markdown: "b" }]);
  });

  it("writes what nobody asked for without a question, and does not announce it", async () => {
    const target = { kind: "channel", channel, layout: "together", title: "News", isCrossposted: false } as const;
    const digest: Reply = { ...reply, id: "digest-1", target };
    await messenger.indicate(digest, "searching", { signal });
    await messenger.post(digest, { markdown: "News.", state: "final" }, { part: 0, signal });
    const [entry, ...others] = await transcripts.read("general");
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ id: "digest-1-0", answerId: "digest-1", markdown: "News.", state: "final" });
    expect(entry?.inReplyTo).toBeUndefined();
  });

  it("writes nothing once it has been told to stop", async () => {
    const stopped = { part: 0, signal: AbortSignal.abort() };
    await expect(messenger.post(reply, partial("late"), stopped)).rejects.toThrow();
    await messenger.indicate(reply, "searching", stopped);
    expect(await transcripts.read("general")).toEqual([]);
  });
});
