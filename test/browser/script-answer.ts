import type { OutgoingMessage } from "../../src/core/chat.ts";
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
  const show = (message: OutgoingMessage) => messenger.edit(reply, ref, message, { part: 0, signal });
  return {
    search: () => messenger.indicate(reply, "searching", { signal }),
    write: (markdown: string) => show({ markdown, state: "partial", controls: ["stop"] }),
    finish: (markdown: string) => show({ markdown, state: "final", controls: ["regenerate"] }),
    /** Ends whole, as core ends it. */
    finishWithThumbs: (markdown: string) =>
      show({ markdown, state: "final", controls: ["regenerate"], feedback: { items: [] } }),
    /** Ends before it is whole, as core words it. */
    fail: (markdown: string) => show({ markdown, state: "final", controls: ["retry"] }),
  };
}
