import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAllowedUrl } from "../../../src/core/allowed-url.ts";
import { resolveSettings, type SettingsChain } from "../../../src/core/resolve-settings.ts";
import { emptyLayer, type SettingsLayer, siteListsOf } from "../../../src/core/settings.ts";

const layer = (change: Partial<SettingsLayer> = {}): SettingsLayer => ({ ...emptyLayer, ...change });
const chain = (
  workspace: Partial<SettingsLayer> = {},
  channel: Partial<SettingsLayer> = {},
  install: Partial<SettingsLayer> = {},
): SettingsChain => ({
  install: { ...layer(install), searchService: install.searchService ?? "tavily" },
  workspace: layer(workspace),
  channel: layer(channel),
});

describe("what holds for a question", () => {
  it("is the whole web when nobody says anything", () => {
    const effective = resolveSettings(chain());
    expect(siteListsOf(effective)).toEqual({ include: undefined, exclude: [] });
    expect(effective.searchService).toEqual({ value: "tavily", from: "install" });
    expect(effective.searchResults).toEqual({ value: 10, from: "install" });
  });

  it("is the same for a place that never said anything as for one that says nothing, on each platform", () => {
    const installs: readonly Partial<SettingsLayer>[] = [
      {},
      { searchResults: 3, includeSites: ["a.org"], locked: ["model"] },
    ];
    for (const given of installs) {
      const { install } = chain({}, {}, given);
      for (const platform of ["discord", "slack", "web", "discord", undefined] as const) {
        const never = { install, platform, workspace: emptyLayer, channel: emptyLayer, thread: emptyLayer };
        const nothing = { install, platform, workspace: layer(), channel: layer() };
        expect(resolveSettings(never)).toEqual(resolveSettings(nothing));
        expect(resolveSettings(never, ["a.org"])).toEqual(resolveSettings(nothing, ["a.org"]));
      }
    }
  });

  it("is the nearest include list, and every exclude list", () => {
    const effective = resolveSettings(
      chain(
        { includeSites: ["a.org"], excludeSites: ["x.b.org"] },
        { includeSites: ["b.org", "c.org"], excludeSites: ["c.org"] },
      ),
    );
    expect(effective.includeSites).toEqual({ value: ["b.org"], from: "channel" });
    expect(effective.excludeSites).toEqual([
      { value: "x.b.org", from: "workspace" },
      { value: "c.org", from: "channel" },
    ]);
  });

  it("is nothing, not the whole web, when every included site is excluded", () => {
    const effective = resolveSettings(chain({ excludeSites: ["org"] }, { includeSites: ["b.org"] }));
    expect(effective.includeSites).toEqual({ value: [], from: "channel" });
    expect(() => resolveSettings(chain({ excludeSites: ["b.org"] }, { includeSites: ["b.org"] }), ["b.org"])).toThrow(
      "b.org",
    );
    expect(() => resolveSettings(chain({ excludeSites: ["b.org"] }, { includeSites: ["b.org"] }), ["c.org"])).toThrow(
      "c.org",
    );
  });

  it("narrows to the question's sites, never beyond the channel's", () => {
    const settings = chain({}, { includeSites: ["docs.b.org", "c.org"], excludeSites: ["x.c.org"] });
    expect(resolveSettings(settings, ["b.org"]).includeSites).toEqual({ value: ["docs.b.org"], from: "question" });
    expect(resolveSettings(settings, ["en.c.org"]).includeSites?.value).toEqual(["en.c.org"]);
    expect(() => resolveSettings(settings, ["x.c.org"])).toThrow("x.c.org is not among the sites");
    expect(() => resolveSettings(settings, ["d.org"])).toThrow("d.org is not among the sites");
    expect(resolveSettings(chain(), ["d.org"]).includeSites?.value).toEqual(["d.org"]);
  });

  it("takes every other setting from the nearest scope that says it", () => {
    const effective = resolveSettings(
      chain({ searchService: "exa", searchResults: 3, model: "a" }, { searchResults: 5 }, { model: "b" }),
    );
    expect(effective).toMatchObject({
      searchService: { value: "exa", from: "workspace" },
      searchResults: { value: 5, from: "channel" },
      model: { value: "a", from: "workspace" },
    });
  });
});

describe("any chain of settings", () => {
  const host = fc.constantFrom("a.org", "b.org", "docs.a.org", "x.docs.a.org", "y.b.org", "c.org", "evila.org");
  const hosts = fc.array(host, { maxLength: 4 });
  const anyLayer = fc.record({ includeSites: hosts, excludeSites: hosts }).map(layer);
  const anyChain = fc.record({
    install: anyLayer.map((it) => ({ ...it, searchService: "exa" as const })),
    workspace: anyLayer,
    channel: anyLayer,
  });
  const under = (page: string, sites: readonly string[]) => sites.some((site) => `.${page}`.endsWith(`.${site}`));

  /** The rule as one would say it: not excluded anywhere, and on the nearest list there is. */
  const mayBeCited = ({ install, workspace, channel }: SettingsChain, page: string): boolean => {
    if ([install, workspace, channel].some(({ excludeSites }) => under(page, excludeSites))) return false;
    const nearest = [channel, workspace, install].find(({ includeSites }) => includeSites.length > 0);
    return nearest === undefined || under(page, nearest.includeSites);
  };

  it("allows a page exactly when the rule does", () => {
    fc.assert(
      fc.property(anyChain, host, (settings, page) => {
        const lists = siteListsOf(resolveSettings(settings));
        expect(isAllowedUrl(`https://${page}/x`, lists)).toBe(mayBeCited(settings, page));
      }),
      { numRuns: 1_000 },
    );
  });

  it("is only ever narrowed by a question", () => {
    fc.assert(
      fc.property(anyChain, fc.array(host, { minLength: 1, maxLength: 3 }), host, (settings, asked, page) => {
        let narrowed: ReturnType<typeof siteListsOf>;
        try {
          narrowed = siteListsOf(resolveSettings(settings, asked));
        } catch (error) {
          expect(error).toMatchObject({ code: "NO_SITE_ALLOWED" });
          return;
        }
        expect(isAllowedUrl(`https://${page}/`, narrowed)).toBe(mayBeCited(settings, page) && under(page, asked));
      }),
      { numRuns: 1_000 },
    );
  });
});
