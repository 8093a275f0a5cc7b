import { describe, expect, it } from "vitest";
import { createDocsIndex } from "../../../../src/search-chat/server/docs/docs-index.ts";
import { createDocsService } from "../../../../src/search-chat/server/docs/docs-search.ts";
import { fixtureDocuments, markdownPage } from "./fixture-documents.ts";

const everywhere = { limit: 10, includeSites: [], excludeSites: [] };
const context = { signal: new AbortController().signal };

describe("the search service docs", () => {
  it("gives each passage as a result that can be cited, quoted and read", async () => {
    const page =
      "# Kettle\n\n## Water\n\nThe `boil` call heats water:\n\n- to 80\n- to 100\n\n```js\nboil(100);\n```\n";
    const docs = createDocsService(createDocsIndex([markdownPage(page, "https://kettle.example/")]));
    const [result] = await docs.search({ ...everywhere, query: "boil water" }, context);
    expect(result).toMatchObject({
      title: "Kettle",
      url: "https://kettle.example/",
      snippet: "The boil call heats water: to 80 to 100",
      content: "Water\n\nThe `boil` call heats water:\n\n- to 80\n- to 100\n\n```js\nboil(100);\n```",
      passage: { coverage: 1, passage: { position: 0 } },
    });
    expect(result?.score).toBeGreaterThan(0);
  });

  it("cuts a long snippet between two words", async () => {
    const docs = createDocsService(createDocsIndex([markdownPage(`Tea. ${"Leaves of green tea. ".repeat(30)}`)]));
    const [result] = await docs.search({ ...everywhere, query: "tea" }, context);
    expect(result?.snippet).toMatch(/^Tea\. Leaves of .* (tea\.|Leaves|of|green) …$/u);
    expect(result?.snippet.length).toBeLessThanOrEqual(242);
  });

  it("keeps to the lists and to the number of results", async () => {
    const docs = createDocsService(createDocsIndex(await fixtureDocuments()));
    const urls = async (limits: object) =>
      (await docs.search({ ...everywhere, query: "lanterna job worker tea", ...limits }, context)).map(
        ({ url }) => new URL(url).hostname,
      );
    expect(new Set(await urls({ excludeSites: ["docs.example.org"] }))).not.toContain("docs.example.org");
    expect(new Set(await urls({ includeSites: ["docs.example.org"] }))).toEqual(new Set(["docs.example.org"]));
    expect(await urls({ limit: 1 })).toHaveLength(1);
  });

  it("stops when nobody waits any more", async () => {
    const docs = createDocsService(createDocsIndex([]));
    await expect(docs.search({ ...everywhere, query: "tea" }, { signal: AbortSignal.abort() })).rejects.toThrow();
  });
});
