import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createFakeGateway } from "./fake-discord-gateway.ts";
import { createFakeInteractions } from "./fake-discord-interactions.ts";
import { mentionedIn, toChannelPayload, toMessagePayload, toRolePayload } from "./fake-discord-payloads.ts";
import { createFakeRateLimiter, type FakeRateLimit } from "./fake-discord-rate-limit.ts";
import { FakeDiscordRefusal } from "./fake-discord-refusal.ts";
import { createFakeRoutes, type FakeRequest } from "./fake-discord-routes.ts";
import {
  createFakeState,
  type FakeAttachment,
  type FakeChannel,
  type FakeMessage,
  type FakeUser,
} from "./fake-discord-state.ts";
import { readBody } from "./read-body.ts";

const GUILDS = 1 << 0;
const GUILD_MESSAGES = 1 << 9;
const DIRECT_MESSAGES = 1 << 12;
const MESSAGE_CONTENT = 1 << 15;

export interface FakeDiscordOptions {
  readonly clock?: { now(): number };
  /** Enforce rate limits per channel and method, as Discord does. */
  readonly rateLimit?: FakeRateLimit;
  /** The Message Content intent is switched on in the portal. */
  readonly messageContent?: boolean;
}

export interface Said {
  readonly channelId?: string;
  readonly user?: FakeUser;
  /** The message it replies to; its author is pinged unless `quiet`. */
  readonly replyTo?: string;
  readonly quiet?: boolean;
  readonly webhook?: boolean;
  readonly attachments?: readonly FakeAttachment[];
}

export interface Failure {
  readonly method: string;
  /** The path without `/api/v10`, or a pattern of it. */
  readonly path: string | RegExp;
  /** 0 breaks the connection off. */
  readonly status: number;
  readonly body?: unknown;
  /** Do it first, then fail: the caller cannot know. */
  readonly after?: boolean;
  /** How many requests fail; 1 unless told. */
  readonly times?: number;
}

export type FakeDiscord = Awaited<ReturnType<typeof startFakeDiscord>>;

/** Starts a Discord of our own on a free port: REST and gateway for the real SDK, verbs and readers for tests. */
export async function startFakeDiscord({
  clock = { now: () => Date.now() },
  rateLimit,
  messageContent = false,
}: FakeDiscordOptions = {}) {
  const state = createFakeState(clock);
  const token = ["fake", "discord", state.bot.id].join(".");
  const limiter = rateLimit === undefined ? undefined : createFakeRateLimiter(rateLimit);
  const failures: { readonly failure: Failure; left: number }[] = [];
  const holds: { readonly path: string; readonly released: Promise<void> }[] = [];
  const requests: (FakeRequest & { readonly status: number })[] = [];
  let refuseWith: number | undefined;

  const server = createServer((request, response) => {
    void readBody(request).then(async (body) => {
      const { pathname, searchParams } = new URL(request.url ?? "/", "http://fake");
      const path = decodeURIComponent(pathname.replace(/^\/api\/v10/u, ""));
      const asked = { method: request.method ?? "GET", path, body, query: searchParams };
      const answer = respond(asked, request.headers.authorization);
      requests.push({ ...asked, status: answer.status });
      for (const hold of holds.filter((held) => path.startsWith(held.path))) await hold.released;
      if (answer.status === 0) return request.socket.destroy();
      if (answer.status === 204) return response.writeHead(204, { ...answer.headers }).end();
      response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
      return response.end(JSON.stringify(answer.json ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const gatewayUrl = `ws://127.0.0.1:${port}/gateway`;
  const gateway = createFakeGateway(state, {
    server,
    token,
    url: () => gatewayUrl,
    refuseWith: () => refuseWith,
    allowed: messageContent ? MESSAGE_CONTENT : 0,
  });
  const routes = createFakeRoutes(state, { onCreated: (message) => dispatchMessage(message) });
  const interactions = createFakeInteractions(state, {
    dispatch: (event, payload) => gateway.dispatch(event, 0, () => payload),
    handle: routes.handle,
  });

  function respond(request: FakeRequest, authorization: string | undefined): Answer {
    const fault = failures.find(({ failure, left }) => left > 0 && matches(failure, request));
    if (fault !== undefined) fault.left -= 1;
    if (fault?.failure.after !== true && fault !== undefined) return failureAnswer(fault.failure);
    const answer = obey(request, authorization);
    return fault === undefined ? answer : failureAnswer(fault.failure);
  }

  function obey(request: FakeRequest, authorization: string | undefined): Answer {
    const verdict =
      limiter !== undefined
        ? limiter(bucketOf(request), { isCounted: routes.needsBotToken(request) })
        : { limited: false, headers: {} };
    if (verdict.limited) {
      const retryAfter = Number(verdict.headers["retry-after"]);
      const json = {
        message: "You are being rate limited.",
        retry_after: retryAfter,
        global: "x-ratelimit-global" in verdict.headers,
      };
      return { status: 429, json, headers: verdict.headers };
    }
    try {
      if (routes.needsBotToken(request) && authorization !== `Bot ${token}`) {
        throw new FakeDiscordRefusal(401, 0, "401: Unauthorized");
      }
      if (request.path === "/gateway/bot") {
        const limit = { total: 1_000, remaining: 999, reset_after: 0, max_concurrency: 1 };
        return { status: 200, json: { url: gatewayUrl, shards: 1, session_start_limit: limit } };
      }
      return { ...routes.handle(request), headers: verdict.headers };
    } catch (error) {
      if (!(error instanceof FakeDiscordRefusal)) throw error;
      const json: Record<string, unknown> = { code: error.code, message: error.message, ...error.detail };
      const wait = error.status === 429 ? { "retry-after": String(json["retry_after"]) } : {};
      return { status: error.status, json, headers: { ...verdict.headers, ...wait } };
    }
  }

  function dispatchMessage(message: FakeMessage): void {
    const isDirect = state.channels.get(message.channelId)?.kind === "dm";
    const isOurs = message.author.id === state.bot.id || mentionedIn(state, message).includes(state.bot);
    gateway.dispatch("MESSAGE_CREATE", isDirect ? DIRECT_MESSAGES : GUILD_MESSAGES, (intents) =>
      toMessagePayload(state, message, {
        isReadable: isDirect || isOurs || (intents & MESSAGE_CONTENT) !== 0,
        webhook: message.isWebhook === true,
      }),
    );
  }

  function say(text: string, said: Said = {}): FakeMessage {
    const author = state.users.get(said.user?.id ?? "") ?? said.user ?? state.asker;
    state.users.set(author.id, author);
    const message: FakeMessage = {
      id: state.nextId(),
      channelId: said.channelId ?? state.general.id,
      author,
      createdAt: clock.now(),
      ephemeral: false,
      referenceId: said.replyTo,
      attachments: said.attachments,
      isWebhook: said.webhook,
      isQuiet: said.quiet,
      content: text,
      components: [],
      flags: 0,
      edits: 0,
      removed: false,
    };
    state.messages.set(message.id, message);
    dispatchMessage(message);
    return message;
  }

  function directChannel(user: FakeUser) {
    const known = [...state.channels.values()].find(({ kind, name }) => kind === "dm" && name === user.id);
    return known ?? state.addChannel({ kind: "dm", name: user.id });
  }

  return {
    apiUrl: `http://127.0.0.1:${port}/api`,
    token,
    applicationId: state.applicationId,
    guildId: state.guildId,
    channelId: state.general.id,
    botId: state.bot.id,
    asker: state.asker,
    owner: state.owner,

    ...interactions,

    /** The message carries another button, as one from another version. */
    replaceButton(messageId: string, customId: string): void {
      const message = state.messages.get(messageId);
      const button = { type: 2, style: 2, label: "Other", custom_id: customId } as const;
      if (message !== undefined) message.components = [{ type: 1, components: [button] }];
    },

    say,
    /** A person mentions the bot. */
    mention: (text: string, said: Said = {}) => say(`<@${state.bot.id}> ${text}`, said),
    /** A person writes to the bot alone. */
    dm: (text: string, { user = state.asker }: { readonly user?: FakeUser } = {}) =>
      say(text, { user, channelId: directChannel(user).id }),

    addChannel(
      name = "reading",
      fields: Partial<Pick<FakeChannel, "kind" | "tags" | "isTagRequired" | "parentId">> = {},
    ): string {
      const channel = state.addChannel({ name, ...fields });
      gateway.dispatch("CHANNEL_CREATE", GUILDS, () => toChannelPayload(state, channel));
      return channel.id;
    },
    /** Somebody moves a channel into a category, or out of all of them. */
    moveChannel(channelId: string, parentId: string | undefined): void {
      setChannel(channelId, { parentId });
      const channel = state.channels.get(channelId);
      if (channel !== undefined) gateway.dispatch("CHANNEL_UPDATE", GUILDS, () => toChannelPayload(state, channel));
    },
    /** A person whose roles the server has, too. */
    addMember(name: string, { roles = [] as readonly string[] } = {}): FakeUser {
      for (const id of roles) {
        state.roles.add(id);
        gateway.dispatch("GUILD_ROLE_CREATE", GUILDS, () => ({ guild_id: state.guildId, role: toRolePayload(id) }));
      }
      const user = { id: state.nextId(), name, roles };
      state.users.set(user.id, user);
      return user;
    },
    /** The threads of a channel, or the posts of a forum, oldest first. */
    threads: (parentId = state.general.id): readonly FakeChannel[] =>
      [...state.channels.values()].filter((channel) => channel.kind === "thread" && channel.parentId === parentId),
    /** Not `announced`: the bot has never heard of it, as of one that was archived until now. */
    addThread(parentId: string, { announced = true } = {}) {
      const thread = state.addChannel({ kind: "thread", name: "thread", parentId, announced });
      if (announced) gateway.dispatch("THREAD_CREATE", GUILDS, () => toChannelPayload(state, thread));
      return thread.id;
    },
    /** Discord then refuses replies and shows an empty history. */
    denyHistory: (channelId: string) => setChannel(channelId, { readable: false }),
    denyPosting: (channelId: string) => setChannel(channelId, { sendable: false }),
    setTags: (channelId: string, tags: FakeChannel["tags"]) => setChannel(channelId, { tags }),
    denyThreads: (channelId: string) => setChannel(channelId, { threadable: false }),
    closeThread: (threadId: string) => setChannel(threadId, { archivedAt: clock.now() }),
    hideChannel: (channelId: string) => setChannel(channelId, { visible: false }),
    deleteChannel: (channelId: string) => void state.channels.delete(channelId),
    deleteMessage: (messageId: string) => {
      const message = state.messages.get(messageId);
      if (message !== undefined) message.removed = true;
    },

    /** What everybody in the channel sees of the bot, oldest first. */
    messages: (channelId = state.general.id): readonly FakeMessage[] =>
      state
        .messagesIn(channelId)
        .filter(({ author, ephemeral, flags }) => author === state.bot && !ephemeral && (flags & (1 << 7)) === 0)
        .filter(({ isStarterNote }) => isStarterNote !== true),
    /** How often the bot has shown that it is typing. */
    typings: (channelId = state.general.id) => state.channels.get(channelId)?.typings ?? 0,
    pings: state.pings,
    previews: state.previews,
    requests,
    registered: () => state.registered ?? [],
    connections: gateway.connections,

    failNext: (failure: Failure) => void failures.push({ failure, left: failure.times ?? 1 }),
    /** Answers to these paths are done but not sent until the returned function is called. */
    holdAnswers(path: string): () => void {
      let release: () => void = () => undefined;
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      holds.push({ path, released });
      return () => release();
    },
    /** The gateway closes; 4000 may be resumed, 4004 and 4010 to 4014 are for good. */
    disconnect: gateway.disconnect,
    refuseIdentify: (code: number) => {
      refuseWith = code;
    },
    /** The last event of a kind is delivered once more. */
    repeatLast: gateway.repeatLast,

    async close(): Promise<void> {
      gateway.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  function setChannel(channelId: string, change: Partial<FakeChannel>): void {
    const channel = state.channels.get(channelId);
    if (channel !== undefined) Object.assign(channel, change);
  }
}

interface Answer {
  readonly status: number;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

function failureAnswer({ status, body }: Failure): Answer {
  return { status, json: body ?? { code: 0, message: `${status}: made to fail` } };
}

function matches({ method, path }: Failure, request: FakeRequest): boolean {
  if (method !== request.method) return false;
  return typeof path === "string" ? request.path.startsWith(path) : path.test(request.path);
}

/** Edits of all messages of a channel share one bucket. */
function bucketOf({ method, path }: FakeRequest): string {
  return `${method} ${path.replace(/(?<=\/messages\/)[^/]+$/u, "")}`;
}
