import { z } from "zod";
import { type ChannelRef, channelSchema, type Platform, workspaceKey } from "./chat.ts";

/** How many items one digest may have. */
export const DIGEST_ITEMS = { min: 3, max: 10, default: 5 } as const;
export const MAX_TOPIC_LENGTH = 500;
/** More would be a feed reader; every one of them costs a search for each slot. */
export const MAX_DIGESTS_PER_WORKSPACE = 200;
/** How long a channel remembers what it has been told. */
export const LEDGER_DAYS = 90;

/** `together`: one message. `thread`: a headline in the channel and the items in its thread. */
export const DIGEST_LAYOUTS = ["together", "thread"] as const;
/** What a slot without news does: nothing, or one sentence that says so. */
export const WHEN_NOTHING_IS_NEW = ["quiet", "say"] as const;

/** Why no slot of a digest runs. `manager`: somebody paused it; the others are ours, and are told to them once. */
export const PAUSE_REASONS = ["manager", "failures", "channel gone", "posting forbidden"] as const;

export const digestSchema = z.object({
  version: z.literal(1),
  /** Unique in its workspace; lower-case letters and digits. */
  id: z.string().regex(/^[a-z0-9]{4,12}$/u),
  channel: channelSchema,
  /** What to look for. */
  topic: z.string().min(1).max(MAX_TOPIC_LENGTH),
  /** Its own sites, normalised; they narrow the channel's. Empty: the channel's. */
  sites: z.array(z.string()).default([]),
  /** A cron expression of five fields, and what the manager typed for it. */
  cron: z.string(),
  when: z.string(),
  /** IANA. */
  timeZone: z.string(),
  /** Whether it was given its zone, or follows the workspace's. Rows older than the word were given theirs. */
  zoneFrom: z.enum(["digest", "workspace"]).default("digest"),
  items: z.int().min(DIGEST_ITEMS.min).max(DIGEST_ITEMS.max).default(DIGEST_ITEMS.default),
  layout: z.enum(DIGEST_LAYOUTS).default("together"),
  whenNothingIsNew: z.enum(WHEN_NOTHING_IS_NEW).default("quiet"),
  /** BCP 47 or a language's name; absent: the topic's own. */
  language: z.string().max(40).optional(),
  /** Publish to the servers that follow an announcement channel. Discord only. */
  isCrossposted: z.boolean().default(false),
  /** The tag of the post, in a forum channel. Discord only. */
  forumTag: z.string().max(20).optional(),
  paused: z.object({ reason: z.enum(PAUSE_REASONS), at: z.number() }).optional(),
  /** Slots in a row that failed. */
  failures: z.int().default(0),
  /** The last slot that was counted there, so that it is counted once. */
  lastFailure: z.number().optional(),
  createdBy: z.string(),
  /** Unix ms. */
  createdAt: z.number(),
  /** Slots up to here have been looked at, Unix ms: what was due later is still owed. */
  settledUntil: z.number(),
});
export type Digest = Readonly<z.infer<typeof digestSchema>>;

/** What names a digest to every process. */
export interface DigestRef {
  readonly platform: Platform;
  readonly workspaceId: string;
  readonly digestId: string;
}

export function digestRef({ channel: { platform, workspaceId }, id }: Pick<Digest, "channel" | "id">): DigestRef {
  return { platform, workspaceId, digestId: id };
}

/** The id of a digest's scheduler in the queue. */
export function digestKey(ref: DigestRef): string {
  return `digest-${workspaceKey(ref)}-${ref.digestId}`;
}

/** The identity of one run: of its job, its outbox record and its claims in the ledger. */
export function slotKey(ref: DigestRef, slot: number): string {
  return `${digestKey(ref)}-${slot}`;
}

/** The digest and the slot that a {@link slotKey} of this workspace names; undefined for any other text. */
export function parseSlotKey(
  { platform, workspaceId }: Pick<ChannelRef, "platform" | "workspaceId">,
  key: string,
): { readonly ref: DigestRef; readonly slot: number } | undefined {
  const [, digestId = "", slot = ""] = /-([a-z0-9]+)-(\d+)$/u.exec(key) ?? [];
  const ref = { platform, workspaceId, digestId };
  return slotKey(ref, Number(slot)) === key ? { ref, slot: Number(slot) } : undefined;
}

/** The identity of the message that tells of a pause, which has a button to end it. */
export function pauseKey(ref: DigestRef, pausedAt: number): string {
  return `${digestKey(ref)}-paused-${pausedAt}`;
}

/** The digest that a {@link pauseKey} of this workspace names; undefined for any other text. */
export function parsePauseKey(
  { platform, workspaceId }: Pick<ChannelRef, "platform" | "workspaceId">,
  key: string,
): DigestRef | undefined {
  const [, digestId = "", pausedAt = ""] = /-([a-z0-9]+)-paused-(\d+)$/u.exec(key) ?? [];
  const ref = { platform, workspaceId, digestId };
  return pauseKey(ref, Number(pausedAt)) === key ? ref : undefined;
}

export interface DigestStore {
  read(ref: DigestRef): Promise<Digest | undefined>;
  /** Every digest of a workspace, oldest first. */
  list(workspace: Pick<ChannelRef, "platform" | "workspaceId">): Promise<readonly Digest[]>;
  /** Every digest there is, a workspace at a time. */
  all(): AsyncIterable<Digest>;
  /** Adds a digest. Throws UserInputError when the workspace has {@link MAX_DIGESTS_PER_WORKSPACE}, or has this id. */
  add(digest: Digest): Promise<void>;
  /**
   * Replaces a digest by what `change` makes of it and returns the new one; undefined when it is gone. Atomic: `change`
   * runs again on what somebody else has left meanwhile. What `change` throws comes out, and nothing is written.
   */
  update(ref: DigestRef, change: (digest: Digest) => Digest): Promise<Digest | undefined>;
  /** Says whether there was one. Its slots stay until they are too old. */
  remove(ref: DigestRef): Promise<boolean>;
}
