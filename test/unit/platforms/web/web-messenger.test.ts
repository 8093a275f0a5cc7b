import { beforeEach, describe, expect, it } from "vitest";
import type { Messenger, Reply } from "../../../../src/core/chat.ts";
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

  it("gives a part the same place however often it is posted", async () => {
    const first = await messenger.post(reply, partial("a"), { part: 1, signal });
    const again = await messenger.post(reply, partial("b"), { part: 1, signal });
    expect(again).toEqual(first);
    expect(await transcripts.read("general")).toMatchObject([{ id: "web-1-1", markdown: "b" }]);
  });

  it("writes nothing once it has been told to stop", async () => {
    const stopped = { part: 0, signal: AbortSignal.abort() };
    await expect(messenger.post(reply, partial("late"), stopped)).rejects.toThrow();
    await messenger.indicate(reply, "searching", stopped);
    expect(await transcripts.read("general")).toEqual([]);
  });
});
