import { channelKey, workspaceKey } from "../../src/core/chat.ts";
import { emptyLayer, type SettingsLayer, type SettingsStore, settingsLayerSchema } from "../../src/core/settings.ts";

/** The settings store in memory, with a switch that makes the next call fail. */
export interface MemorySettings extends SettingsStore {
  failNext(error: unknown): void;
}

export function createMemorySettings(): MemorySettings {
  const layers = new Map<string, string>();
  const failures: unknown[] = [];
  const read = (key: string): SettingsLayer => {
    const row = layers.get(key);
    return row === undefined ? emptyLayer : settingsLayerSchema.parse(JSON.parse(row));
  };
  return {
    async read(channel) {
      if (failures.length > 0) throw failures.shift();
      return { workspace: read(workspaceKey(channel)), channel: read(channelKey(channel)) };
    },
    async update(channel, scope, change) {
      if (failures.length > 0) throw failures.shift();
      const key = scope === "workspace" ? workspaceKey(channel) : channelKey(channel);
      const changed = change(read(key));
      layers.set(key, JSON.stringify(changed));
      return changed;
    },
    failNext(error) {
      failures.push(error);
    },
  };
}
