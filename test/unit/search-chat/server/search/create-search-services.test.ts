import { describe, expect, it } from "vitest";
import { bindSearch } from "../../../../../src/search-chat/server/search/bind-search.ts";
import { createSearchServices } from "../../../../../src/search-chat/server/search/create-search-services.ts";

const deps = { clock: { now: () => 0 } };
const access = { apiKey: "test-key" };
const docs = { search: async () => [] };

describe("the search services of a server", () => {
  it.each([
    [{}, []],
    [{ tavily: access }, ["tavily"]],
    [{ search1api: access, exa: access, bocha: undefined, docs }, ["search1api", "exa", "docs"]],
    [{ bocha: access, tavily: access, exa: access, search1api: access }, ["search1api", "tavily", "exa", "bocha"]],
  ])("are those that the operator has keys for, and the documents: %#", (options, names) => {
    expect(Object.keys(createSearchServices(options, deps))).toEqual(names);
  });

  it("can be bound as they are, and one without a key is refused by name", () => {
    const services = createSearchServices({ exa: access, docs }, deps);
    const limits = { limit: 5, includeSites: ["arxiv.org"], excludeSites: [] };
    expect(bindSearch(services, "exa", limits)).toBeTypeOf("function");
    expect(() => bindSearch(services, "tavily", limits)).toThrow("tavily is not available here; there is exa, docs.");
  });
});
