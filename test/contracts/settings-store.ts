import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ChannelRef } from "../../src/core/chat.ts";
import { UserInputError } from "../../src/core/errors.ts";
import { emptyLayer, type SettingsLayer, type SettingsStore } from "../../src/core/settings.ts";

export interface SettingsStoreBench {
  /** The store of another process on the same data. Called twice, it gives two of them. */
  open(): SettingsStore;
  close(): Promise<void>;
}

/** What every settings store promises. */
export function settingsStoreContract(name: string, start: () => Promise<SettingsStoreBench>): void {
  describe(`settings on ${name}`, () => {
    let bench: SettingsStoreBench;
    let store: SettingsStore;
    let channel: ChannelRef;
    beforeEach(async () => {
      bench = await start();
      store = bench.open();
      channel = { platform: "slack", workspaceId: `T${randomUUID()}`, channelId: "C1" };
    });
    afterEach(() => bench.close());

    it("reads scopes that were never written as empty", async () => {
      expect(await store.read(channel)).toEqual({ workspace: emptyLayer, channel: emptyLayer });
    });

    it("keeps every field of a layer, for every process", async () => {
      const layer: SettingsLayer = {
        version: 1,
        includeSites: ["arxiv.org"],
        excludeSites: ["example.com"],
        searchService: "exa",
        searchResults: 5,
        model: "some-model",
      };
      expect(await store.update(channel, "channel", () => layer)).toEqual(layer);
      expect(await bench.open().read(channel)).toEqual({ workspace: emptyLayer, channel: layer });
    });

    it("shares the workspace's layer among its channels and keeps theirs apart", async () => {
      await store.update(channel, "workspace", (layer) => ({ ...layer, excludeSites: ["bad.example"] }));
      await store.update(channel, "channel", (layer) => ({ ...layer, searchResults: 3 }));
      const sibling = await store.read({ ...channel, channelId: "C2" });
      expect(sibling.workspace.excludeSites).toEqual(["bad.example"]);
      expect(sibling.channel).toEqual(emptyLayer);
    });

    it("keeps workspaces and platforms apart, even with equal ids", async () => {
      await store.update(channel, "workspace", (layer) => ({ ...layer, searchResults: 9 }));
      await store.update(channel, "channel", (layer) => ({ ...layer, searchResults: 8 }));
      expect(await store.read({ ...channel, platform: "discord" })).toEqual({
        workspace: emptyLayer,
        channel: emptyLayer,
      });
    });

    it("loses no change when many managers write at once", async () => {
      const other = bench.open();
      const sites = Array.from({ length: 12 }, (_, index) => `site-${index}.example`);
      await Promise.all(
        sites.map((site, index) =>
          (index % 2 === 0 ? store : other).update(channel, "channel", (layer) => ({
            ...layer,
            includeSites: [...layer.includeSites, site],
          })),
        ),
      );
      const { includeSites } = (await store.read(channel)).channel;
      expect([...includeSites].sort()).toEqual([...sites].sort());
    });

    it("writes nothing when the change is refused, and passes the refusal on", async () => {
      const refusal = new UserInputError("No.");
      await expect(
        store.update(channel, "channel", () => {
          throw refusal;
        }),
      ).rejects.toBe(refusal);
      expect((await store.read(channel)).channel).toEqual(emptyLayer);
    });
  });
}
