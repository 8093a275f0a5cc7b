import { parseFakeRegistration } from "./fake-discord-commands.ts";
import { EPHEMERAL, type FakeMessageBody, parseFakeMessageBody, pingsOf, previewsOf } from "./fake-discord-content.ts";
import { parseFakeModal } from "./fake-discord-modal.ts";
import { toChannelPayload, toMessagePayload } from "./fake-discord-payloads.ts";
import { createFakeReads } from "./fake-discord-reads.ts";
import { FakeDiscordRefusal } from "./fake-discord-refusal.ts";
import type { FakeChannel, FakeInteraction, FakeMessage, FakeState } from "./fake-discord-state.ts";
import { createFakeThreadRoutes } from "./fake-discord-threads.ts";

const ACKNOWLEDGE_WITHIN_MS = 3_000;
const TOKEN_LIVES_MS = 15 * 60_000;
/** "The past few minutes", says Discord. */
const NONCE_HOLDS_MS = 3 * 60_000;
const LOADING = 1 << 7;
const MESSAGE = 4;
const DEFERRED_MESSAGE = 5;
const DEFERRED_UPDATE = 6;
const MODAL = 9;

export interface FakeRequest {
  readonly method: string;
  /** Without `/api/v10` and query. */
  readonly path: string;
  readonly body: unknown;
  readonly query?: URLSearchParams | undefined;
}

export interface FakeAnswer {
  readonly status: number;
  readonly json?: unknown;
}

export interface FakeRoute {
  readonly method: string;
  readonly path: RegExp;
  /** Whether it needs the bot's own token. */
  readonly auth: boolean;
  handle(parameters: readonly string[], body: unknown, query: URLSearchParams): FakeAnswer;
}

/** Discord's REST interface, as far as Footnote uses it, with the documented limits. */
export function createFakeRoutes(state: FakeState, { onCreated }: { onCreated(message: FakeMessage): void }) {
  const reads = createFakeReads(state, openChannel);
  const routes: readonly FakeRoute[] = [
    { method: "GET", path: /^\/users\/@me$/u, auth: true, handle: reads.getSelf },
    { method: "GET", path: /^\/channels\/(\d+)\/messages$/u, auth: true, handle: reads.listMessages },
    { method: "GET", path: /^\/channels\/(\d+)\/messages\/(\d+)$/u, auth: true, handle: reads.getMessage },
    { method: "POST", path: /^\/channels\/(\d+)\/messages$/u, auth: true, handle: createMessage },
    { method: "PATCH", path: /^\/channels\/(\d+)\/messages\/(\d+)$/u, auth: true, handle: editMessage },
    { method: "DELETE", path: /^\/channels\/(\d+)\/messages\/(\d+)$/u, auth: true, handle: deleteMessage },
    { method: "POST", path: /^\/channels\/(\d+)\/typing$/u, auth: true, handle: showTyping },
    { method: "GET", path: /^\/channels\/(\d+)$/u, auth: true, handle: getChannel },
    ...createFakeThreadRoutes(state, { openChannel, ownMessage, addMessage, record }),
    { method: "PUT", path: /^\/applications\/(\d+)\/commands$/u, auth: true, handle: overwriteCommands },
    { method: "POST", path: /^\/interactions\/(\d+)\/([^/]+)\/callback$/u, auth: false, handle: acknowledge },
    { method: "POST", path: /^\/webhooks\/(\d+)\/([^/]+)$/u, auth: false, handle: followUp },
    { method: "GET", path: /^\/webhooks\/(\d+)\/([^/]+)\/messages\/([^/]+)$/u, auth: false, handle: readReply },
    { method: "PATCH", path: /^\/webhooks\/(\d+)\/([^/]+)\/messages\/([^/]+)$/u, auth: false, handle: editReply },
    { method: "DELETE", path: /^\/webhooks\/(\d+)\/([^/]+)\/messages\/([^/]+)$/u, auth: false, handle: deleteReply },
  ];

  return {
    needsBotToken: ({ method, path }: FakeRequest) => find(method, path)?.route.auth ?? true,
    handle({ method, path, body, query = new URLSearchParams() }: FakeRequest): FakeAnswer {
      const found = find(method, path);
      if (found === undefined) throw new FakeDiscordRefusal(404, 0, "404: Not Found");
      return found.route.handle(found.parameters, body, query);
    },
  };

  function find(method: string, path: string) {
    for (const route of routes) {
      const match = route.method === method ? route.path.exec(path) : null;
      if (match !== null) return { route, parameters: match.slice(1) };
    }
    return undefined;
  }

  function createMessage([channelId = ""]: readonly string[], json: unknown): FakeAnswer {
    const channel = openChannel(channelId);
    if (channel.kind === "forum") {
      throw new FakeDiscordRefusal(400, 50008, "Cannot send messages in a non-text channel");
    }
    const parent = state.channels.get(channel.parentId ?? "");
    if (!channel.sendable || parent?.threadable === false) {
      throw new FakeDiscordRefusal(403, 50013, "Missing Permissions");
    }
    // Writing in a closed thread opens it.
    channel.archivedAt = undefined;
    const body = parseFakeMessageBody(json);
    const earlier = body.enforce_nonce === true ? findByNonce(body.nonce) : undefined;
    if (earlier !== undefined) return { status: 200, json: toMessagePayload(state, earlier) };
    const reference = body.message_reference;
    if (reference !== undefined && !channel.readable) {
      throw new FakeDiscordRefusal(403, 160002, "Cannot reply without permission to read message history");
    }
    const isReferenced =
      reference !== undefined && state.messagesIn(channelId).some(({ id }) => id === reference.message_id);
    if (reference?.fail_if_not_exists === true && !isReferenced) {
      throw new FakeDiscordRefusal(400, 50035, "Invalid Form Body: message_reference: Unknown message");
    }
    const message = addMessage(body, {
      channelId,
      nonce: body.nonce,
      referenceId: isReferenced ? reference?.message_id : undefined,
    });
    record(body, message, "channel");
    onCreated(message);
    return { status: 200, json: toMessagePayload(state, message) };
  }

  function editMessage([channelId = "", messageId = ""]: readonly string[], json: unknown): FakeAnswer {
    if (openChannel(channelId).archivedAt !== undefined) {
      throw new FakeDiscordRefusal(400, 50083, "Thread is archived");
    }
    const message = ownMessage(channelId, messageId);
    const body = parseFakeMessageBody(json);
    return { status: 200, json: applyEdit(message, body, "channel") };
  }

  function deleteMessage([channelId = "", messageId = ""]: readonly string[]): FakeAnswer {
    openChannel(channelId);
    ownMessage(channelId, messageId).removed = true;
    return { status: 204 };
  }

  function showTyping([channelId = ""]: readonly string[]): FakeAnswer {
    openChannel(channelId).typings += 1;
    return { status: 204 };
  }

  function getChannel([channelId = ""]: readonly string[]): FakeAnswer {
    return { status: 200, json: toChannelPayload(state, openChannel(channelId)) };
  }

  function overwriteCommands([applicationId]: readonly string[], json: unknown): FakeAnswer {
    if (applicationId !== state.applicationId) throw new FakeDiscordRefusal(403, 20012, "Not authorized for this app");
    state.registered = parseFakeRegistration(json);
    return { status: 200, json: state.registered };
  }

  function acknowledge([id = "", token = ""]: readonly string[], json: unknown): FakeAnswer {
    const interaction = state.interactions.get(token);
    if (interaction === undefined || interaction.id !== id) throw unknownInteraction();
    if (interaction.state !== "new") {
      throw new FakeDiscordRefusal(400, 40060, "Interaction has already been acknowledged");
    }
    if (state.clock.now() - interaction.createdAt > ACKNOWLEDGE_WITHIN_MS) throw unknownInteraction();
    const { type, data = {}, files } = json as { type: number; data?: { flags?: number }; files?: unknown };
    const ephemeral = ((data.flags ?? 0) & EPHEMERAL) !== 0;
    switch (type) {
      case DEFERRED_UPDATE:
        if (interaction.kind !== "press") throw new FakeDiscordRefusal(400, 50035, "there is no message to update");
        interaction.state = "updating";
        return { status: 204 };
      case MODAL:
        if (interaction.kind === "form") throw new FakeDiscordRefusal(400, 50035, "no modal in answer to a modal");
        interaction.modal = parseFakeModal(data);
        interaction.state = "asking";
        return { status: 204 };
      case MESSAGE: {
        const body = parseFakeMessageBody({ ...data, files });
        const message = addMessage(body, { ...fieldsOf(interaction), ephemeral, files: body.files });
        Object.assign(interaction, { state: "answered", ephemeral, originalId: message.id });
        record(body, message, "interaction");
        return { status: 204 };
      }
      case DEFERRED_MESSAGE: {
        const flags = LOADING | (data.flags ?? 0);
        const message = addMessage({ content: "", flags }, { ...fieldsOf(interaction), ephemeral });
        Object.assign(interaction, { state: "loading", ephemeral, originalId: message.id });
        return { status: 204 };
      }
      default:
        throw new FakeDiscordRefusal(400, 50035, `this fake knows no answer of type ${type}`);
    }
  }

  function followUp([applicationId = "", token = ""]: readonly string[], json: unknown): FakeAnswer {
    const interaction = liveInteraction(applicationId, token);
    const body = parseFakeMessageBody(json);
    // Documented quirk: the first follow-up to a deferred answer fills it, and its flags count for nothing.
    if (interaction.state === "loading") return editReply([applicationId, token, "@original"], json);
    const message = addMessage(body, {
      ...fieldsOf(interaction),
      originalId: interaction.originalId,
      ephemeral: (body.flags & EPHEMERAL) !== 0,
    });
    interaction.followUpIds.push(message.id);
    record(body, message, "interaction");
    return { status: 200, json: toMessagePayload(state, message) };
  }

  function readReply([applicationId = "", token = "", messageId = ""]: readonly string[]): FakeAnswer {
    const message = replyMessage(liveInteraction(applicationId, token), messageId);
    return { status: 200, json: toMessagePayload(state, message) };
  }

  function editReply([applicationId = "", token = "", messageId = ""]: readonly string[], json: unknown): FakeAnswer {
    const interaction = liveInteraction(applicationId, token);
    const message = replyMessage(interaction, messageId);
    const body = parseFakeMessageBody(json);
    interaction.state = "answered";
    return { status: 200, json: applyEdit(message, body, "interaction") };
  }

  function deleteReply([applicationId = "", token = "", messageId = ""]: readonly string[]): FakeAnswer {
    const interaction = liveInteraction(applicationId, token);
    const message = replyMessage(interaction, messageId);
    message.removed = true;
    // What follows a "thinking…" that was taken away stands for itself.
    if (message.id === interaction.originalId) interaction.state = "answered";
    return { status: 204 };
  }

  function openChannel(channelId: string): FakeChannel {
    const channel = state.channels.get(channelId);
    if (channel === undefined) throw new FakeDiscordRefusal(404, 10003, "Unknown Channel");
    if (!channel.visible) throw new FakeDiscordRefusal(403, 50001, "Missing Access");
    return channel;
  }

  /** Ephemeral messages do not exist for the channel's own routes. */
  function ownMessage(channelId: string, messageId: string): FakeMessage {
    const message = state.messagesIn(channelId).find(({ id, ephemeral }) => id === messageId && !ephemeral);
    if (message === undefined) throw new FakeDiscordRefusal(404, 10008, "Unknown Message");
    if (message.author.id !== state.bot.id) throw new FakeDiscordRefusal(403, 50005, "Cannot edit another's message");
    return message;
  }

  function liveInteraction(applicationId: string, token: string): FakeInteraction {
    const interaction = state.interactions.get(token);
    if (interaction === undefined || applicationId !== state.applicationId || interaction.state === "new") {
      throw new FakeDiscordRefusal(404, 10015, "Unknown Webhook");
    }
    if (state.clock.now() - interaction.createdAt > TOKEN_LIVES_MS) {
      throw new FakeDiscordRefusal(401, 50027, "Invalid Webhook Token");
    }
    return interaction;
  }

  function replyMessage(interaction: FakeInteraction, messageId: string): FakeMessage {
    const id = messageId === "@original" ? interaction.originalId : messageId;
    const message = id === undefined ? undefined : state.messages.get(id);
    const isOwn = message?.interactionId === interaction.id || id === interaction.originalId;
    if (message === undefined || message.removed || !isOwn) {
      throw new FakeDiscordRefusal(404, 10008, "Unknown Message");
    }
    return message;
  }

  function findByNonce(nonce: string | undefined): FakeMessage | undefined {
    const since = state.clock.now() - NONCE_HOLDS_MS;
    return [...state.messages.values()].find(
      (message) => nonce !== undefined && message.nonce === nonce && message.createdAt >= since,
    );
  }

  function addMessage(
    { content, flags, components = [] }: Pick<FakeMessageBody, "components" | "flags"> & { readonly content: string },
    fields: Pick<FakeMessage, "channelId"> & Partial<FakeMessage>,
  ): FakeMessage {
    const message: FakeMessage = {
      id: state.nextId(),
      author: state.bot,
      createdAt: state.clock.now(),
      ephemeral: false,
      edits: 0,
      removed: false,
      ...fields,
      content,
      flags,
      components,
    };
    state.messages.set(message.id, message);
    return message;
  }

  function applyEdit(
    message: FakeMessage,
    body: FakeMessageBody & { content: string },
    surface: "channel" | "interaction",
  ) {
    message.content = body.content;
    message.flags = body.flags | (message.flags & EPHEMERAL);
    // What an edit leaves out stays.
    message.components = body.components ?? message.components;
    message.files = body.files ?? message.files;
    message.edits += 1;
    record(body, message, surface);
    return toMessagePayload(state, message);
  }

  function record(body: FakeMessageBody, message: FakeMessage, surface: "channel" | "interaction"): void {
    state.pings.push(...pingsOf(body, surface));
    if (message.referenceId !== undefined && body.allowed_mentions?.replied_user === true) {
      state.pings.push(`reply to ${message.referenceId}`);
    }
    state.previews.push(...previewsOf(message.content, message.flags));
  }
}

function fieldsOf(interaction: FakeInteraction) {
  return { channelId: interaction.channelId, interactionId: interaction.id, ephemeral: interaction.ephemeral };
}

function unknownInteraction(): FakeDiscordRefusal {
  return new FakeDiscordRefusal(404, 10062, "Unknown interaction");
}
