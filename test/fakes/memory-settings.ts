import { type ChannelRef, workspaceKey } from "../../src/core/chat.ts";
import {
  emptyLayer,
  type SettingsLayer,
  type SettingsStore,
  type SettingsTarget,
  type StoredScope,
  settingsLayerSchema,
} from "../../src/core/settings.ts";
import { applyEdit, placeIdOf, type SettingsChange } from "../../src/core/settings-change.ts";

/** The settings store in memory, with a switch that makes the next call fail. */
export interface MemorySettings extends SettingsStore {
  /** Changes the layer of a channel, its category or workspace, as somebody did long ago. */
  set(channel: ChannelRef, scope: StoredScope, change: (layer: SettingsLayer) => SettingsLayer): Promise<SettingsLayer>;
  failNext(error: unknown): void;
}

export function createMemorySettings(): MemorySettings {
  const layers = new Map<string, string>();
  const changes = new Map<string, SettingsChange[]>();
  const failures: unknown[] = [];
  const layerOf = (target: SettingsTarget): SettingsLayer => {
    const row = layers.get(keyOf(target));
    return row === undefined ? emptyLayer : settingsLayerSchema.parse(JSON.parse(row));
  };
  const fail = () => {
    if (failures.length > 0) throw failures.shift();
  };
  const store: MemorySettings = {
    async read(channel, threadId) {
      fail();
      return {
        workspace: layerOf({ channel, scope: "workspace" }),
        category: channel.categoryId === undefined ? emptyLayer : layerOf({ channel, scope: "category" }),
        channel: layerOf({ channel, scope: "channel" }),
        thread: threadId === undefined ? emptyLayer : layerOf({ channel, scope: "thread", threadId }),
      };
    },
    async update(target, edit) {
      fail();
      const edited = applyEdit(target, layerOf(target), edit);
      if (edited.change === undefined) return edited;
      layers.set(keyOf(target), JSON.stringify(edited.layer));
      const workspace = workspaceKey(target.channel);
      changes.set(workspace, [edited.change, ...(changes.get(workspace) ?? [])].slice(0, 500));
      return edited;
    },
    async history(channel) {
      fail();
      return changes.get(workspaceKey(channel)) ?? [];
    },
    async set(channel, scope, change) {
      const { layer } = await store.update({ channel, scope }, { by: { id: "somebody" }, at: 0, change });
      return layer;
    },
    failNext(error) {
      failures.push(error);
    },
  };
  return store;
}

function keyOf(target: SettingsTarget): string {
  return [workspaceKey(target.channel), target.scope, placeIdOf(target) ?? ""].join(" ");
}
