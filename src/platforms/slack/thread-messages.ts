import type { ChatPostMessageArguments, ChatUpdateArguments } from "@slack/web-api";
import type { MessageRef, OutgoingMessage, Reply, SendContext } from "../../core/chat.ts";
import { PlatformError } from "../../core/errors.ts";
import type { Logger } from "../../core/logger.ts";
import { buttonBlocks, textBlocks } from "./answer-blocks.ts";
import type { AnswerStream, StreamRef, StreamResult } from "./answer-stream.ts";
import type { LiveMessages } from "./live-messages.ts";
import type { PacedCalls } from "./paced-calls.ts";
import { slackErrorOf } from "./platform-error.ts";
import { answerMetadata, quietPost, quietUpdate } from "./post-options.ts";
import { postedTs, type SlackApi } from "./slack-api.ts";
import { wireArguments } from "./wire-arguments.ts";

/** Slack advises one `chat.update` per message every 3 s. https://docs.slack.dev/ai/developing-agents */
const UPDATE_INTERVAL_MS = 3_000;

/**
 * Slack ends a stream about five minutes after its start, however much is appended; before that, it becomes a message
 * that is edited. Reported from live workspaces, not documented.
 */
const STREAM_FOR_MS = 240_000;

/** A thread, or the channel itself. */
export interface Place {
  readonly channelId: string;
  readonly threadTs?: string | undefined;
}

interface Deps {
  readonly api: SlackApi;
  readonly paced: PacedCalls;
  readonly stream: AnswerStream;
  readonly live: LiveMessages;
  readonly clock: { now(): number };
  readonly log: Logger;
  toText(markdown: string): string;
}

/** Writes the parts of an answer into a thread or channel: streamed where Slack can, posted and edited where it cannot. */
export function createThreadMessages({ api, paced, stream, live, clock, log, toText }: Deps) {
  /** Before that, no stream can be left for its button. */
  let roomToLeaveAt = 0;

  async function post(
    reply: Reply,
    message: OutgoingMessage,
    context: SendContext & { readonly place: Place },
  ): Promise<MessageRef> {
    const { channelId, threadTs } = context.place;
    // A stream needs a thread, and somebody who has asked, and takes no buttons.
    if (
      message.state === "partial" &&
      message.needsControls !== true &&
      threadTs !== undefined &&
      reply.target.kind !== "channel"
    ) {
      const streamTs = await stream.start(reply, message.markdown, { ...context, thread: { channelId, threadTs } });
      if (streamTs !== undefined) return refOf({ channelId, threadTs, ts: streamTs, live: true });
    }
    const { signal, patience } = context;
    // A placeholder can be left out, as growth can.
    const urgency = message.state === "final" ? "end" : message.state === "placeholder" ? "growth" : "post";
    const posted = await paced.call("chat.postMessage", { reply, urgency, signal, patience }, (client) =>
      client.apiCall(
        "chat.postMessage",
        wireArguments<ChatPostMessageArguments>({
          channel: channelId,
          ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
          ...contentOf(reply, message),
          metadata: answerMetadata(reply.id, context.part),
          ...quietPost,
        }),
      ),
    );
    const ts = postedTs("chat.postMessage", posted);
    // The first words need not wait because a placeholder stood there.
    if (message.state === "placeholder") live.set(ts, { kind: "plain", editedAt: 0 });
    if (message.state === "partial") live.set(ts, { kind: "plain", editedAt: clock.now() });
    return refOf({ channelId, threadTs, ts });
  }

  /** Where blocks are shown, the text is what notifications and screen readers have. */
  function contentOf(reply: Reply, message: OutgoingMessage) {
    const { markdown } = message;
    const text = toText(markdown);
    const buttons = buttonBlocks(reply, message);
    return buttons.length === 0 ? { text } : { text, blocks: [...textBlocks(markdown, toText), ...buttons] };
  }

  async function edit(reply: Reply, ref: MessageRef, edition: SendContext & OutgoingMessage): Promise<MessageRef> {
    const state = live.get(ref.messageId);
    const isFinal = edition.state === "final";
    if (state?.kind === "stopped") return markStopped(reply, ref, edition);
    if (state?.kind === "stream" || (state === undefined && ref.live === true)) {
      const place = { channelId: ref.channelId, ts: ref.messageId };
      const mustLeave = isFinal || clock.now() - postedAt(ref) >= STREAM_FOR_MS;
      const { isLeaving, result } = await grow(reply, place, { ...edition, mustLeave });
      if (result === "stopped") live.set(ref.messageId, { kind: "stopped" });
      if (result === "stopped") return markStopped(reply, ref, edition);
      if (result === "shown") {
        if (isFinal) live.delete(ref.messageId);
        else if (isLeaving) live.set(ref.messageId, { kind: "plain", editedAt: clock.now() });
        return isLeaving ? ended(ref) : ref;
      }
      // Should the update fail, the next edit must not ask for the stream again.
      live.set(ref.messageId, { kind: "plain", editedAt: 0 });
    } else if (!isFinal && state?.kind === "plain" && clock.now() - state.editedAt < UPDATE_INTERVAL_MS) {
      return ref;
    }
    await replace(reply, ref, edition);
    if (isFinal) live.delete(ref.messageId);
    else live.set(ref.messageId, { kind: "plain", editedAt: clock.now() });
    return ended(ref);
  }

  /**
   * Streams on, or leaves the stream. One that must have buttons leaves as soon as Slack's limits have room for it: the
   * ends of other answers need the same calls.
   */
  async function grow(
    reply: Reply,
    place: StreamRef,
    { mustLeave, ...edition }: SendContext & OutgoingMessage & { readonly mustLeave: boolean },
  ): Promise<{ readonly isLeaving: boolean; readonly result: StreamResult }> {
    const urgency = mustLeave ? "end" : "growth";
    const mayLeave = edition.needsControls === true && clock.now() >= roomToLeaveAt && !stream.isBusy();
    if (mustLeave || mayLeave) {
      try {
        return { isLeaving: true, result: await stream.stop(reply, place, { ...edition, urgency }) };
      } catch (error) {
        const isLater = error instanceof PlatformError && error.code === "PLATFORM_RATE_LIMITED";
        if (mustLeave || !isLater) throw error;
        roomToLeaveAt = clock.now() + (error.retryAfterMs ?? 0);
      }
    }
    return { isLeaving: false, result: await stream.append(reply, place, edition) };
  }

  /**
   * After Slack's own Stop no text may follow, but Slack wants the asker to be told that the work has stopped: the words
   * so far, with the note and the button of an answer that was stopped. https://docs.slack.dev/reference/events/agent_session_stopped
   */
  async function markStopped(reply: Reply, ref: MessageRef, edition: SendContext & OutgoingMessage) {
    const saysSo = edition.state === "final" && edition.controls?.includes("retry") === true;
    if (!saysSo) return ended(ref);
    try {
      await replace(reply, ref, edition);
    } catch (error) {
      if (!(error instanceof PlatformError) || error.retryable) throw error;
      log.debug({ err: error }, "Slack lets nobody add to a message that its own Stop has ended");
    }
    return ended(ref);
  }

  async function replace(reply: Reply, ref: MessageRef, edition: SendContext & OutgoingMessage): Promise<void> {
    const { signal, patience } = edition;
    const urgency = edition.state === "final" ? "end" : "growth";
    const update = () =>
      paced.call("chat.update", { reply, urgency, signal, patience }, (client) =>
        client.apiCall(
          "chat.update",
          wireArguments<ChatUpdateArguments>({
            channel: ref.channelId,
            ts: ref.messageId,
            // Earlier blocks may stay unless they are said to go.
            blocks: [],
            ...contentOf(reply, edition),
            // A stream that ended by itself has none yet.
            metadata: answerMetadata(reply.id, edition.part),
            ...quietUpdate,
          }),
        ),
      );
    try {
      await update();
    } catch (error) {
      // The message streams although its ref does not say so: the process that began it died before it could tell.
      if (slackErrorOf(error) !== "streaming_state_conflict") throw error;
      await stream.stop(reply, { channelId: ref.channelId, ts: ref.messageId }, { ...edition, urgency });
      await update();
    }
  }

  async function remove(reply: Reply, ref: MessageRef, signal: AbortSignal): Promise<void> {
    if (ref.live === true) {
      await stream.stop(
        reply,
        { channelId: ref.channelId, ts: ref.messageId },
        { part: 0, markdown: "", state: "final", urgency: "end", signal },
      );
    }
    live.delete(ref.messageId);
    try {
      await api.call("chat.delete", signal, (client) =>
        client.chat.delete({ channel: ref.channelId, ts: ref.messageId }),
      );
    } catch (error) {
      if (slackErrorOf(error) !== "message_not_found") throw error;
    }
  }

  return { post, edit, remove, isStopped: (ref: MessageRef) => live.get(ref.messageId)?.kind === "stopped" };
}

/** A ts is Slack's clock, in seconds. */
function postedAt({ messageId }: MessageRef): number {
  return Number(messageId) * 1_000;
}

/** A message as the outbox keeps it. */
export function refOf({ channelId, threadTs, ts, live }: Place & { ts: string; live?: boolean }): MessageRef {
  return {
    platform: "slack",
    channelId,
    messageId: ts,
    ...(threadTs === undefined ? {} : { threadId: threadTs }),
    ...(live === true ? { live } : {}),
  };
}

/** The same message, which no longer shows as growing. */
function ended({ live: _live, ...ref }: MessageRef): MessageRef {
  return ref;
}
