import { z } from "zod";
import {
  DIGEST_LAYOUTS,
  type Digest,
  digestSchema,
  MAX_DIGESTS_PER_WORKSPACE,
  WHEN_NOTHING_IS_NEW,
} from "../../core/digest.ts";
import type { DigestOptionValues } from "./read-digest-options.ts";

/** What an export holds, and an import takes. Its rows are looked at one by one. */
export const digestFileSchema = z.object({
  version: z.literal(1),
  digests: z.array(z.unknown()).min(1).max(MAX_DIGESTS_PER_WORKSPACE),
});

/** One digest as a person may write it, in the words of the command's options. */
export const digestRowSchema = z.strictObject({
  id: digestSchema.shape.id.optional(),
  /** Absent: the channel of the import. */
  channelId: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,64}$/u)
    .optional(),
  topic: z.string(),
  when: z.string(),
  /** Absent: the workspace's. */
  zone: z.string().optional(),
  sites: z.array(z.string()).optional(),
  items: z.int().optional(),
  layout: z.enum(DIGEST_LAYOUTS).optional(),
  empty: z.enum(WHEN_NOTHING_IS_NEW).optional(),
  language: z.string().optional(),
  crosspost: z.boolean().optional(),
  tag: z.string().optional(),
  paused: z.boolean().optional(),
});
export type DigestRow = Readonly<z.infer<typeof digestRowSchema>>;

/** What is the default is left out. */
export function toDigestRow(digest: Digest): DigestRow {
  const { id, channel, topic, when, timeZone, sites, items, layout, whenNothingIsNew, language, forumTag } = digest;
  return {
    id,
    channelId: channel.channelId,
    topic,
    when,
    zone: timeZone,
    items,
    layout,
    empty: whenNothingIsNew,
    ...(sites.length === 0 ? {} : { sites }),
    ...(language === undefined ? {} : { language }),
    ...(digest.isCrossposted ? { crosspost: true } : {}),
    ...(forumTag === undefined ? {} : { tag: forumTag }),
    ...(digest.paused === undefined ? {} : { paused: true }),
  };
}

/** A row as if it had been typed, so that one check holds for both. */
export function toOptions(row: DigestRow): DigestOptionValues {
  const { id: _id, channelId: _channelId, paused: _paused, sites = [], items, crosspost, ...texts } = row;
  return {
    ...texts,
    ...(sites.length === 0 ? {} : { sites: sites.join(" ") }),
    ...(items === undefined ? {} : { items: String(items) }),
    ...(crosspost === undefined ? {} : { crosspost: String(crosspost) }),
  };
}
