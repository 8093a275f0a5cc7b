import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatSources, parseSourcesText } from "../../../src/features/sources/sources-text.ts";
import { channel, openChannel } from "./feature-bench.ts";

describe("/sources export", () => {
  it("shows the lists in a block that can be copied, and as a file", async () => {
    const bot = openChannel();
    await bot.type("/sources save name:research arxiv.org openreview.net");
    await bot.type("/sources include zod.dev @research");
    await bot.type("/sources exclude evil.com scope:workspace");
    const text = "include: zod.dev, @research\nexclude:\n@research: arxiv.org, openreview.net";
    expect(await bot.invoke("/sources export")).toMatchObject({
      markdown: expect.stringContaining(`\n\n\`\`\`\n${text}\n\`\`\``),
      attachment: { name: "sources.txt", text: `${text}\n` },
    });
    expect(await bot.type("/sources export scope:workspace")).toContain(
      "include:\nexclude: evil.com\n@research: arxiv.org, openreview.net",
    );
  });
});

describe("/sources import", () => {
  const TEXT = "include: zod.dev, @research\nexclude: evil.com\n@research: arxiv.org, openreview.net";

  it.each([
    ["as it was exported", TEXT],
    ["in one line, as a client pastes it", TEXT.replaceAll("\n", " ")],
    ["with its fence", `\`\`\`text\n${TEXT}\n\`\`\``],
    ["with the mark that keeps an @ from pinging", TEXT.replaceAll("@", "@\u200b")],
    ["in capitals, with blanks", TEXT.toUpperCase().replaceAll(":", " :")],
  ])("takes a text over %s", async (_how, text) => {
    const bot = openChannel();
    await bot.type("/sources include old.org");
    expect(await bot.type(`/sources import ${text}`)).toContain("Took over the lists in this channel.");
    expect(await bot.layer()).toMatchObject({ includeSites: ["zod.dev", "@research"], excludeSites: ["evil.com"] });
    expect((await bot.layer("workspace")).siteLists).toEqual({ research: ["arxiv.org", "openreview.net"] });
  });

  it("leaves what the text does not speak of, and empties what it says is empty", async () => {
    const bot = openChannel();
    await bot.type(`/sources import ${TEXT}`);
    await bot.type("/sources import exclude: scope:channel");
    expect(await bot.layer()).toMatchObject({ includeSites: ["zod.dev", "@research"], excludeSites: [] });
  });

  it("goes to the workspace where that is asked for", async () => {
    const bot = openChannel();
    expect(await bot.type(`/sources import scope:workspace ${TEXT}`)).toContain("in the whole workspace");
    expect(await bot.layer("workspace")).toMatchObject({ excludeSites: ["evil.com"] });
    expect((await bot.layer()).excludeSites).toEqual([]);
    expect(await bot.settings.history(channel)).toHaveLength(1);
  });

  it("can be taken back, the channel's lists and the named ones", async () => {
    const outcome = await openChannel().invoke(`/sources import ${TEXT}`);
    expect(outcome).toMatchObject({
      buttons: [
        { label: "Undo", command: "settings undo channel-general-1" },
        { label: "Undo the named lists", command: "settings undo workspace-1" },
      ],
    });
  });

  it("names every fault, and changes nothing", async () => {
    const bot = openChannel();
    await bot.type("/sources include old.org");
    const before = await bot.settings.read(channel);
    const reply = await bot.type(
      "/sources import sites include: com, zod.dev, @gone exclude: not_a_site include: a.org @empty: @nested: @empty",
    );
    expect(reply.split("\n")).toEqual([
      "Nothing was imported. 7 faults:",
      "- “sites” stands before the first list. Write `include:`, `exclude:` or `@name:` before it.",
      "- include: stands there twice.",
      expect.stringContaining("“com” is a whole domain ending"),
      expect.stringContaining("There is no list @gone."),
      expect.stringContaining("“not_a_site” is not a site"),
      "- @empty has no site.",
      "- @nested cannot hold @empty: a named list holds sites only.",
    ]);
    expect(await bot.settings.read(channel)).toEqual(before);
  });

  it.each([
    ["", "There is no list in this text"],
    ["arxiv.org", "There is no list in this text"],
    ["include: a.org exclude: a.org", "a.org would be on both lists"],
    ["include: docs.a.org exclude: a.org", "nothing would be left to search"],
    [`include: ${Array.from({ length: 101 }, (_, index) => `s${index}.org`).join(",")}`, "101 sites"],
  ])("refuses %j and changes nothing", async (text, sentence) => {
    const bot = openChannel();
    expect(await bot.type(`/sources import ${text}`)).toContain(sentence);
    expect(await bot.settings.history(channel)).toEqual([]);
  });

  it("brings named lists for who manages the workspace only", async () => {
    const bot = openChannel({ manages: ["channel"] });
    expect(await bot.type(`/sources import ${TEXT}`)).toContain("Only whoever runs this page");
    expect(await bot.settings.history(channel)).toEqual([]);
    expect(await bot.type("/sources import exclude: evil.com")).toContain("Took over");
    expect(await openChannel({ manages: [] }).type("/sources import exclude: evil.com")).toContain(
      "Only whoever runs this page",
    );
  });
});

describe("the text of lists", () => {
  const host = fc.stringMatching(/^[a-z]{1,8}[0-9]{0,3}$/u).map((name) => `${name}.org`);
  const sites = fc.uniqueArray(host, { maxLength: 20 });
  const lists = fc.dictionary(
    fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/u).filter((name) => !(name in {})),
    sites.filter(({ length }) => length > 0),
    { maxKeys: 4, noNullPrototype: true },
  );

  it("reads back as what it was written from, in lines and in one", () => {
    fc.assert(
      fc.property(sites, sites, lists, fc.boolean(), (includeSites, excludeSites, siteLists, isOneLine) => {
        const names = Object.keys(siteLists).map((name) => `@${name}`);
        const layer = { includeSites: [...includeSites, ...names], excludeSites };
        const text = formatSources(layer, siteLists);
        expect(parseSourcesText(isOneLine ? text.replaceAll("\n", " ") : text, {})).toEqual({ ...layer, siteLists });
      }),
      { numRuns: 500 },
    );
  });
});
