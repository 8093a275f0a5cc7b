import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { emptyLayer, STORED_SCOPES } from "../../../src/core/settings.ts";
import { readEffectiveSettings } from "../../../src/features/read-effective-settings.ts";
import { createSettingsStore } from "../../../src/store/settings-store.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";
import { connections } from "./redis-places.ts";

let connected: ReturnType<typeof connections>;
beforeEach(() => {
  connected = connections(inject("redisUrl"));
});
afterEach(() => connected.close());

describe("the settings of a question", () => {
  it("cost one command, with all four layers and named lists", async () => {
    const channel = { platform: "discord", workspaceId: randomUUID(), channelId: "C1", categoryId: "K1" } as const;
    const connection = connected.open();
    const settings = createSettingsStore({ connection, log: createMemoryLog() });
    for (const [index, scope] of STORED_SCOPES.entries())
      await settings.update(
        { channel, scope, threadId: "TH1" },
        {
          by: { id: "U1" },
          at: 0,
          change: (layer) => ({
            ...layer,
            searchResults: index + 1,
            includeSites: ["@all"],
            siteLists: { all: ["a.org"] },
          }),
        },
      );
    const monitor = await connection.redis.duplicate().monitor();
    const seen: string[] = [];
    const told = new Promise<void>((resolve) => {
      monitor.on("monitor", (_time: string, words: string[]) => {
        if (words.some((word) => word.includes(channel.workspaceId))) seen.push(words[0] ?? "");
        if (words.includes(`end of ${channel.workspaceId}`)) resolve();
      });
    });
    const install = { ...emptyLayer, searchService: "exa" } as const;
    const effective = await readEffectiveSettings(channel, { settings, install }, { threadId: "TH1" });
    await connection.run((redis) => redis.echo(`end of ${channel.workspaceId}`));
    await told;
    monitor.disconnect();
    expect(effective).toMatchObject({
      searchResults: { value: 4, from: "thread" },
      includeSites: { value: ["a.org"], from: "thread" },
    });
    expect(seen.map((command) => command.toLowerCase())).toEqual(["mget", "echo"]);
  });
});
