import type { AnswerStage, MessageRef, Messenger, Reply, ReplyTarget } from "../../core/chat.ts";
import type { Logger } from "../../core/logger.ts";
import { noSendBudget, type SendBudget } from "../../core/send-budget.ts";
import { isInChannel, placeOfMessage, placeUnderRoot } from "./answer-place.ts";
import { createAnswerStream } from "./answer-stream.ts";
import { createJoining } from "./joining.ts";
import { createLiveMessages } from "./live-messages.ts";
import { createOwnUser } from "./own-user.ts";
import { createPacedCalls } from "./paced-calls.ts";
import { createPostedMessages, type LostPost } from "./posted-messages.ts";
import { createQuestionRoots } from "./question-root.ts";
import { cannotTell } from "./read-messages.ts";
import { createResponsePosts, isResponseRef } from "./response-posts.ts";
import { createSlackApi, type SlackApiOptions } from "./slack-api.ts";
import { createThreadMessages, type Place, refOf } from "./thread-messages.ts";
import { createThreadStatus } from "./thread-status.ts";
import { toMrkdwn } from "./to-mrkdwn.ts";
import { toStreamMarkdown } from "./to-stream-markdown.ts";

/** `chat.update` takes no more, although `chat.postMessage` would. https://docs.slack.dev/reference/methods/chat.update */
const MAX_TEXT_LENGTH = 4_000;

/** 100 appends a minute may be made per workspace; slower edits of plain messages are left out by us. */
const EDIT_INTERVAL_MS = 1_000;

type ChannelTarget = Extract<ReplyTarget, { readonly kind: "channel" }>;

/** Where nothing is seen of a search. A placeholder is a message, whose place no stream can take: quicker answers are streamed. */
const PLACEHOLDER_AFTER_MS = 3_000;
/** Where a status line says that work goes on, the stream is worth some patience; then a Stop button is worth more. */
const PLACEHOLDER_UNDER_STATUS_AFTER_MS = 10_000;

/** More than the answers that one worker usually writes at once. */
const RECENT_PARTS = 100;

export interface SlackMessengerDeps {
  readonly log: Logger;
  readonly clock: { now(): number };
  /** Absent: nothing is held back. */
  readonly budget?: SendBudget | undefined;
}

/** Posts answers to Slack with a bot token alone; needs no connection of the listener. */
export function createSlackMessenger(
  { log, clock, budget = noSendBudget }: SlackMessengerDeps,
  options: SlackApiOptions,
): Messenger {
  const api = createSlackApi({ log }, options);
  const paced = createPacedCalls({ api, budget });
  const live = createLiveMessages({ clock });
  const toText = rememberRecent(toMrkdwn);
  const stream = createAnswerStream({ paced, live, clock, log });
  const threads = createThreadMessages({ api, paced, stream, live, clock, log, toText });
  const responses = createResponsePosts({ api, clock, toText });
  const posted = createPostedMessages({ api, ownUser: createOwnUser({ api }) });
  const roots = createQuestionRoots({ paced, posted, clock });
  const joining = createJoining({ api });
  const status = createThreadStatus({ api, clock, log });

  return {
    limits: {
      maxLength: MAX_TEXT_LENGTH,
      measure: (markdown) => Math.max(toText(markdown).length, toStreamMarkdown(markdown).length),
      editIntervalMs: EDIT_INTERVAL_MS,
      placeholderAfterMs: ({ target }) => placeholderAfterMs(target),
    },

    async post(reply, message, { previous, ...context }) {
      if (previous !== undefined && threads.isStopped(previous)) return previous;
      if (reply.target.kind === "channel") {
        const place = placeUnasked(reply.target, previous);
        return joining(place.channelId, () => threads.post(reply, message, { ...context, place }), context);
      }
      const place =
        reply.target.kind === "message"
          ? placeOfMessage(reply.target)
          : await placeUnderRoot(reply, previous, () => roots.post(reply, context));
      if (place !== undefined) return threads.post(reply, message, { ...context, place });
      return responses.post(reply, message, { ...context, target: interactionOf(reply) });
    },

    async edit(reply, ref, message, context) {
      return isResponseRef(ref)
        ? responses.edit(reply, ref, { ...message, ...context, target: interactionOf(reply) })
        : threads.edit(reply, ref, { ...message, ...context });
    },

    async find(reply, context) {
      if (reply.target.kind === "channel") {
        const place = placeUnasked(reply.target, context.previous);
        const marked = await posted.findMarked(reply, place, context);
        return marked && refOf({ ...place, ts: marked.ts });
      }
      const place = await knownPlaceOf(reply, context);
      if (place === undefined) return undefined;
      const { channelId, threadTs } = place;
      // Nothing streams outside threads, so that what stands there has its mark.
      if (threadTs === undefined) {
        const marked = await posted.findMarked(reply, place, context);
        return marked && refOf({ ...place, ts: marked.ts });
      }
      const found = await posted.findPart(reply, { channelId, threadTs }, context);
      return found && refOf({ ...place, ts: found.ts, live: found.isStream });
    },

    async indicate(reply: Reply, stage: AnswerStage, { signal }) {
      await status.show(reply, stage, signal);
    },

    async remove(reply, ref, { signal }) {
      if (!isResponseRef(ref)) await threads.remove(reply, ref, signal);
    },

    locate: async (channel) => channel,
  };

  /** A command has no status line. What is private cannot be edited, so no placeholder can become the answer. */
  function placeholderAfterMs(target: ReplyTarget): number | undefined {
    if (target.kind === "message" && !isInChannel(target) && !stream.isRefused(target.channel.channelId))
      return PLACEHOLDER_UNDER_STATUS_AFTER_MS;
    const canWait = target.kind === "message" || (target.kind === "interaction" && target.visibility === "public");
    return canWait ? PLACEHOLDER_AFTER_MS : undefined;
  }

  /** Where an earlier try put this part; undefined when it did not get as far as its place. */
  async function knownPlaceOf(reply: Reply, { previous, ...context }: LostPost): Promise<Place | undefined> {
    if (reply.target.kind === "message") return placeOfMessage(reply.target);
    if (interactionOf(reply).visibility === "asker" || (previous !== undefined && isResponseRef(previous)))
      throw cannotTell("Slack keeps no record of what is sent through a response_url");
    return placeUnderRoot(reply, previous, () => roots.find(reply, context));
  }
}

/** Where a part of what nobody asked for stands: in the channel, or under the first part. */
function placeUnasked({ layout, channel: { channelId } }: ChannelTarget, previous: MessageRef | undefined): Place {
  if (layout === "together" || previous === undefined) return { channelId };
  return { channelId, threadTs: previous.threadId ?? previous.messageId };
}

function interactionOf({ target }: Reply) {
  if (target.kind !== "interaction") throw new TypeError("Only a command's answer goes through a response_url");
  return target;
}

/** A part is measured, measured again as blocks and sent: that is one look at its Markdown, however many answers grow at once. */
function rememberRecent(convert: (markdown: string) => string): (markdown: string) => string {
  const recent = new Map<string, string>();
  return (markdown) => {
    const known = recent.get(markdown);
    if (known !== undefined) return known;
    const text = convert(markdown);
    const [oldest] = recent.keys();
    if (recent.size >= RECENT_PARTS && oldest !== undefined) recent.delete(oldest);
    recent.set(markdown, text);
    return text;
  };
}
