import { RESTJSONErrorCodes, RequestMethod, Routes } from "discord.js";
import { z } from "zod";
import type { MessageRef, Messenger, Reply, ReplyTarget } from "../../core/chat.ts";
import { PlatformError } from "../../core/errors.ts";
import type { Logger } from "../../core/logger.ts";
import { allOf, say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { marks } from "./answer-buttons.ts";
import { type ChannelHistory, cannotBeTold, idBefore } from "./channel-history.ts";
import type { DiscordCall } from "./discord-call.ts";
import type { MessageBody } from "./message-body.ts";
import { discordCodeOf } from "./platform-error.ts";
import { parseFirstMessage, parseSentMessage, toMessageRef } from "./sent-message.ts";
import type { TargetChannel } from "./target-channel.ts";
import { threadName } from "./thread-name.ts";

type ChannelTarget = Extract<ReplyTarget, { readonly kind: "channel" }>;
type Context = { readonly signal: AbortSignal };

interface Deps {
  readonly call: DiscordCall;
  readonly history: ChannelHistory;
  readonly log: Logger;
}

const postSchema = z.object({
  id: z.string(),
  parent_id: z.string().nullish(),
  owner_id: z.string().nullish(),
  thread_metadata: z.object({ archive_timestamp: z.iso.datetime({ offset: true }) }).nullish(),
});
const postsSchema = z.object({ threads: z.array(postSchema), has_more: z.boolean().default(false) });

/** The most one request gives. https://docs.discord.com/developers/resources/channel#list-public-archived-threads */
const PAGE_SIZE = 100;

/** Posts in forum and media channels: each is a thread whose first message has the thread's own id. */
export function createForumPosts({ call, history, log }: Deps) {
  return {
    /** Takes no nonce, so it is never repeated by itself. */
    async create(
      { target, language = "en" }: Pick<Reply, "language"> & { readonly target: ChannelTarget },
      body: MessageBody,
      context: Context & { readonly forum: TargetChannel },
    ) {
      const { channelId } = target.channel;
      const tags = tagsOf(target, context.forum);
      const request = {
        name: threadName(target.title, translate(say("discord.thread.digest"), language)),
        message: body,
        ...(tags.length === 0 ? {} : { applied_tags: tags }),
      };
      const route = Routes.threads(channelId);
      try {
        const json = await call({ method: RequestMethod.Post, route, body: request, repeatable: false }, context);
        return toMessageRef(parseFirstMessage(json));
      } catch (error) {
        if (discordCodeOf(error) !== RESTJSONErrorCodes.TagRequiredToCreateAForumPostInThisChannel) throw error;
        throw tagNeeded(context.forum, error);
      }
    },

    /** Looks for the post of a reply by the mark of its first message, among the open posts and the closed ones. */
    async find(reply: Reply, { sentAt, signal }: Pick<Parameters<Messenger["find"]>[1], "sentAt" | "signal">) {
      const { channelId, workspaceId } = reply.target.channel;
      const self = await history.ownUser({ signal });
      const open = await readPosts(Routes.guildActiveThreads(workspaceId), { signal });
      const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
      const closed = await readPosts(Routes.channelThreads(channelId, "public"), { query, signal });
      const after = BigInt(idBefore(sentAt));
      const candidates = [...open.threads, ...closed.threads].filter(
        ({ id, parent_id: parent, owner_id: owner }) => parent === channelId && owner === self && BigInt(id) > after,
      );
      for (const { id } of candidates) {
        const ref = await readMarked(reply, id, { signal });
        if (ref !== undefined) return ref;
      }
      // The newest closed come first.
      const oldest = closed.threads.at(-1)?.thread_metadata?.archive_timestamp;
      if (closed.has_more && (oldest === undefined || Date.parse(oldest) >= sentAt)) {
        throw cannotBeTold(`more than ${PAGE_SIZE} posts were closed after it`);
      }
      return undefined;
    },
  };

  function tagsOf({ forumTag, channel: { channelId } }: ChannelTarget, forum: TargetChannel): readonly string[] {
    const wanted = forumTag?.trim().toLowerCase();
    const tag = forum.tags.find(({ name }) => name.toLowerCase() === wanted);
    if (tag !== undefined) return [tag.id];
    if (forum.isTagRequired) throw tagNeeded(forum);
    if (wanted !== undefined) log.warn({ channel: channelId }, "the forum has no such tag any more; posting without");
    return [];
  }

  async function readPosts(route: `/${string}`, { query, signal }: Context & { readonly query?: URLSearchParams }) {
    const json = await call({ method: RequestMethod.Get, route, query, repeatable: true }, { signal });
    const { data, error } = postsSchema.safeParse(json);
    if (data !== undefined) return data;
    throw new PlatformError("Discord answered something that is no list of threads", {
      code: "PLATFORM_UNAVAILABLE",
      cause: error,
    });
  }

  async function readMarked(reply: Reply, threadId: string, { signal }: Context): Promise<MessageRef | undefined> {
    const route = Routes.channelMessage(threadId, threadId);
    try {
      const first = parseSentMessage(await call({ method: RequestMethod.Get, route, repeatable: true }, { signal }));
      return marks(first, { answerId: reply.id, part: 0 }) ? toMessageRef(first) : undefined;
    } catch (error) {
      // Somebody has removed the message, and left its thread.
      if (error instanceof PlatformError && error.code === "PLATFORM_NOT_FOUND") return undefined;
      throw error;
    }
  }
}

function tagNeeded({ tags }: TargetChannel, cause?: unknown): PlatformError {
  const names = tags.map(({ name }) => `“${name}”`);
  return new PlatformError("The forum needs a tag on every post, and the one wanted is none of its own", {
    code: "PLATFORM_REJECTED",
    userMessage: names.length === 0 ? say("discord.forumHasNoTag") : say("discord.forumTag", { names: allOf(names) }),
    cause,
  });
}
