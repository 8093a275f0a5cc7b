import type { FakeChannel, FakeInteraction, FakeMessage, FakeState, FakeUser } from "./fake-discord-state.ts";

const CHANNEL_TYPES = { text: 0, dm: 1, category: 4, announcement: 5, thread: 11, forum: 15 } as const satisfies Record<
  FakeChannel["kind"],
  number
>;
const REQUIRE_TAG = 1 << 4;
const STARTER_NOTE = 21;
const JOINED_AT = "2020-01-01T00:00:00.000Z";

/** The wire form of a user. */
export function toUserPayload({ id, name, bot = false }: FakeUser): object {
  return { id, username: name.toLowerCase(), global_name: name, discriminator: "0", avatar: null, bot };
}

/** The wire form of a channel. */
export function toChannelPayload(state: FakeState, channel: FakeChannel): object {
  return {
    id: channel.id,
    type: CHANNEL_TYPES[channel.kind],
    name: channel.name,
    position: 0,
    permission_overwrites: [],
    ...(channel.kind === "dm" ? {} : { guild_id: state.guildId, parent_id: channel.parentId ?? null }),
    ...(channel.kind === "thread"
      ? {
          owner_id: channel.ownerId ?? state.owner.id,
          applied_tags: channel.appliedTags ?? [],
          thread_metadata: {
            archived: channel.archivedAt !== undefined,
            auto_archive_duration: 1440,
            archive_timestamp:
              channel.archivedAt === undefined ? JOINED_AT : new Date(channel.archivedAt).toISOString(),
            locked: false,
          },
        }
      : {}),
    ...(channel.kind === "forum"
      ? {
          flags: channel.isTagRequired ? REQUIRE_TAG : 0,
          available_tags: channel.tags.map((tag) => ({ ...tag, moderated: false, emoji_id: null, emoji_name: null })),
        }
      : {}),
  };
}

/** The whole guild, as GUILD_CREATE tells it. */
export function toGuildPayload(state: FakeState): object {
  const announced = [...state.channels.values()].filter((channel) => channel.announced && channel.visible);
  return {
    id: state.guildId,
    name: "Reading room",
    owner_id: state.owner.id,
    unavailable: false,
    member_count: state.users.size,
    preferred_locale: state.preferredLocale,
    features: [],
    roles: [state.guildId, ...state.roles].map((id) => toRolePayload(id, id === state.guildId ? "@everyone" : "role")),
    emojis: [],
    stickers: [],
    members: [toMemberPayload({ user: state.bot })],
    channels: announced
      .filter(({ kind }) => kind !== "thread" && kind !== "dm")
      .map((channel) => toChannelPayload(state, channel)),
    threads: announced.filter(({ kind }) => kind === "thread").map((channel) => toChannelPayload(state, channel)),
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

export function toRolePayload(id: string, name = "role"): object {
  const looks = { position: 0, color: 0, hoist: false, managed: false, mentionable: false };
  return { id, name, permissions: "0", ...looks };
}

/** Whom a message addresses: by name, and by replying with the ping left on. */
export function mentionedIn(
  state: FakeState,
  { content, referenceId, isQuiet = false }: FakeMessage,
): readonly FakeUser[] {
  const named = [...content.matchAll(/<@!?(\d+)>/gu)].map(([, id]) => state.users.get(id ?? ""));
  const replied = isQuiet ? undefined : state.messages.get(referenceId ?? "")?.author;
  return [...new Set([...named, replied].filter((user) => user !== undefined))];
}

/** The wire form of a message. */
export function toMessagePayload(
  state: FakeState,
  message: FakeMessage,
  { isReadable = true, webhook = false } = {},
): object {
  const channel = state.channels.get(message.channelId);
  const isGuild = channel?.kind !== "dm";
  return {
    id: message.id,
    channel_id: message.channelId,
    channel_type: CHANNEL_TYPES[channel?.kind ?? "text"],
    author: toUserPayload(message.author),
    content: isReadable ? message.content : "",
    timestamp: new Date(message.createdAt).toISOString(),
    edited_timestamp: message.edits === 0 ? null : new Date(state.clock.now()).toISOString(),
    tts: false,
    mention_everyone: /@(everyone|here)/u.test(message.content),
    mentions: mentionedIn(state, message).map(toUserPayload),
    mention_roles: [...message.content.matchAll(/<@&(\d+)>/gu)].map(([, id]) => id),
    attachments: isReadable ? attachmentsOf(message) : [],
    embeds: [],
    components: message.components,
    pinned: false,
    type: message.isStarterNote === true ? STARTER_NOTE : message.referenceId === undefined ? 0 : 19,
    flags: message.flags | (message.crossposted === true ? 1 : 0),
    ...(message.nonce === undefined ? {} : { nonce: message.nonce }),
    ...(isGuild ? { guild_id: state.guildId, member: toMemberPayload({ roles: message.author.roles }) } : {}),
    ...(message.interactionId === undefined
      ? {}
      : {
          application_id: state.applicationId,
          webhook_id: state.applicationId,
          interaction_metadata: {
            id: message.interactionId,
            type: 2,
            user: toUserPayload(state.asker),
            authorizing_integration_owners: {},
            ...(message.originalId === undefined ? {} : { original_response_message_id: message.originalId }),
          },
        }),
    ...(webhook ? { webhook_id: message.author.id } : {}),
    ...(message.referenceId === undefined
      ? {}
      : { message_reference: { message_id: message.referenceId, channel_id: message.channelId } }),
    ...referencedBy(state, message),
  };
}

/** Null where the message it replies to is gone. */
function referencedBy(state: FakeState, { referenceId }: FakeMessage): object {
  if (referenceId === undefined) return {};
  const referenced = state.messages.get(referenceId);
  if (referenced === undefined || referenced.removed) return { referenced_message: null };
  return { referenced_message: toMessagePayload(state, { ...referenced, referenceId: undefined }) };
}

function attachmentsOf({ id, channelId, attachments = [] }: FakeMessage): readonly object[] {
  return attachments.map(({ name, contentType }, index) => {
    const url = `https://cdn.discordapp.com/attachments/${channelId}/${id}/${name}?ex=1&is=2&hm=3`;
    const type = contentType === undefined ? {} : { content_type: contentType };
    return { id: `${BigInt(id) + BigInt(index)}`, filename: name, size: 1_000, url, proxy_url: url, ...type };
  });
}

/** What commands and buttons have in common; a type and data make it whole. */
export function toInteractionPayload(
  state: FakeState,
  interaction: FakeInteraction,
  { user, permissions }: { readonly user: FakeUser; readonly permissions: bigint },
): object {
  const channel = state.channels.get(interaction.channelId) ?? state.general;
  return {
    id: interaction.id,
    application_id: state.applicationId,
    token: interaction.token,
    version: 1,
    locale: "en-GB",
    channel_id: channel.id,
    channel: toChannelPayload(state, channel),
    app_permissions: "0",
    entitlements: [],
    authorizing_integration_owners: {},
    attachment_size_limit: 10_485_760,
    context: channel.kind === "dm" ? 1 : 0,
    ...(channel.kind === "dm"
      ? { user: toUserPayload(user) }
      : {
          guild_id: state.guildId,
          guild_locale: "en-US",
          member: toMemberPayload({ user, permissions, roles: user.roles }),
        }),
  };
}

interface FakeMember {
  readonly user?: FakeUser | undefined;
  readonly permissions?: bigint | undefined;
  readonly roles?: readonly string[] | undefined;
}

function toMemberPayload({ user, permissions, roles = [] }: FakeMember): object {
  return {
    ...(user === undefined ? {} : { user: toUserPayload(user) }),
    roles,
    joined_at: JOINED_AT,
    deaf: false,
    mute: false,
    flags: 0,
    ...(permissions === undefined ? {} : { permissions: permissions.toString() }),
  };
}
