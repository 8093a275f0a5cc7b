import { z } from "zod";
import { FEEDBACK_VALUES, workspaceKey } from "../core/chat.ts";
import { type DigestRef, LEDGER_DAYS } from "../core/digest.ts";
import type { DigestFeedback } from "../core/digest-feedback.ts";
import type { Logger } from "../core/logger.ts";
import type { RedisConnection } from "./connect-redis.ts";
import { keepInHash } from "./keep-in-hash.ts";
import { parseRow, skipUnreadable } from "./parse-row.ts";

const KEEP_MS = LEDGER_DAYS * 24 * 60 * 60 * 1_000;

const rowSchema = z.object({
  version: z.literal(1),
  slot: z.number(),
  item: z.int(),
  title: z.string(),
  userId: z.string(),
  value: z.enum(FEEDBACK_VALUES),
  at: z.number(),
});

/** Feedback in Redis: a hash for each digest, a field for each person and item. It goes when nobody has pressed for long. */
export function createDigestFeedback({
  connection,
  log,
}: {
  readonly connection: RedisConnection;
  readonly log: Logger;
}): DigestFeedback {
  return {
    async put(ref, { slot, item, title, userId, value, at }) {
      const key = keyOf(ref);
      const row = rowSchema.parse({ version: 1, slot, item, title, userId, value, at });
      const fields = { [`${slot}:${item}:${userId}`]: JSON.stringify(row) };
      await keepInHash(connection, key, { fields, keepMs: KEEP_MS });
    },

    async read(ref) {
      const key = keyOf(ref);
      const rows = await connection.run((redis) => redis.hvals(key));
      const known = rows.flatMap((row) => skipUnreadable(log, () => parseRow(rowSchema, key, row)) ?? []);
      const newest = known.reduce((latest, { at }) => Math.max(latest, at), 0);
      return known.filter(({ at }) => at > newest - KEEP_MS).sort((a, b) => b.at - a.at);
    },
  };
}

function keyOf(ref: DigestRef): string {
  return `footnote:{${workspaceKey(ref)}}:digest-feedback:${ref.digestId}`;
}
