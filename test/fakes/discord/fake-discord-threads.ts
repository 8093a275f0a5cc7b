import { z } from "zod";
import { type FakeMessageBody, parseFakeMessageBody } from "./fake-discord-content.ts";
import { toChannelPayload, toMessagePayload } from "./fake-discord-payloads.ts";
import { FakeDiscordRefusal } from "./fake-discord-refusal.ts";
import type { FakeAnswer, FakeRoute } from "./fake-discord-routes.ts";
import type { FakeChannel, FakeMessage, FakeState } from "./fake-discord-state.ts";

const HOUR_MS = 3_600_000;
/** https://docs.discord.com/developers/resources/message#crosspost-message */
const CROSSPOSTS_PER_HOUR = 10;

const name = z.string().trim().min(1).max(100);
const threadSchema = z.strictObject({ name });
/** Neither a nonce nor a reply can be in a post. */
const postSchema = z.strictObject({
  name,
  applied_tags: z.array(z.string()).max(5).default([]),
  message: z.looseObject({ nonce: z.undefined().optional(), message_reference: z.undefined().optional() }),
});
const changeSchema = z.strictObject({ archived: z.boolean() });
const archivedQuerySchema = z.strictObject({ limit: z.coerce.number().int().min(2).max(100).default(50) });

interface Room {
  openChannel(channelId: string): FakeChannel;
  ownMessage(channelId: string, messageId: string): FakeMessage;
  addMessage(
    body: Pick<FakeMessageBody, "components" | "flags"> & { readonly content: string },
    fields: Pick<FakeMessage, "channelId"> & Partial<FakeMessage>,
  ): FakeMessage;
  record(body: FakeMessageBody, message: FakeMessage, surface: "channel"): void;
}

/** Threads, forum posts and publishing. https://docs.discord.com/developers/resources/channel */
export function createFakeThreadRoutes(state: FakeState, room: Room): readonly FakeRoute[] {
  return [
    { method: "POST", path: /^\/channels\/(\d+)\/messages\/(\d+)\/threads$/u, auth: true, handle: startFromMessage },
    { method: "POST", path: /^\/channels\/(\d+)\/threads$/u, auth: true, handle: startInForum },
    { method: "PATCH", path: /^\/channels\/(\d+)$/u, auth: true, handle: changeThread },
    { method: "GET", path: /^\/guilds\/(\d+)\/threads\/active$/u, auth: true, handle: listActive },
    { method: "GET", path: /^\/channels\/(\d+)\/threads\/archived\/public$/u, auth: true, handle: listArchived },
    { method: "POST", path: /^\/channels\/(\d+)\/messages\/(\d+)\/crosspost$/u, auth: true, handle: crosspost },
  ];

  /** The thread has the id of its message; its first entry is Discord's note of that message. */
  function startFromMessage([channelId = "", messageId = ""]: readonly string[], json: unknown): FakeAnswer {
    const channel = writable(channelId);
    const message = state.messagesIn(channelId).find(({ id }) => id === messageId);
    if (message === undefined) throw new FakeDiscordRefusal(404, 10008, "Unknown Message");
    if (channel.kind !== "text" && channel.kind !== "announcement") {
      throw new FakeDiscordRefusal(400, 50024, "Cannot execute action on this channel type");
    }
    if (state.channels.has(messageId)) {
      throw new FakeDiscordRefusal(400, 160_004, "A thread has already been created for this message");
    }
    const body = parse(threadSchema, json);
    const thread = addThread(messageId, { name: body.name, parentId: channelId });
    room.addMessage(
      { content: "", flags: 0, components: [] },
      { channelId: thread.id, author: message.author, referenceId: messageId, isStarterNote: true },
    );
    return { status: 201, json: toChannelPayload(state, thread) };
  }

  function startInForum([channelId = ""]: readonly string[], json: unknown): FakeAnswer {
    const forum = writable(channelId);
    if (forum.kind !== "forum") throw new FakeDiscordRefusal(400, 50024, "Cannot execute action on this channel type");
    const post = parse(postSchema, json);
    if (forum.isTagRequired && post.applied_tags.length === 0) {
      throw new FakeDiscordRefusal(400, 40_067, "A tag is required to create a forum post in this channel");
    }
    if (post.applied_tags.some((tag) => forum.tags.every(({ id }) => id !== tag))) {
      throw new FakeDiscordRefusal(400, 50_035, "Invalid Form Body: applied_tags");
    }
    const body = parseFakeMessageBody(post.message);
    const thread = addThread(state.nextId(), {
      name: post.name,
      parentId: channelId,
      appliedTags: post.applied_tags,
    });
    const message = room.addMessage(body, { id: thread.id, channelId: thread.id });
    room.record(body, message, "channel");
    return {
      status: 201,
      json: { ...toChannelPayload(state, thread), message: toMessagePayload(state, message) },
    };
  }

  /** Whoever may write in a thread may open it. */
  function changeThread([channelId = ""]: readonly string[], json: unknown): FakeAnswer {
    const thread = room.openChannel(channelId);
    if (thread.kind !== "thread") throw new FakeDiscordRefusal(403, 50_013, "Missing Permissions");
    const { archived } = parse(changeSchema, json);
    thread.archivedAt = archived ? state.clock.now() : undefined;
    return { status: 200, json: toChannelPayload(state, thread) };
  }

  /** Of the whole guild, the newest first. */
  function listActive([guildId]: readonly string[]): FakeAnswer {
    if (guildId !== state.guildId) throw new FakeDiscordRefusal(404, 10_004, "Unknown Guild");
    const threads = threadsOf((thread) => thread.archivedAt === undefined);
    return { status: 200, json: { threads: threads.map((thread) => toChannelPayload(state, thread)), members: [] } };
  }

  /** The last closed first. */
  function listArchived([channelId = ""]: readonly string[], _body: unknown, query: URLSearchParams): FakeAnswer {
    if (!room.openChannel(channelId).readable) throw new FakeDiscordRefusal(403, 50_013, "Missing Permissions");
    const { limit } = parse(archivedQuerySchema, Object.fromEntries(query));
    const all = threadsOf(({ parentId, archivedAt }) => parentId === channelId && archivedAt !== undefined).toSorted(
      (a, b) => (b.archivedAt ?? 0) - (a.archivedAt ?? 0),
    );
    const threads = all.slice(0, limit).map((thread) => toChannelPayload(state, thread));
    return { status: 200, json: { threads, members: [], has_more: all.length > limit } };
  }

  function crosspost([channelId = "", messageId = ""]: readonly string[]): FakeAnswer {
    const channel = room.openChannel(channelId);
    if (channel.kind !== "announcement") throw new FakeDiscordRefusal(400, 50_068, "Invalid message type");
    const message = room.ownMessage(channelId, messageId);
    if (message.crossposted === true) {
      throw new FakeDiscordRefusal(400, 40_033, "This message has already been crossposted");
    }
    const now = state.clock.now();
    const recent = channel.crossposts.filter((at) => now - at < HOUR_MS);
    const [oldest = now] = recent;
    if (recent.length >= CROSSPOSTS_PER_HOUR) {
      const retryAfter = (oldest + HOUR_MS - now) / 1_000;
      throw new FakeDiscordRefusal(429, 0, "You are being rate limited.", { retry_after: retryAfter, global: false });
    }
    channel.crossposts.push(now);
    message.crossposted = true;
    return { status: 200, json: toMessagePayload(state, message) };
  }

  function writable(channelId: string): FakeChannel {
    const channel = room.openChannel(channelId);
    if (!channel.sendable || !channel.threadable) throw new FakeDiscordRefusal(403, 50_013, "Missing Permissions");
    return channel;
  }

  function addThread(id: string, fields: Partial<FakeChannel>): FakeChannel {
    return state.addChannel({ id, kind: "thread", ownerId: state.bot.id, ...fields });
  }

  function threadsOf(isWanted: (thread: FakeChannel) => boolean): readonly FakeChannel[] {
    return [...state.channels.values()]
      .filter((channel) => channel.kind === "thread" && isWanted(channel))
      .toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1));
  }
}

function parse<Value>(schema: z.ZodType<Value>, json: unknown): Value {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new FakeDiscordRefusal(400, 50_035, "Invalid Form Body", { errors: parsed.error.issues });
}
