import type { SlackBlock } from "./blocks.ts";
import { SlackFault } from "./slack-fault.ts";
import type { SlackView } from "./views.ts";

export interface SlackMessage {
  ts: string;
  channel: string;
  user: string;
  /** What people see: `text`, or the Markdown of a stream. */
  text: string;
  threadTs?: string | undefined;
  isMarkdown: boolean;
  edits: number;
  metadata?: unknown;
  /** Shown with, or instead of, the text. */
  blocks?: readonly SlackBlock[] | undefined;
  /** Written by another bot. */
  botId?: string | undefined;
  /** Set while it streams: when that began, by the fake's clock. */
  streamingSince?: number | undefined;
  isStoppedByUser?: boolean;
}

export interface SlackEphemeral {
  readonly ts: string;
  readonly channel: string;
  readonly user: string;
  text: string;
  readonly threadTs?: string | undefined;
  blocks?: readonly SlackBlock[] | undefined;
}

export interface SlackChannel {
  readonly id: string;
  isMember: boolean;
  isArchived: boolean;
  readonly creator: string;
  /** Absent: everybody. */
  readonly members?: readonly string[] | undefined;
}

export interface SlackUser {
  readonly id: string;
  readonly name: string;
  readonly isAdmin: boolean;
  readonly isOwner: boolean;
  readonly locale?: string | undefined;
}

export interface SlackUserGroup {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly users: readonly string[];
}

export interface SlackFile {
  readonly id: string;
  readonly mimetype: string;
  readonly bytes: Buffer;
}

export interface OpenView {
  readonly id: string;
  view: SlackView;
}

export const TEAM = "T0FOOTNOTE";
export const BOT_USER = "U0FOOTNOTE";
export const BOT_ID = "B0FOOTNOTE";

/** Everything a workspace holds; the methods and deliveries read and write it. */
export function createSlackWorld(clock: { now(): number }) {
  const messages: SlackMessage[] = [];
  let sequence = 0;
  return {
    clock,
    messages,
    ephemerals: [] as SlackEphemeral[],
    pings: [] as string[],
    unfurls: [] as string[],
    /** What was posted to a `response_url` that takes no more. */
    refusedResponses: [] as string[],
    statuses: [] as { readonly channel: string; readonly threadTs: string; readonly status: string }[],
    channels: new Map<string, SlackChannel>(),
    users: new Map<string, SlackUser>(),
    /** What the app may do, of what is checked here. */
    scopes: new Set([
      "channels:history",
      "groups:history",
      "im:history",
      "mpim:history",
      "channels:join",
      "usergroups:read",
      "files:read",
    ]),
    triggers: new Map<string, { readonly at: number }>(),
    /** The modals that are open, one on top of the other. */
    views: [] as OpenView[],
    /** The Home tab that each person sees. */
    homes: new Map<string, OpenView>(),
    userGroups: [] as SlackUserGroup[],
    files: new Map<string, SlackFile>(),

    nextId(prefix: string): string {
      sequence += 1;
      return `${prefix}${sequence.toString(36).toUpperCase().padStart(8, "0")}`;
    },
    nextTs(): string {
      sequence += 1;
      return `${Math.floor(clock.now() / 1_000)}.${String(sequence).padStart(6, "0")}`;
    },
    add(message: Omit<SlackMessage, "ts" | "edits"> & { ts?: string }): SlackMessage {
      const added = { edits: 0, ...message, ts: message.ts ?? this.nextTs() };
      messages.push(added);
      return added;
    },
    find(channel: string, ts: string): SlackMessage {
      const found = messages.find((message) => message.channel === channel && message.ts === ts);
      if (found === undefined) throw new SlackFault("message_not_found");
      return found;
    },
    /** A channel the bot may write in. */
    writable(channelId: string | undefined): SlackChannel {
      const channel = this.channels.get(channelId ?? "");
      if (channel === undefined) throw new SlackFault("channel_not_found");
      if (channel.isArchived) throw new SlackFault("is_archived");
      if (!channel.isMember) throw new SlackFault("not_in_channel");
      return channel;
    },
  };
}

export type SlackWorld = ReturnType<typeof createSlackWorld>;
