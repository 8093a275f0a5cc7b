import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ChannelRef } from "../../src/core/chat.ts";
import { UserInputError } from "../../src/core/errors.ts";
import {
  emptyLayer,
  type SettingsEdit,
  type SettingsLayer,
  type SettingsStore,
  type SettingsTarget,
} from "../../src/core/settings.ts";

const nothingSaid = { workspace: emptyLayer, category: emptyLayer, channel: emptyLayer, thread: emptyLayer };

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

    async function set(
      by: SettingsStore,
      scope: SettingsTarget["scope"],
      change: SettingsEdit["change"],
      place: Partial<SettingsTarget> = {},
    ): Promise<SettingsLayer> {
      const target = { channel, scope, ...place };
      return (await by.update(target, { by: { id: "U1", name: "Ada" }, at: 1_000, change })).layer;
    }

    it("reads scopes that were never written as empty", async () => {
      expect(await store.read(channel)).toEqual(nothingSaid);
    });

    it("keeps every field of a layer, for every process", async () => {
      const layer: SettingsLayer = {
        ...emptyLayer,
        revision: 1,
        includeSites: ["arxiv.org"],
        excludeSites: ["example.com"],
        searchService: "exa",
        searchResults: 5,
        model: "some-model",
      };
      expect(await set(store, "channel", () => layer)).toEqual(layer);
      expect(await bench.open().read(channel)).toEqual({ ...nothingSaid, channel: layer });
    });

    it("shares the workspace's layer among its channels and keeps theirs apart", async () => {
      await set(store, "workspace", (layer) => ({ ...layer, excludeSites: ["bad.example"] }));
      await set(store, "channel", (layer) => ({ ...layer, searchResults: 3 }));
      const sibling = await store.read({ ...channel, channelId: "C2" });
      expect(sibling.workspace.excludeSites).toEqual(["bad.example"]);
      expect(sibling.channel).toEqual(emptyLayer);
    });

    it("keeps workspaces and platforms apart, even with equal ids", async () => {
      await set(store, "workspace", (layer) => ({ ...layer, searchResults: 9 }));
      await set(store, "channel", (layer) => ({ ...layer, searchResults: 8 }));
      expect(await store.read({ ...channel, platform: "discord" })).toEqual(nothingSaid);
    });

    it("loses no change when many managers write at once", async () => {
      const other = bench.open();
      const sites = Array.from({ length: 12 }, (_, index) => `site-${index}.example`);
      await Promise.all(
        sites.map((site, index) =>
          set(index % 2 === 0 ? store : other, "channel", (layer) => ({
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
        set(store, "channel", () => {
          throw refusal;
        }),
      ).rejects.toBe(refusal);
      expect((await store.read(channel)).channel).toEqual(emptyLayer);
      expect(await store.history(channel)).toEqual([]);
    });

    it("keeps a category's and a thread's layers apart from the channel's", async () => {
      const place = { ...channel, categoryId: "G1" };
      await set(store, "category", (layer) => ({ ...layer, searchResults: 4 }), { channel: place });
      await set(store, "thread", (layer) => ({ ...layer, searchResults: 5 }), { threadId: "T1" });
      const layers = await store.read(place, "T1");
      expect([layers.category.searchResults, layers.channel.searchResults, layers.thread.searchResults]).toEqual([
        4,
        undefined,
        5,
      ]);
      expect(await store.read({ ...place, channelId: "C2" }, "T2")).toEqual({
        ...nothingSaid,
        category: layers.category,
      });
      expect(await store.read(channel)).toEqual(nothingSaid);
    });

    it("records who changed what, when and where, newest first, for every process", async () => {
      await set(store, "workspace", (layer) => ({ ...layer, excludeSites: ["bad.example"] }));
      await set(store, "channel", (layer) => ({ ...layer, searchResults: 3, model: "one" }));
      await set(store, "channel", (layer) => ({ ...layer, searchResults: undefined }));
      const history = await bench.open().history(channel);
      expect(history).toMatchObject([
        {
          by: { id: "U1", name: "Ada" },
          at: 1_000,
          scope: "channel",
          placeId: "C1",
          revision: 2,
          parts: ["searchResults"],
          before: { searchResults: 3 },
          after: {},
        },
        {
          scope: "channel",
          revision: 1,
          parts: ["searchResults", "model"],
          before: {},
          after: { searchResults: 3, model: "one" },
        },
        { scope: "workspace", revision: 1, before: { excludeSites: [] }, after: { excludeSites: ["bad.example"] } },
      ]);
      expect(new Set(history.map(({ id }) => id)).size).toBe(3);
      expect(await store.history({ ...channel, workspaceId: "T2" })).toEqual([]);
    });

    it("writes nothing for an edit that changes nothing", async () => {
      await set(store, "channel", (layer) => ({ ...layer, searchResults: 3 }));
      const edit = { by: { id: "U2" }, at: 2_000, change: (layer: SettingsLayer) => ({ ...layer }) };
      const { layer, change } = await store.update({ channel, scope: "channel" }, edit);
      expect([layer.revision, change]).toEqual([1, undefined]);
      expect(await store.history(channel)).toHaveLength(1);
    });

    it("forgets the oldest of more than 500 changes", async () => {
      for (let count = 1; count <= 503; count += 1)
        await set(store, "channel", (layer) => ({ ...layer, model: `model-${count}` }));
      const history = await store.history(channel);
      expect([history.length, history.at(0)?.revision, history.at(-1)?.revision]).toEqual([500, 503, 4]);
    });
  });
}
