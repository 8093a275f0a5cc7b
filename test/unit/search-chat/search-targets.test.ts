import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type SearchServiceName, searchServices } from "../../../src/core/search-service.ts";
import { type SearchFallback, searchTargets } from "../../../src/search-chat/search-targets.ts";

const defaults = { service: "search1api", model: "gpt-4o-mini" } as const;

interface Wanted {
  readonly service?: SearchServiceName;
  readonly model?: string;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

function namesFor({ service, model, include = [], exclude = [] }: Wanted, fallbacks: readonly SearchFallback[]) {
  const search = { service, includeSites: include, excludeSites: exclude };
  return searchTargets({ search, model }, fallbacks, defaults).map(({ name }) => name);
}

describe("where a question may be asked", () => {
  it("is what its channel has, before every fallback", () => {
    expect(namesFor({ service: "exa", model: "m" }, [{ service: "tavily", model: "n" }])).toEqual([
      "exa/m",
      "tavily/n",
    ]);
  });

  it("is the install's default where the channel says nothing", () => {
    expect(namesFor({}, [])).toEqual(["search1api/gpt-4o-mini"]);
  });

  it("takes from the channel what a fallback leaves open", () => {
    expect(namesFor({ service: "exa", model: "m" }, [{ service: "tavily" }, { model: "n" }])).toEqual([
      "exa/m",
      "tavily/m",
      "exa/n",
    ]);
  });

  it("is no place twice", () => {
    const fallbacks = [{ service: "exa" }, { service: "tavily" }, { service: "tavily", model: "m" }] as const;
    expect(namesFor({ service: "exa", model: "m" }, fallbacks)).toEqual(["exa/m", "tavily/m"]);
  });

  it.each([
    ["an include list", { include: ["a.example"] }],
    ["an exclude list", { exclude: ["a.example"] }],
  ])("is no service that ignores site lists, where there is %s", (_, lists) => {
    expect(namesFor(lists, [{ service: "bocha" }, { service: "exa" }])).toEqual([
      "search1api/gpt-4o-mini",
      "exa/gpt-4o-mini",
    ]);
  });

  it("is such a service where there is no list", () => {
    expect(namesFor({}, [{ service: "bocha" }])).toContain("bocha/gpt-4o-mini");
  });

  it("is no fallback that takes fewer sites than the list has", () => {
    const include = Array.from({ length: 101 }, (_, index) => `site-${index}.example`);
    expect(namesFor({ include }, [{ service: "tavily" }])).toEqual(["search1api/gpt-4o-mini"]);
  });

  it("never is a service that ignores lists, whatever the settings", () => {
    const service = fc.constantFrom(...(Object.keys(searchServices) as SearchServiceName[]));
    const fallback = fc.record({ service: fc.option(service, { nil: undefined }), model: fc.constantFrom("m", "n") });
    fc.assert(
      fc.property(service, fc.array(fallback), fc.array(fc.domain(), { minLength: 1 }), (own, fallbacks, sites) => {
        const search = { service: own, includeSites: sites, excludeSites: [] };
        const [, ...others] = searchTargets({ search }, fallbacks, defaults);
        expect(others.filter((target) => !searchServices[target.service].siteLists)).toEqual([]);
      }),
    );
  });
});
