import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createDeliveries, type Delivery, type DeliveryOptions } from "./deliveries.ts";
import { serveFile } from "./files.ts";
import { createInteractions } from "./interactions.ts";
import { createResponseUrls, type ResponseBody } from "./response-urls.ts";
import { SlackFault } from "./slack-fault.ts";
import {
  BOT_ID,
  BOT_USER,
  createSlackWorld,
  type SlackChannel,
  type SlackMessage,
  type SlackUser,
  TEAM,
} from "./slack-world.ts";
import { createSocketDoor } from "./socket-server.ts";
import { createWebApi, type WebApiOptions } from "./web-api.ts";

export interface FakeSlackOptions {
  readonly mode?: DeliveryOptions["mode"];
  readonly clock?: { now(): number };
  /** Slack's own are `[0, 60_000, 300_000]`. */
  readonly retryDelaysMs?: readonly number[];
  readonly ackDeadlineMs?: number;
  /** Enforce the rate limits of the Web API, by the clock. */
  readonly isLimited?: boolean;
}

export interface MessageOptions {
  readonly channel?: string;
  readonly user?: string;
  readonly threadTs?: string;
  /** Written by a bot with this id. */
  readonly botId?: string;
  /** The text is already in Slack's own format. */
  readonly isRaw?: boolean;
  /** Further fields of the event. */
  readonly event?: Readonly<Record<string, unknown>>;
  /** Further fields of what is around the event. */
  readonly envelope?: Readonly<Record<string, unknown>>;
  /** Sign with another secret than the app knows. */
  readonly signedWith?: string;
}

export const ASKER = "U0ASKER";
export const ADMIN = "U0ADMIN";
export const GENERAL = "C0GENERAL";
export const DM = "D0ASKER";

const ACK_DEADLINE_MS = 3_000;
const RETRY_DELAYS_MS = [0, 60_000, 300_000];

export type FakeSlack = Awaited<ReturnType<typeof startFakeSlack>>;

/** A Slack workspace on this machine, for the real Bolt and WebClient: enforces what Slack documents. */
export async function startFakeSlack(options: FakeSlackOptions = {}) {
  const world = createSlackWorld(options.clock ?? { now: () => Date.now() });
  world.channels.set(GENERAL, { id: GENERAL, isMember: true, isArchived: false, creator: ADMIN });
  world.channels.set(DM, { id: DM, isMember: true, isArchived: false, creator: ASKER });
  world.users.set(ASKER, { id: ASKER, name: "asker", isAdmin: false, isOwner: false });
  world.users.set(ADMIN, { id: ADMIN, name: "admin", isAdmin: true, isOwner: false });

  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const socket = createSocketDoor(server);
  const urls = createResponseUrls(world);
  const api: WebApiOptions = {
    botToken: ["xoxb", "test"].join("-"),
    appToken: ["xapp", "test"].join("-"),
    streaming: "on",
    scopes: undefined,
    isLimited: options.isLimited,
    openSocket: () => `ws://127.0.0.1:${port}/link?ticket=${socket.openTicket()}`,
  };
  const webApi = createWebApi(world, api);
  const deliveries = createDeliveries({
    mode: options.mode ?? "socket",
    retryDelaysMs: options.retryDelaysMs ?? RETRY_DELAYS_MS,
    ackDeadlineMs: options.ackDeadlineMs ?? ACK_DEADLINE_MS,
    socket,
  });
  server.on("request", (request, response) => {
    const [, door = "", name = ""] = /^\/(api|commands|files-pri)\/([^/?]+)/u.exec(request.url ?? "") ?? [];
    if (door === "api") void webApi.handle(name, request, response);
    else if (door === "commands") void urls.handle(name, request, response);
    else if (door === "files-pri") serveFile(world, name, { request, response, token: api.botToken });
    else response.writeHead(404).end();
  });

  const interactions = createInteractions({ world, urls, deliveries, origin }, ASKER);

  /** A person writes a message; nobody is told. */
  function write(text: string, options: MessageOptions = {}): SlackMessage {
    const { channel = GENERAL, user = ASKER, threadTs, botId } = options;
    return world.add({ channel, user, text, isMarkdown: false, threadTs, botId });
  }

  function eventOf(type: "app_mention" | "message", message: SlackMessage, { botId, event, envelope }: MessageOptions) {
    return {
      ...envelopeOf(),
      ...envelope,
      event: {
        type,
        user: message.user,
        text: message.text,
        ts: message.ts,
        channel: message.channel,
        event_ts: message.ts,
        team: TEAM,
        ...(message.threadTs === undefined ? {} : threadOf(type, message)),
        ...(botId === undefined ? {} : { bot_id: botId }),
        ...event,
      },
    };
  }

  function againAs({ payload }: Delivery, event: object): Promise<Delivery> {
    return deliveries.deliver("event", {
      ...payload,
      event_id: world.nextId("Ev"),
      event: { ...payload.event, ...event },
    });
  }

  /** Only messages tell who began their thread. */
  function threadOf(type: string, { channel, threadTs }: SlackMessage) {
    const root = world.messages.find((message) => message.channel === channel && message.ts === threadTs);
    return { thread_ts: threadTs, ...(type === "message" ? { parent_user_id: root?.user } : {}) };
  }

  function envelopeOf() {
    return {
      token: "unused",
      team_id: TEAM,
      context_team_id: TEAM,
      context_enterprise_id: null,
      api_app_id: "A0FOOTNOTE",
      type: "event_callback",
      event_id: world.nextId("Ev"),
      event_time: Math.floor(world.clock.now() / 1_000),
      is_ext_shared_channel: false,
      authorizations: [
        { enterprise_id: null, team_id: TEAM, user_id: BOT_USER, is_bot: true, is_enterprise_install: false },
      ],
    };
  }

  function stopSession(event: object): Promise<Delivery> {
    return deliveries.deliver("event", {
      ...envelopeOf(),
      event: { type: "agent_session_stopped", ...event, event_ts: world.nextTs() },
    });
  }

  return {
    apiUrl: `${origin}/api/`,
    botToken: api.botToken,
    appToken: api.appToken,
    botUserId: BOT_USER,
    botId: BOT_ID,
    teamId: TEAM,
    world,
    calls: (method: string) => webApi.calls.filter((call) => call.method === method),
    allCalls: () => webApi.calls,
    /** What was called more often than Slack allows. */
    refusedCalls: () => webApi.refused,
    failNext: webApi.failNext,
    failNextResponse: urls.failNext,
    connections: socket.connections,
    disconnect: socket.disconnect,
    deliveries: deliveries.all,
    ephemerals: world.ephemerals,
    pings: world.pings,
    unfurls: world.unfurls,
    statuses: world.statuses,
    write,
    ...interactions,

    setScopes(scopes: readonly string[] | undefined): void {
      api.scopes = scopes;
    },
    setStreaming(streaming: "on" | "unsupported"): void {
      api.streaming = streaming;
    },
    /** The asker presses Slack's own Stop of a streaming answer. Slack stops it at once, and tells the app. */
    async pressStop(ts: string, { user = ASKER }: { user?: string } = {}): Promise<Delivery> {
      const message = world.messages.find((candidate) => candidate.ts === ts);
      if (message === undefined) throw new SlackFault("message_not_found");
      message.isStoppedByUser = true;
      const { channel, threadTs } = message;
      return stopSession({ channel, user, thread_ts: threadTs, streaming_message_ts: [ts] });
    },
    /** The same under a thread in which nothing streams yet. */
    pressStopOfThread: (channel: string, threadTs: string): Promise<Delivery> =>
      stopSession({ channel, user: ASKER, thread_ts: threadTs, streaming_message_ts: [] }),
    addChannel(
      id: string,
      { isMember = true, isArchived = false, creator = ADMIN, members }: Partial<Omit<SlackChannel, "id">> = {},
    ): void {
      world.channels.set(id, { id, isMember, isArchived, creator, members });
    },
    addUser(id: string, { isAdmin = false, isOwner = false, locale }: Partial<SlackUser> = {}): void {
      world.users.set(id, { id, name: id.toLowerCase(), isAdmin, isOwner, locale });
    },
    /** A file that somebody has put on Slack, as events tell of it. */
    addFile(mimetype: string, bytes: Buffer) {
      const id = world.nextId("F");
      world.files.set(id, { id, mimetype, bytes });
      return { id, mimetype, size: bytes.length, url_private: `${origin}/files-pri/${id}/file` };
    },

    /** A person mentions the bot. Resolves when the first attempt to deliver it is over. */
    async mention(text: string, message: MessageOptions = {}): Promise<Delivery> {
      const written = write(`<@${BOT_USER}> ${message.isRaw === true ? text : typed(text)}`, message);
      return deliveries.deliver("event", eventOf("app_mention", written, message), message.signedWith);
    },
    /** A person writes to the bot directly. */
    async dm(text: string, message: MessageOptions = {}): Promise<Delivery> {
      const written = write(message.isRaw === true ? text : typed(text), { channel: DM, ...message });
      const asDm = { ...message, event: { channel_type: "im", ...message.event } };
      return deliveries.deliver("event", eventOf("message", written, asDm), message.signedWith);
    },
    /** A person writes in a channel, where the app reads along. */
    async say(text: string, message: MessageOptions = {}): Promise<Delivery> {
      const written = write(message.isRaw === true ? text : typed(text), message);
      const asMessage = { ...message, event: { channel_type: "channel", ...message.event } };
      return deliveries.deliver("event", eventOf("message", written, asMessage), message.signedWith);
    },
    /** The same message of a channel reaches the app by a second subscription. */
    alsoAsMessage: (delivery: Delivery): Promise<Delivery> =>
      againAs(delivery, { type: "message", channel_type: "channel" }),
    alsoAsMention: (delivery: Delivery): Promise<Delivery> => againAs(delivery, { type: "app_mention" }),
    /** Somebody opens a tab of the app. */
    openTab(tab: "home" | "messages", { user = ASKER, channel = DM }: MessageOptions = {}): Promise<Delivery> {
      const home = world.homes.get(user);
      return deliveries.deliver("event", {
        ...envelopeOf(),
        event: {
          type: "app_home_opened",
          user,
          channel,
          tab,
          event_ts: world.nextTs(),
          ...(home === undefined ? {} : { view: { id: home.id, ...home.view } }),
        },
      });
    },
    /** A person types a command. Resolves when Slack has the acknowledgement, or has given up. */
    async slash(
      command: string,
      text = "",
      { channel = GENERAL, user = ASKER }: MessageOptions = {},
    ): Promise<Delivery> {
      const delivery = await deliveries.deliver("command", {
        token: "unused",
        team_id: TEAM,
        team_domain: "footnote",
        channel_id: channel,
        channel_name: channel.toLowerCase(),
        user_id: user,
        user_name: world.users.get(user)?.name ?? "somebody",
        command,
        text: typed(text),
        api_app_id: "A0FOOTNOTE",
        is_enterprise_install: "false",
        response_url: `${origin}/commands/${urls.create({ channel, user })}`,
        trigger_id: interactions.newTrigger(),
      });
      const body = (delivery.isAcknowledged() ? delivery.response : undefined) as ResponseBody | undefined;
      if (body?.response_type === "in_channel") write(`${command} ${text}`, { channel, user });
      if (body !== undefined) urls.show({ channel, user }, body);
      return delivery;
    },
    /** Slack delivers something again, as it does when it missed the acknowledgement. */
    async redeliver(delivery: Delivery | undefined = deliveries.all.at(-1)): Promise<void> {
      if (delivery !== undefined) await deliveries.attempt(delivery);
    },

    /** What stands in a channel outside threads. */
    messages: (channel = GENERAL) => world.messages.filter((m) => m.channel === channel && m.threadTs === undefined),
    /** What stands in a thread under its first message. */
    thread: (channel: string, ts: string) => world.messages.filter((m) => m.channel === channel && m.threadTs === ts),

    async close(): Promise<void> {
      deliveries.stop();
      socket.close();
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, "close");
    },
  };
}

/** Slack delivers what people type with these three characters escaped. */
function typed(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
