import type { Invocation } from "../../src/core/invocation.ts";
import type { TranscriptStore } from "../../src/core/transcript.ts";
import { createWebMessenger } from "../../src/platforms/web/web-messenger.ts";

const signal = new AbortController().signal;

/** The worker's half of a question, played step by step by a test. */
export function scriptAnswer(transcripts: TranscriptStore, invocation: Invocation) {
  const messenger = createWebMessenger({ transcripts, clock: { now: () => Date.now() } });
  const reply = {
    id: invocation.id,
    target: invocation.replyTo,
    asker: invocation.asker,
    question: invocation.call.name === "ask" ? (invocation.call.options.question ?? "") : "",
  };
  const ref = { platform: "web", channelId: invocation.channel.channelId, messageId: `${reply.id}-0` } as const;
  const context = { part: 0, signal };
  return {
    search: () => messenger.indicate(reply, "searching", { signal }),
    write: (markdown: string) => messenger.edit(reply, ref, { markdown, state: "partial" }, context),
    finish: (markdown: string) => messenger.edit(reply, ref, { markdown, state: "final" }, context),
  };
}
