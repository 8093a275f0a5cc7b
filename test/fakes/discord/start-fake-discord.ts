import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type SlashValue, toFakeOptions } from "./fake-discord-commands.ts";
import { findButton } from "./fake-discord-components.ts";
import { createFakeGateway } from "./fake-discord-gateway.ts";
import { toFakeSubmission } from "./fake-discord-modal.ts";
import { toChannelPayload, toInteractionPayload, toMessagePayload } from "./fake-discord-payloads.ts";
import { createFakeRateLimiter, type FakeRateLimit } from "./fake-discord-rate-limit.ts";
import { FakeDiscordRefusal } from "./fake-discord-refusal.ts";
import { createFakeRoutes, type FakeRequest } from "./fake-discord-routes.ts";
import {
  createFakeState,
  type FakeChannel,
  type FakeInteraction,
  type FakeMessage,
  type FakeUser,
} from "./fake-discord-state.ts";
import { readBody } from "./read-body.ts";

const GUILD_MESSAGES = 1 << 9;
const DIRECT_MESSAGES = 1 << 12;
const MESSAGE_CONTENT = 1 << 15;

export interface FakeDiscordOptions {
  readonly clock?: { now(): number };
  /** Enforce rate limits per channel and method, as Discord does. */
  readonly rateLimit?: FakeRateLimit;
}

export interface SlashUse {
  readonly command: string;
  readonly subcommand?: string;
  readonly options?: Readonly<Record<string, SlashValue>>;
  readonly user?: FakeUser;
  readonly channelId?: string;
  /** What the person may do in that channel. */
  readonly permissions?: bigint;
}

export interface Press {
  readonly messageId?: string | undefined;
  readonly user?: FakeUser;
  readonly channelId?: string;
  /** What the person may do in that channel. */
  readonly permissions?: bigint;
}

export interface Said {
  readonly channelId?: string;
  readonly user?: FakeUser;
  /** The message it replies to; its author is pinged unless `quiet`. */
  readonly replyTo?: string;
  readonly quiet?: boolean;
  readonly webhook?: boolean;
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
export async function startFakeDiscord({ clock = { now: () => Date.now() }, rateLimit }: FakeDiscordOptions = {}) {
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
  const gateway = createFakeGateway(state, { server, token, url: () => gatewayUrl, refuseWith: () => refuseWith });
  const routes = createFakeRoutes(state, { onCreated: (message) => dispatchMessage(message) });

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

  function dispatchMessage(message: FakeMessage, { webhook = false, quiet = false } = {}): void {
    const channel = state.channels.get(message.channelId);
    const isDirect = channel?.kind === "dm";
    const referenced = message.referenceId === undefined ? undefined : state.messages.get(message.referenceId);
    const mentioned = [...message.content.matchAll(/<@!?(\d+)>/gu)].map(([, id]) => state.users.get(id ?? ""));
    const mentions = [...mentioned, quiet ? undefined : referenced?.author].filter((user) => user !== undefined);
    const isReadable = isDirect || message.author.id === state.bot.id || mentions.includes(state.bot);
    gateway.dispatch("MESSAGE_CREATE", isDirect ? DIRECT_MESSAGES : GUILD_MESSAGES, (intents) =>
      toMessagePayload(state, message, {
        content: isReadable || (intents & MESSAGE_CONTENT) !== 0 ? message.content : "",
        mentions: [...new Set(mentions)],
        webhook,
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
      content: text,
      components: [],
      flags: 0,
      edits: 0,
      removed: false,
    };
    state.messages.set(message.id, message);
    dispatchMessage(message, said);
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

    /** A person uses a slash command. */
    slash({ command, subcommand, options = {}, user = state.asker, channelId, permissions = 0n }: SlashUse) {
      const channel = state.channels.get(channelId ?? state.general.id) ?? state.general;
      const definition = state.registered?.find(({ name }) => name === command);
      if (state.registered !== undefined && definition === undefined) throw new Error(`no command /${command}`);
      const interaction = addInteraction(channel.id);
      const own = subcommand === undefined ? definition : definition?.options?.find(({ name }) => name === subcommand);
      const values = toFakeOptions(options, definition === undefined ? undefined : (own?.options ?? []));
      gateway.dispatch("INTERACTION_CREATE", 0, () => ({
        ...toInteractionPayload(state, interaction, { user, permissions }),
        type: 2,
        data: {
          id: "1",
          name: command,
          type: 1,
          options: subcommand === undefined ? values : [{ type: 1, name: subcommand, options: values }],
        },
      }));
      return interaction;
    },

    /** A person fills in the form that a command has opened. */
    fillIn(
      asking: FakeInteraction,
      values: Readonly<Record<string, string>>,
      { user = state.asker, permissions = 0n }: Press = {},
    ) {
      if (asking.modal === undefined) throw new Error("the command has opened no form");
      const data = toFakeSubmission(asking.modal, values);
      const interaction = addInteraction(asking.channelId);
      const common = toInteractionPayload(state, interaction, { user, permissions });
      gateway.dispatch("INTERACTION_CREATE", 0, () => ({ ...common, type: 5, data }));
      return interaction;
    },

    /**
     * A person presses a button under a message of the bot: `control` is its whole id, or the word of ours in it. Without
     * a `messageId`, under the newest message in the channel that has it. Throws where no such button can be seen.
     */
    press(control: string, { messageId, user = state.asker, channelId, permissions = 0n }: Press = {}) {
      const { message, button } = findButton(state, control, { messageId, channelId: channelId ?? state.general.id });
      const interaction = addInteraction(message.channelId, { kind: "press", originalId: message.id });
      gateway.dispatch("INTERACTION_CREATE", 0, () => ({
        ...toInteractionPayload(state, interaction, { user, permissions }),
        type: 3,
        message: toMessagePayload(state, message),
        data: { component_type: 2, custom_id: button.custom_id },
      }));
      return interaction;
    },

    presses: () => [...state.interactions.values()].filter(({ kind }) => kind === "press"),
    /** The message carries another button, as one from another version. */
    replaceButton(messageId: string, customId: string): void {
      const message = state.messages.get(messageId);
      const button = { type: 2, style: 2, label: "Other", custom_id: customId } as const;
      if (message !== undefined) message.components = [{ type: 1, components: [button] }];
    },

    /** A command that was deferred already, for tests of what comes after. */
    deferred({ ephemeral = false, channelId = state.general.id } = {}): FakeInteraction {
      const interaction = addInteraction(channelId);
      const body = { type: 5, data: { flags: ephemeral ? 1 << 6 : 0 } };
      routes.handle({ method: "POST", path: `/interactions/${interaction.id}/${interaction.token}/callback`, body });
      return interaction;
    },

    say,
    /** A person mentions the bot. */
    mention: (text: string, said: Said = {}) => say(`<@${state.bot.id}> ${text}`, said),
    /** A person writes to the bot alone. */
    dm: (text: string, { user = state.asker }: { readonly user?: FakeUser } = {}) =>
      say(text, { user, channelId: directChannel(user).id }),

    addChannel: (name = "reading", fields: Partial<Pick<FakeChannel, "kind" | "tags" | "isTagRequired">> = {}) =>
      state.addChannel({ name, ...fields }).id,
    /** The threads of a channel, or the posts of a forum, oldest first. */
    threads: (parentId = state.general.id): readonly FakeChannel[] =>
      [...state.channels.values()].filter((channel) => channel.kind === "thread" && channel.parentId === parentId),
    /** Not `announced`: the bot has never heard of it, as of one that was archived until now. */
    addThread(parentId: string, { announced = true } = {}) {
      const thread = state.addChannel({ kind: "thread", name: "thread", parentId, announced });
      if (announced) gateway.dispatch("THREAD_CREATE", 1, () => toChannelPayload(state, thread));
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
    /** What the person who used the command sees in reply to it. */
    interactionReply({ token: interactionToken }: FakeInteraction) {
      const { state: stage, ephemeral, originalId = "", followUpIds } = known(interactionToken);
      const original = state.messages.get(originalId);
      return {
        state: stage,
        content: original?.removed === false ? original.content : undefined,
        ephemeral,
        edits: original?.edits ?? 0,
        files: original?.files ?? [],
        followUps: followUpIds
          .map((id) => state.messages.get(id))
          .filter((message) => message !== undefined && !message.removed)
          .map((message) => ({ content: message?.content ?? "", ephemeral: message?.ephemeral ?? false })),
      };
    },
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

  function addInteraction(channelId: string, fields: Partial<FakeInteraction> = {}): FakeInteraction {
    const id = state.nextId();
    const interaction: FakeInteraction = {
      id,
      token: ["interaction", id].join("-"),
      channelId,
      createdAt: clock.now(),
      kind: "command",
      state: "new",
      ephemeral: false,
      originalId: undefined,
      followUpIds: [],
      ...fields,
    };
    state.interactions.set(interaction.token, interaction);
    return interaction;
  }

  function known(interactionToken: string): FakeInteraction {
    const interaction = state.interactions.get(interactionToken);
    if (interaction === undefined) throw new Error("no such interaction");
    return interaction;
  }

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
