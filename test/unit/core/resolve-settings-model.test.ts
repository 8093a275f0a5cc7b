import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PLATFORMS } from "../../../src/core/chat.ts";
import { resolveSettings, type SettingsChain } from "../../../src/core/resolve-settings.ts";
import { ANSWER_FEATURES, SETTING_KEYS, type SettingKey } from "../../../src/core/setting-fields.ts";
import { emptyLayer, type SettingsLayer } from "../../../src/core/settings.ts";

// The rules, written down a second time as plainly as they are told to people in docs/settings.md.

const ORDER = ["install", "workspace", "category", "channel", "thread"] as const;
type Said = Readonly<Record<string, unknown>>;

/** Who locks a setting: the widest scope that does. */
function modelLock(chain: SettingsChain, key: string): number {
  return ORDER.findIndex((scope) => chain[scope]?.locked.some((locked) => locked === key));
}

/** What each scope says of a setting that is heard, widest first. */
function heard(chain: SettingsChain, key: string): readonly { from: string; value: unknown }[] {
  const lock = modelLock(chain, key);
  const results = [];
  for (const [index, scope] of ORDER.entries()) {
    if (lock >= 0 && index > lock) continue;
    const layer: Said = chain[scope] ?? {};
    if (layer[key] !== undefined) results.push({ from: scope, value: layer[key] });
  }
  return results;
}

const DEFAULTS: Said = {
  searchResults: 10,
  offListCitations: "remove",
  answerMode: [],
  answerLength: "normal",
  language: "asker",
  answerWhen: "mention",
  threadFollowUps: true,
  answerWhere: "channel",
  visibility: "public",
  streaming: true,
  whoMayAsk: [],
  retentionDays: 30,
  timeZone: "UTC",
};

function modelValue(chain: SettingsChain, key: string): unknown {
  const nearest = heard(chain, key).at(-1);
  if (nearest !== undefined) return nearest;
  const value = key === "answerWhere" && chain.platform === "slack" ? "thread" : DEFAULTS[key];
  return value === undefined ? undefined : { from: "install", value };
}

function modelHosts(chain: SettingsChain, list: unknown): readonly string[] {
  const hosts: string[] = [];
  for (const entry of Array.isArray(list) ? list.map(String) : []) {
    const lists: Said = chain.workspace.siteLists;
    const named = entry.startsWith("@") ? (lists[entry.slice(1)] ?? []) : [entry];
    for (const host of Array.isArray(named) ? named.map(String) : []) if (!hosts.includes(host)) hosts.push(host);
  }
  return hosts;
}

function modelExcludes(chain: SettingsChain): readonly { from: string; value: string }[] {
  const excludes: { from: string; value: string }[] = [];
  for (const { from, value } of heard(chain, "excludeSites"))
    for (const host of modelHosts(chain, value))
      if (!excludes.some((other) => other.value === host)) excludes.push({ from, value: host });
  return excludes;
}

function modelLost(chain: SettingsChain): readonly string[] {
  const isGone = heard(chain, "excludeSites").some(({ value }) => Array.isArray(value) && value.includes("@gone"));
  return isGone ? ["@gone"] : [];
}

function modelIncludes(chain: SettingsChain): unknown {
  const lists = heard(chain, "includeSites").filter(({ value }) => Array.isArray(value) && value.length > 0);
  const nearest = lists.at(-1);
  if (nearest === undefined) return undefined;
  const excluded = modelExcludes(chain).map(({ value }) => value);
  const isExcluded = (host: string) => excluded.some((site) => host === site || host.endsWith(`.${site}`));
  return { from: nearest.from, value: modelHosts(chain, nearest.value).filter((host) => !isExcluded(host)) };
}

const entry = fc.constantFrom("a.org", "b.org", "x.a.org", "y.x.a.org", "c.org", "@one", "@two", "@gone");
const entries = fc.uniqueArray(entry, { maxLength: 4 });
const host = fc.constantFrom("a.org", "x.a.org", "z.b.org", "d.org");
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 1 });
const locked = fc.uniqueArray(fc.constantFrom<SettingKey>(...SETTING_KEYS), { maxLength: 6 });

const layer = fc
  .record({
    includeSites: entries,
    excludeSites: entries,
    locked,
    searchService: maybe(fc.constantFrom("tavily" as const, "exa" as const)),
    searchResults: maybe(fc.integer({ min: 1, max: 20 })),
    offListCitations: maybe(fc.constantFrom("remove" as const, "mark" as const)),
    model: maybe(fc.constantFrom("one", "two")),
    answerMode: maybe(fc.subarray([...ANSWER_FEATURES])),
    answerLength: maybe(fc.constantFrom("short" as const, "normal" as const, "long" as const)),
    language: maybe(fc.constantFrom("asker" as const, "de" as const)),
    instructions: maybe(fc.constantFrom("Be kind.", "Be short.")),
    answerWhen: maybe(fc.constantFrom("mention" as const, "every" as const, "commands" as const)),
    threadFollowUps: maybe(fc.boolean()),
    answerWhere: maybe(fc.constantFrom("thread" as const, "channel" as const)),
    visibility: maybe(fc.constantFrom("public" as const, "asker" as const)),
    streaming: maybe(fc.boolean()),
    whoMayAsk: maybe(fc.subarray(["S1", "S2"])),
    retentionDays: maybe(fc.integer({ min: 1, max: 365 })),
    timeZone: maybe(fc.constantFrom("UTC", "Asia/Tokyo")),
  })
  .map((said): SettingsLayer => ({ ...emptyLayer, ...said }));

const chains: fc.Arbitrary<SettingsChain> = fc
  .record({
    install: layer,
    workspace: layer,
    siteLists: fc.record({ one: fc.uniqueArray(host, { maxLength: 3 }), two: fc.uniqueArray(host, { maxLength: 3 }) }),
    category: maybe(layer),
    channel: layer,
    thread: maybe(layer),
    platform: maybe(fc.constantFrom(...PLATFORMS)),
  })
  .map(({ install, workspace, siteLists, category, thread, ...others }) => ({
    ...others,
    install: { ...install, searchService: install.searchService ?? "exa" },
    workspace: { ...workspace, siteLists },
    ...(category === undefined ? {} : { category }),
    ...(thread === undefined ? {} : { thread }),
  }));

describe("any chain of five scopes with locks and named lists", () => {
  it("resolves to what the plain rules say, value by value, with the same origins", () => {
    fc.assert(
      fc.property(chains, (chain) => {
        const { includeSites, excludeSites, lostExcludes, locks, ...others } = resolveSettings(chain);
        expect(lostExcludes).toEqual(modelLost(chain));
        expect(excludeSites).toEqual(modelExcludes(chain));
        expect(includeSites).toEqual(modelIncludes(chain));
        const expected = SETTING_KEYS.filter((key) => key !== "includeSites" && key !== "excludeSites").map(
          (key) => [key, modelValue(chain, key)] as const,
        );
        expect(others).toEqual(Object.fromEntries(expected));
        const locking = SETTING_KEYS.flatMap((key) => {
          const scope = ORDER[modelLock(chain, key)];
          return scope === undefined ? [] : [[key, scope] as const];
        });
        expect(locks).toEqual(Object.fromEntries(locking));
      }),
      { numRuns: 1_000 },
    );
  });

  it("says no more in a thread than in its channel once everything is locked by the workspace", () => {
    fc.assert(
      fc.property(chains, (chain) => {
        const bound = { ...chain, workspace: { ...chain.workspace, locked: [...SETTING_KEYS] } };
        const { locks: _locks, ...free } = resolveSettings({
          ...bound,
          channel: emptyLayer,
          category: emptyLayer,
          thread: emptyLayer,
        });
        const { locks: _others, ...inThread } = resolveSettings(bound);
        expect(inThread).toEqual(free);
      }),
      { numRuns: 1_000 },
    );
  });
});
