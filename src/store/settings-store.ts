import { type ChannelRef, workspaceKey } from "../core/chat.ts";
import { StoreError } from "../core/errors.ts";
import type { Logger } from "../core/logger.ts";
import {
  emptyLayer,
  type SettingsLayer,
  type SettingsStore,
  type SettingsTarget,
  settingsLayerSchema,
} from "../core/settings.ts";
import { applyEdit, placeIdOf, type SettingsChange, settingsChangeSchema } from "../core/settings-change.ts";
import type { RedisConnection } from "./connect-redis.ts";
import { parseRow, skipUnreadable } from "./parse-row.ts";

/** Far more than the managers of one workspace who can press a button in the same moment. */
const MAX_WRITES = 100;
const MAX_HISTORY = 500;

/**
 * KEYS: the layer, the workspace's history. ARGV: the layer as it was read, the new one, the record of the change, the
 * most records. Writes if the layer still is what was read, and returns false; else returns what stands there now.
 */
const COMPARE_AND_SET = `
local current = redis.call("GET", KEYS[1]) or ""
if current ~= ARGV[1] then return current end
redis.call("SET", KEYS[1], ARGV[2])
redis.call("LPUSH", KEYS[2], ARGV[3])
redis.call("LTRIM", KEYS[2], 0, ARGV[4] - 1)
return false
`;

/**
 * Settings in Redis: one JSON row for a workspace and one for each category, channel and thread that says something, and
 * a list of the changes; all of a workspace on one cluster slot.
 */
export function createSettingsStore({
  connection,
  log,
}: {
  readonly connection: RedisConnection;
  readonly log: Logger;
}): SettingsStore {
  return {
    async read(channel, threadId) {
      const targets: readonly SettingsTarget[] = [
        { channel, scope: "workspace" },
        { channel, scope: "channel" },
        ...(channel.categoryId === undefined ? [] : [{ channel, scope: "category" } as const]),
        ...(threadId === undefined ? [] : [{ channel, scope: "thread", threadId } as const]),
      ];
      const keys = targets.map(keyOf);
      const rows = await connection.readRows(keys);
      const layerOf = (scope: SettingsTarget["scope"]) => {
        const index = targets.findIndex((target) => target.scope === scope);
        return parseLayer(keys[index] ?? "", rows[index] ?? "");
      };
      return {
        workspace: layerOf("workspace"),
        category: layerOf("category"),
        channel: layerOf("channel"),
        thread: layerOf("thread"),
      };
    },

    async update(target, edit) {
      const key = keyOf(target);
      let current = (await connection.run((redis) => redis.get(key))) ?? "";
      for (let write = 1; write <= MAX_WRITES; write += 1) {
        const edited = applyEdit(target, parseLayer(key, current), edit);
        if (edited.change === undefined) return edited;
        const rows = { expected: current, next: JSON.stringify(edited.layer), change: edited.change };
        const other = await compareAndSet(target, rows);
        if (other === undefined) return edited;
        current = other;
        log.debug({ key, write }, "settings were changed by somebody else meanwhile; applying the change to theirs");
      }
      throw new StoreError(`The row ${key} was changed by others ${MAX_WRITES} times while it was to be written`);
    },

    async history(channel) {
      const key = historyKeyOf(channel);
      const rows = await connection.run((redis) => redis.lrange(key, 0, MAX_HISTORY - 1));
      return rows.flatMap((row) => skipUnreadable(log, () => parseRow(settingsChangeSchema, key, row)) ?? []);
    },
  };

  async function compareAndSet(
    target: SettingsTarget,
    { expected, next, change }: { readonly expected: string; readonly next: string; readonly change: SettingsChange },
  ): Promise<string | undefined> {
    const keys = [keyOf(target), historyKeyOf(target.channel)];
    const other = await connection.run((redis) =>
      redis.eval(COMPARE_AND_SET, keys.length, ...keys, expected, next, JSON.stringify(change), MAX_HISTORY),
    );
    return typeof other === "string" ? other : undefined;
  }
}

function keyOf(target: SettingsTarget): string {
  const place = placeIdOf(target);
  return `${prefixOf(target.channel)}:${target.scope}${place === undefined ? "" : `:${place}`}`;
}

function historyKeyOf(channel: Pick<ChannelRef, "platform" | "workspaceId">): string {
  return `${prefixOf(channel)}:history`;
}

function prefixOf(channel: Pick<ChannelRef, "platform" | "workspaceId">): string {
  return `footnote:{${workspaceKey(channel)}}:settings`;
}

/** A row that was never written is the empty text. */
function parseLayer(key: string, row: string): SettingsLayer {
  return row === "" ? emptyLayer : parseRow(settingsLayerSchema, key, row);
}
