import { type ChannelRef, workspaceKey } from "../core/chat.ts";
import { type Outbox, outboxRecordSchema } from "../core/outbox.ts";
import type { RedisConnection } from "./connect-redis.ts";
import { parseRow } from "./parse-row.ts";

/** Slack redelivers for up to 25 h (Delayed Events). https://docs.slack.dev/apis/events-api/ */
const KEEP_MS = 26 * 60 * 60 * 1_000;

/** The outbox in Redis: one JSON row per answer, one command per call. */
export function createOutbox({ connection }: { readonly connection: RedisConnection }): Outbox {
  return {
    async read(channel, answerId) {
      const key = keyOf(channel, answerId);
      const row = await connection.run((redis) => redis.get(key));
      return row === null ? undefined : parseRow(outboxRecordSchema, key, row);
    },
    async write(channel, answerId, record) {
      const row = JSON.stringify(record);
      await connection.run((redis) => redis.set(keyOf(channel, answerId), row, "PX", KEEP_MS));
    },
  };
}

function keyOf(channel: ChannelRef, answerId: string): string {
  return `footnote:{${workspaceKey(channel)}}:outbox:${answerId}`;
}
