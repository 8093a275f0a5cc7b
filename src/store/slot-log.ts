import { workspaceKey } from "../core/chat.ts";
import { type DigestRef, LEDGER_DAYS } from "../core/digest.ts";
import { type SlotLog, type SlotRecord, slotRecordSchema } from "../core/digest-slot.ts";
import type { Logger } from "../core/logger.ts";
import type { RedisConnection } from "./connect-redis.ts";
import { parseRow, skipUnreadable } from "./parse-row.ts";

const KEEP_MS = LEDGER_DAYS * 24 * 60 * 60 * 1_000;

/**
 * KEYS: the slot's row, the index of slots, the index of successes. ARGV: state, row, slot, how long it is kept, up to
 * when slots are forgotten, whether it is a success, whether it has items. Returns the row that stays as it is.
 */
const WRITE = `
local there = redis.call("HMGET", KEYS[1], "state", "hasItems", "row")
if there[1] and there[1] ~= "open" then return there[3] end
if there[2] == "1" and ARGV[1] == "open" and ARGV[7] == "0" then return there[3] end
redis.call("HSET", KEYS[1], "state", ARGV[1], "row", ARGV[2], "hasItems", ARGV[7])
redis.call("PEXPIRE", KEYS[1], ARGV[4])
for index = 2, ARGV[6] == "1" and 3 or 2 do
  redis.call("ZADD", KEYS[index], ARGV[3], ARGV[3])
  redis.call("ZREMRANGEBYSCORE", KEYS[index], "-inf", ARGV[5])
  redis.call("PEXPIRE", KEYS[index], ARGV[4])
end
return false
`;

/**
 * What became of each slot, in Redis: a row each, and beside the rows of one digest an index of its slots and one of
 * those that succeeded; each message of a post leads to its slot. The rows are gone after their time; the indexes lose an entry with the next write after it.
 */
export function createSlotLog({
  connection,
  log,
}: {
  readonly connection: RedisConnection;
  readonly log: Logger;
}): SlotLog {
  return {
    async read(ref, slot) {
      const key = rowKey(ref, slot);
      const row = await connection.run((redis) => redis.hget(key, "row"));
      return row === null ? undefined : parseRow(slotRecordSchema, key, row);
    },

    async write(ref, given) {
      const record = slotRecordSchema.parse(given);
      const key = rowKey(ref, record.slot);
      // First: a message that leads to a slot of another state leads to a slot all the same.
      for (const id of record.messageIds ?? [])
        await connection.run((redis) => redis.set(messageKey(ref, id), key, "PX", KEEP_MS));
      const there = await connection.run((redis) =>
        redis.eval(
          WRITE,
          3,
          key,
          indexKey(ref),
          successKey(ref),
          record.state,
          JSON.stringify(record),
          record.slot,
          KEEP_MS,
          record.slot - KEEP_MS,
          isSuccess(record) ? "1" : "0",
          record.items === undefined ? "0" : "1",
        ),
      );
      return typeof there === "string" ? parseRow(slotRecordSchema, key, there) : record;
    },

    async ofMessage(workspace, messageId) {
      const key = await connection.run((redis) => redis.get(messageKey(workspace, messageId)));
      if (key === null) return undefined;
      const row = await connection.run((redis) => redis.hget(key, "row"));
      return row === null ? undefined : parseRow(slotRecordSchema, key, row);
    },

    history: (ref, limit) => newest(ref, indexKey(ref), limit),

    async lastSuccess(ref) {
      const [last] = await newest(ref, successKey(ref), 1);
      return last;
    },
  };

  async function newest(ref: DigestRef, index: string, limit: number): Promise<readonly SlotRecord[]> {
    if (limit <= 0) return [];
    const slots = await connection.run((redis) => redis.zrevrange(index, 0, limit - 1));
    const keys = slots.map((slot) => rowKey(ref, slot));
    const rows = await connection.run((redis) => Promise.all(keys.map((key) => redis.hget(key, "row"))));
    return keys.flatMap((key, at) => {
      const row = rows[at] ?? null;
      if (row === null) return [];
      return skipUnreadable(log, () => parseRow(slotRecordSchema, key, row)) ?? [];
    });
  }
}

function isSuccess({ state }: SlotRecord): boolean {
  return state === "posted" || state === "late" || state === "nothing new";
}

function rowKey(ref: DigestRef, slot: number | string): string {
  return `footnote:{${workspaceKey(ref)}}:slot:${ref.digestId}:${slot}`;
}

function messageKey(workspace: Pick<DigestRef, "platform" | "workspaceId">, messageId: string): string {
  return `footnote:{${workspaceKey(workspace)}}:slot-of:${messageId}`;
}

function indexKey(ref: DigestRef): string {
  return `footnote:{${workspaceKey(ref)}}:slots:${ref.digestId}`;
}

function successKey(ref: DigestRef): string {
  return `footnote:{${workspaceKey(ref)}}:slots-told:${ref.digestId}`;
}
