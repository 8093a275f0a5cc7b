import { type ChannelRef, workspaceKey } from "../core/chat.ts";
import { StoreError } from "../core/errors.ts";
import type { Logger } from "../core/logger.ts";
import {
  emptyLayer,
  type SettingsLayer,
  type SettingsStore,
  type StoredScope,
  settingsLayerSchema,
} from "../core/settings.ts";
import type { RedisConnection } from "./connect-redis.ts";
import { parseRow } from "./parse-row.ts";

/** Far more than the managers of one workspace who can press a button in the same moment. */
const MAX_WRITES = 100;

/** Writes KEYS[1] if it still is what was read, and returns false; else returns what stands there now. */
const COMPARE_AND_SET = `
local current = redis.call("GET", KEYS[1]) or ""
if current ~= ARGV[1] then return current end
redis.call("SET", KEYS[1], ARGV[2])
return false
`;

/** Settings in Redis: one JSON row for a workspace and one for each channel, all of a workspace on one cluster slot. */
export function createSettingsStore({
  connection,
  log,
}: {
  readonly connection: RedisConnection;
  readonly log: Logger;
}): SettingsStore {
  return {
    async read(channel) {
      const keys = { workspace: keyOf(channel, "workspace"), channel: keyOf(channel, "channel") };
      const [workspace, ofChannel] = await connection.readRows([keys.workspace, keys.channel]);
      return {
        workspace: parseLayer(keys.workspace, workspace ?? ""),
        channel: parseLayer(keys.channel, ofChannel ?? ""),
      };
    },

    async update(channel, scope, change) {
      const key = keyOf(channel, scope);
      let current = (await connection.run((redis) => redis.get(key))) ?? "";
      for (let write = 1; write <= MAX_WRITES; write += 1) {
        const next = settingsLayerSchema.parse(change(parseLayer(key, current)));
        const other = await compareAndSet(key, current, JSON.stringify(next));
        if (other === undefined) return next;
        current = other;
        log.debug({ key, write }, "settings were changed by somebody else meanwhile; applying the change to theirs");
      }
      throw new StoreError(`The row ${key} was changed by others ${MAX_WRITES} times while it was to be written`);
    },
  };

  async function compareAndSet(key: string, expected: string, next: string): Promise<string | undefined> {
    const other = await connection.run((redis) => redis.eval(COMPARE_AND_SET, 1, key, expected, next));
    return typeof other === "string" ? other : undefined;
  }
}

function keyOf(channel: ChannelRef, scope: StoredScope): string {
  const settings = `footnote:{${workspaceKey(channel)}}:settings`;
  return scope === "workspace" ? `${settings}:workspace` : `${settings}:channel:${channel.channelId}`;
}

/** A row that was never written is the empty text. */
function parseLayer(key: string, row: string): SettingsLayer {
  return row === "" ? emptyLayer : parseRow(settingsLayerSchema, key, row);
}
