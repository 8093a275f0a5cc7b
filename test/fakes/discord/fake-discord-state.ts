import type { FakeComponents } from "./fake-discord-components.ts";
import type { FakeModal } from "./fake-discord-modal.ts";

/** Everything the fake Discord knows. Rooms and people are plain data; time comes from the clock. */
export interface FakeUser {
  readonly id: string;
  readonly name: string;
  readonly bot?: boolean;
  /** Ids of roles on the server. */
  readonly roles?: readonly string[];
}

export interface FakeAttachment {
  readonly name: string;
  readonly contentType?: string | undefined;
}

export interface FakeChannel {
  readonly id: string;
  readonly name: string;
  readonly kind: "text" | "announcement" | "forum" | "thread" | "dm" | "category";
  /** The channel of a thread, or the category of a channel. */
  readonly parentId?: string | undefined;
  /** Whether the gateway has told the bot about it. */
  readonly announced: boolean;
  /** Off: the bot lacks VIEW_CHANNEL (50001). */
  visible: boolean;
  /** Off: the bot lacks SEND_MESSAGES (50013). */
  sendable: boolean;
  /** Off: the bot lacks READ_MESSAGE_HISTORY. */
  readable: boolean;
  typings: number;
  /** Off: the bot lacks CREATE_PUBLIC_THREADS and SEND_MESSAGES_IN_THREADS (50013). */
  threadable: boolean;
  /** Of a forum. */
  tags: readonly { readonly id: string; readonly name: string }[];
  isTagRequired: boolean;
  /** Of a thread that is a forum's post. */
  readonly appliedTags?: readonly string[] | undefined;
  /** Of a thread: who began it. */
  readonly ownerId?: string | undefined;
  /** Of a thread: when it was closed. */
  archivedAt?: number | undefined;
  /** Of an announcement channel: when messages were published. */
  readonly crossposts: number[];
}

export interface FakeMessage {
  readonly id: string;
  readonly channelId: string;
  readonly author: FakeUser;
  readonly createdAt: number;
  readonly ephemeral: boolean;
  readonly interactionId?: string | undefined;
  /** Set on follow-ups: the interaction's first message. */
  readonly originalId?: string | undefined;
  readonly nonce?: string | undefined;
  /** The message it replies to. */
  readonly referenceId?: string | undefined;
  content: string;
  components: FakeComponents;
  files?: readonly { readonly name: string; readonly text: string }[] | undefined;
  flags: number;
  edits: number;
  removed: boolean;
  crossposted?: boolean;
  /** Discord's own note at the top of a thread: which message it hangs from. */
  readonly isStarterNote?: boolean;
  readonly attachments?: readonly FakeAttachment[] | undefined;
  readonly isWebhook?: boolean | undefined;
  /** A reply with the ping off. */
  readonly isQuiet?: boolean | undefined;
}

export interface FakeInteraction {
  readonly id: string;
  readonly token: string;
  readonly channelId: string;
  readonly createdAt: number;
  /** `press`: a button was pressed, and the message that carries it is the original. */
  readonly kind: "command" | "press" | "form";
  /** `updating`: a press was acknowledged without a word. `asking`: a command has opened a form. */
  state: "new" | "loading" | "updating" | "answered" | "asking";
  /** What an asking command asks for. */
  modal?: FakeModal;
  ephemeral: boolean;
  originalId: string | undefined;
  readonly followUpIds: string[];
}

export type FakeState = ReturnType<typeof createFakeState>;

const DISCORD_EPOCH = 1_420_070_400_000n;

export function createFakeState(clock: { now(): number }) {
  let sequence = 0n;
  const nextId = () => {
    sequence += 1n;
    return (((BigInt(clock.now()) - DISCORD_EPOCH) << 22n) + sequence).toString();
  };
  const guildId = nextId();
  const bot: FakeUser = { id: nextId(), name: "Footnote", bot: true };
  const asker: FakeUser = { id: nextId(), name: "Ada" };
  const owner: FakeUser = { id: nextId(), name: "Olga" };
  const channels = new Map<string, FakeChannel>();
  const messages = new Map<string, FakeMessage>();
  const interactions = new Map<string, FakeInteraction>();

  const addChannel = (fields: Partial<FakeChannel> = {}): FakeChannel => {
    const channel: FakeChannel = {
      id: nextId(),
      name: "general",
      kind: "text",
      announced: true,
      visible: true,
      sendable: true,
      readable: true,
      typings: 0,
      threadable: true,
      tags: [],
      isTagRequired: false,
      crossposts: [],
      ...fields,
    };
    channels.set(channel.id, channel);
    return channel;
  };

  return {
    clock,
    nextId,
    guildId,
    bot,
    asker,
    owner,
    /** Also the application's id, as on applications made since 2016. */
    applicationId: bot.id,
    users: new Map([bot, asker, owner].map((user) => [user.id, user])),
    channels,
    messages,
    interactions,
    /** Beside @everyone. */
    roles: new Set<string>(),
    preferredLocale: "en-US",
    general: addChannel(),
    addChannel,
    pings: [] as string[],
    previews: [] as string[],
    registered: undefined as readonly RegisteredCommand[] | undefined,
    messagesIn: (channelId: string) =>
      [...messages.values()].filter((message) => message.channelId === channelId && !message.removed),
  };
}

export interface RegisteredOption {
  readonly name: string;
  readonly type: number;
  readonly required?: boolean | undefined;
  readonly max_length?: number | undefined;
  readonly min_value?: number | undefined;
  readonly max_value?: number | undefined;
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[] | undefined;
  readonly options?: readonly RegisteredOption[] | undefined;
}

export interface RegisteredCommand {
  readonly name: string;
  /** 1: typed after a slash; 3: in the menu of a message. */
  readonly type?: number | undefined;
  readonly description?: string | undefined;
  readonly default_member_permissions?: string | null | undefined;
  readonly options?: readonly RegisteredOption[] | undefined;
}
