import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { isOnSite } from "../../../../src/core/source-site.ts";
import { createDocsIndex, type DocsIndex } from "../../../../src/search-chat/server/docs/docs-index.ts";
import { fixtureDocuments, markdownPage } from "./fixture-documents.ts";

const everywhere = { limit: 10, includeSites: [], excludeSites: [] };

describe("what is found", () => {
  let index: DocsIndex;
  beforeAll(async () => {
    index = createDocsIndex(await fixtureDocuments());
  });
  const best = (question: string) => index.search({ ...everywhere, question })[0];

  it.each([
    ["an identifier as it is written", "removeOnComplete", "Options"],
    ["an identifier in the words it is made of", "how long is the lock duration?", "Options"],
    ["another form of a word", "retrying a failing job", "Retry failed jobs"],
    ["a word with a typing error", "What is a birst?", "Bursts"],
    ["the beginning of a word", "install lantern", "Install"],
  ])("is found by %s", (_, question, heading) => {
    expect(best(question)?.passage.headings.at(-1)).toBe(heading);
  });

  it("has a coverage of 1 when every meaningful word is there, and less when some are not", () => {
    expect(best("How do I install Lanterna?")?.coverage).toBe(1);
    expect(best("How do I install Lanterna on a toaster?")?.coverage).toBeCloseTo(2 / 3);
  });

  it.each(["", "   ", "hello!", "how do you do this?", "???", "please help me"])("is nothing for %j", (question) => {
    expect(index.search({ ...everywhere, question })).toEqual([]);
  });

  it("is as much as was asked for at most", () => {
    expect(index.search({ ...everywhere, question: "lanterna job worker", limit: 2 })).toHaveLength(2);
  });

  it("includes scoped packages and names with a dot", () => {
    const packages = createDocsIndex([
      { ...markdownPage("Listens for Slack events.", "https://a.example/bolt"), title: "@slack/bolt" },
      { ...markdownPage("Talks to the Discord gateway.", "https://a.example/djs"), title: "discord.js" },
    ]);
    const urls = (question: string) => packages.search({ ...everywhere, question }).map(({ passage }) => passage.url);
    expect(urls("@slack/bolt")).toEqual(["https://a.example/bolt"]);
    expect(urls("What is bolt?")).toEqual(["https://a.example/bolt"]);
    expect(urls("What is discord.js?")).toEqual(["https://a.example/djs"]);
  });

  it("includes words of languages without spaces", () => {
    const pages = createDocsIndex([markdownPage("東京都は日本の首都です。人口は約千四百万人です。")]);
    expect(pages.search({ ...everywhere, question: "日本の首都は?" })).toHaveLength(1);
  });

  it("does not count what speaks of something else than the page the question names", () => {
    const pages = createDocsIndex([
      markdownPage("# Kettle\n\nThe kettle boils water.", "https://kettle.example/"),
      markdownPage("# Good manners\n\nHandle errors with care.", "https://manners.example/"),
    ]);
    const found = pages.search({ ...everywhere, question: "How do I handle errors of the kettle?" });
    expect(found.find(({ passage }) => passage.url === "https://manners.example/")?.coverage).toBe(0);
  });
});

describe("the site lists", () => {
  const hosts = ["example.org", "docs.example.org", "api.docs.example.org", "badexample.org", "example.org.evil.test"];
  const index = createDocsIndex(hosts.map((host) => markdownPage("Everybody likes kettles.", `https://${host}/page`)));
  const found = (includeSites: readonly string[], excludeSites: readonly string[]) =>
    index
      .search({ question: "kettles", limit: 20, includeSites, excludeSites })
      .map(({ passage }) => new URL(passage.url).hostname)
      .sort();

  it("leave every host when both are empty", () => {
    expect(found([], [])).toEqual([...hosts].sort());
  });

  it("include a site with its subdomains and nothing that only looks like it", () => {
    expect(found(["example.org"], [])).toEqual(["api.docs.example.org", "docs.example.org", "example.org"]);
  });

  it("exclude a site with its subdomains", () => {
    expect(found([], ["docs.example.org"])).toEqual(["badexample.org", "example.org", "example.org.evil.test"]);
  });

  it("let the exclude list win where both name a host", () => {
    expect(found(["example.org"], ["docs.example.org"])).toEqual(["example.org"]);
    expect(found(["docs.example.org"], ["example.org"])).toEqual([]);
  });

  it("never let a page through that they forbid, whatever is on them", () => {
    const lists = fc.array(fc.constantFrom(...hosts, "org", "other.example"), { maxLength: 4 });
    fc.assert(
      fc.property(lists, lists, (include, exclude) => {
        for (const host of found(include, exclude)) {
          expect(exclude.some((site) => isOnSite(host, site))).toBe(false);
          expect(include.length === 0 || include.some((site) => isOnSite(host, site))).toBe(true);
        }
      }),
    );
  });
});

describe("an index that changes", () => {
  const page = (text: string, host = "a.example") => markdownPage(text, `https://${host}/page`);
  const urls = (index: DocsIndex, question: string) =>
    index.search({ ...everywhere, question }).map(({ passage }) => passage.url);

  it("has what was put last under an id, and nothing that was removed", () => {
    const index = createDocsIndex();
    index.put("one", page("# Kettle\n\nBoils water."));
    index.put("two", page("# Teapot\n\nHolds tea.", "b.example"));
    index.put("one", page("# Stove\n\nGives heat."));
    expect([urls(index, "kettle"), urls(index, "stove")]).toEqual([[], ["https://a.example/page"]]);
    index.remove("two");
    index.remove("two");
    expect({ hosts: index.hosts, passages: index.passageCount }).toEqual({ hosts: ["a.example"], passages: 1 });
    index.put("one", page(""));
    expect({ hosts: index.hosts, passages: index.passageCount }).toEqual({ hosts: [], passages: 0 });
  });

  it("takes a word for a typing error again when its last page has gone", () => {
    const index = createDocsIndex([page("The kettle boils.")]);
    index.put("misspelt", page("The kettel is misspelt.", "b.example"));
    expect(urls(index, "kettel")).toEqual(["https://b.example/page"]);
    index.remove("misspelt");
    expect(urls(index, "kettel")).toEqual(["https://a.example/page"]);
  });

  it("answers as one that was made anew, whatever has happened to it", () => {
    const words = fc.array(fc.constantFrom("kettle", "tea", "water", "iron", "pots"), { minLength: 1, maxLength: 6 });
    const text = fc.tuple(words, words).map(([title, said]) => `# ${title.join(" ")}\n\nIt says ${said.join(" ")}.`);
    const change = fc.record({
      id: fc.constantFrom("a", "b", "c", "d"),
      text: fc.option(text, { nil: undefined }),
      host: fc.constantFrom("a.example", "b.example", "kettle.example"),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        const index = createDocsIndex();
        const left = new Map<string, ReturnType<typeof page>>();
        for (const { id, text: said, host } of changes) {
          if (said === undefined) {
            index.remove(id);
            left.delete(id);
          } else {
            index.put(id, page(said, host));
            left.set(id, page(said, host));
          }
        }
        const fresh = createDocsIndex([...left.values()]);
        expect({ hosts: index.hosts, passages: index.passageCount }).toEqual({
          hosts: fresh.hosts,
          passages: fresh.passageCount,
        });
        for (const question of ["kettle", "iron tea", "watre", "pots of b"]) {
          const seen = (each: DocsIndex) =>
            each
              .search({ ...everywhere, question })
              .map(({ passage, score, coverage }) => `${score.toFixed(6)} ${coverage} ${JSON.stringify(passage)}`)
              .sort();
          expect(seen(index)).toEqual(seen(fresh));
        }
      }),
    );
  });
});
