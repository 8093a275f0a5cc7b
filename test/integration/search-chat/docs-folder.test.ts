import { appendFile, mkdir, mkdtemp, open, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../../src/core/clock.ts";
import { ConfigError } from "../../../src/core/errors.ts";
import { type OpenDocs, openDocs } from "../../../src/search-chat/server/docs/open-docs.ts";
import { createMemoryLog, type MemoryLog } from "../../fakes/memory-log.ts";

const context = { signal: new AbortController().signal };
const dependencies = { nodeModulesDir: "/nowhere", packageJsonPath: "/nowhere/package.json" };
/** The promise is one second; a busy machine is given longer. */
const soon = { timeout: 15_000, interval: 20 };

describe("the operator's folder of pages", () => {
  let folder: string;
  let log: MemoryLog;
  let docs: OpenDocs;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "footnote-docs-"));
    log = createMemoryLog();
    await write("tea.example/green.md", "# Green tea\n\nPour sencha at eighty degrees.");
    await write("tea.example/black.md", "# Black tea\n\nPour assam at hundred degrees.");
    docs = await openDocs({ clock: systemClock, log }, { dir: folder, dependencies });
  });
  afterEach(async () => {
    await docs.close();
    await rm(folder, { recursive: true, force: true });
  });

  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  const urlsFor = async (query: string) => {
    const limits = { limit: 20, includeSites: [], excludeSites: [] };
    return (await docs.search.search({ query, ...limits }, context)).map(({ url }) => url).sort();
  };

  it("is found as it was at the start", async () => {
    expect(await urlsFor("sencha")).toEqual(["https://tea.example/green"]);
    expect(docs.hosts()).toEqual(["tea.example"]);
    expect(docs.passageCount()).toBe(2);
  });

  it("shows a page that is written, with its host", async () => {
    await write("pots.example/guide/iron.md", "# Iron\n\nAn iron kettle keeps warm.");
    await expect.poll(() => urlsFor("kettle"), soon).toEqual(["https://pots.example/guide/iron"]);
    expect(docs.hosts()).toEqual(["pots.example", "tea.example"]);
  });

  it("shows what a page says now, and no longer what it said", async () => {
    await write("tea.example/green.md", "# Green tea\n\nPour gyokuro at sixty degrees.");
    await expect.poll(() => urlsFor("gyokuro"), soon).toEqual(["https://tea.example/green"]);
    expect(await urlsFor("sencha")).toEqual([]);
    expect(docs.passageCount()).toBe(2);
  });

  it("forgets a page that is deleted", async () => {
    await rm(join(folder, "tea.example/green.md"));
    await expect.poll(() => urlsFor("sencha"), soon).toEqual([]);
    expect(await urlsFor("assam")).toEqual(["https://tea.example/black"]);
  });

  it("follows a page, and a folder of pages, to a new address", async () => {
    await rename(join(folder, "tea.example/green.md"), join(folder, "tea.example/sencha.md"));
    await expect.poll(() => urlsFor("sencha"), soon).toEqual(["https://tea.example/sencha"]);
    await rename(join(folder, "tea.example"), join(folder, "leaves.example"));
    await expect.poll(() => urlsFor("assam"), soon).toEqual(["https://leaves.example/black"]);
    await expect.poll(() => docs.hosts(), soon).toEqual(["leaves.example"]);
  });

  it("shows a page that is replaced as editors do", async () => {
    await write("tea.example/.green.md.swp", "# Green tea\n\nPour gyokuro.");
    await rename(join(folder, "tea.example/.green.md.swp"), join(folder, "tea.example/green.md"));
    await expect.poll(() => urlsFor("gyokuro"), soon).toEqual(["https://tea.example/green"]);
  });

  it("does not stumble over a page that is being written, and shows it when it is whole", async () => {
    const file = await open(join(folder, "tea.example/white.md"), "w");
    const bytes = Buffer.from("# White tea\n\nSilver needles für zwei — then peony.");
    for (const byte of bytes) await file.write(Uint8Array.of(byte));
    await file.close();
    await expect.poll(() => urlsFor("peony"), soon).toEqual(["https://tea.example/white"]);
    expect(log.lines.filter(({ level }) => level !== "info")).toEqual([]);
  });

  it("forgets a page that is no text any more, and says so", async () => {
    await writeFile(join(folder, "tea.example/green.md"), new Uint8Array([35, 0, 255]));
    await expect.poll(() => urlsFor("sencha"), soon).toEqual([]);
    expect(log.lines.map(({ sentence }) => sentence)).toContain("a document was skipped");
  });

  it("skips a page that cannot be cut into passages, and follows the others", async () => {
    await write("tea.example/deep.html", `<html><body>${"<div>".repeat(100_000)}oolong`);
    await write("tea.example/oolong.md", "# Oolong\n\nPour oolong.");
    await expect.poll(() => urlsFor("oolong"), soon).toEqual(["https://tea.example/oolong"]);
  });

  it("follows a burst of changes to its end", async () => {
    for (let round = 1; round <= 3; round += 1) {
      for (let page = 0; page < 100; page += 1)
        await write(`many.example/${page}.md`, `# Page ${page}\n\nround${round}x`);
    }
    await appendFile(join(folder, "many.example/0.md"), "\n\nlastword");
    await expect.poll(() => urlsFor("lastword"), soon).toEqual(["https://many.example/0"]);
    await expect.poll(() => docs.passageCount(), soon).toBe(102);
    await rm(join(folder, "many.example"), { recursive: true });
    await expect.poll(() => docs.passageCount(), soon).toBe(2);
    expect(docs.hosts()).toEqual(["tea.example"]);
  });

  it("ignores hidden files, other kinds of files and folders that are no host", async () => {
    await write("tea.example/.secret.md", "# Hidden\n\nmatcha");
    await write("tea.example/data.json", '{"tea":"matcha"}');
    await write("not a host/page.md", "# Nowhere\n\nmatcha");
    await write("tea.example/matcha.md", "# Matcha\n\nmatcha");
    await expect.poll(() => urlsFor("matcha"), soon).toEqual(["https://tea.example/matcha"]);
  });

  it("keeps its pages while it is away, and shows those of the folder that takes its place", async () => {
    await rename(folder, `${folder}.old`);
    await expect.poll(() => log.lines.at(-1)?.sentence, soon).toBe("the folder of documents is away; its pages stay");
    expect(await urlsFor("sencha")).toEqual(["https://tea.example/green"]);
    await write("pots.example/iron.md", "# Iron\n\nAn iron kettle keeps warm.");
    await expect.poll(() => urlsFor("kettle"), soon).toEqual(["https://pots.example/iron"]);
    await expect.poll(() => docs.hosts(), soon).toEqual(["pots.example"]);
    await write("pots.example/clay.md", "# Clay\n\nA clay teapot breathes.");
    await expect.poll(() => urlsFor("teapot"), soon).toEqual(["https://pots.example/clay"]);
    await rm(`${folder}.old`, { recursive: true });
  });

  it("follows a link to another folder", async () => {
    await write("second/pots.example/iron.md", "# Iron\n\nAn iron kettle keeps warm.");
    await symlink(folder, join(folder, "current"));
    const linked = await openDocs({ clock: systemClock, log }, { dir: join(folder, "current"), dependencies });
    expect(linked.hosts()).toEqual(["tea.example"]);
    await symlink(join(folder, "second"), join(folder, "next"));
    await rename(join(folder, "next"), join(folder, "current"));
    await expect.poll(() => linked.hosts(), soon).toEqual(["pots.example"]);
    await linked.close();
  });

  it("is left alone once it is closed, which may be asked for twice", async () => {
    await docs.close();
    await docs.close();
    await write("tea.example/matcha.md", "# Matcha\n\nmatcha");
    expect(await urlsFor("matcha")).toEqual([]);
  });

  it("stops the start with a ConfigError when it is not there", async () => {
    const opening = openDocs({ clock: systemClock, log }, { dir: join(folder, "nowhere"), dependencies });
    await expect(opening).rejects.toThrow(ConfigError);
    await expect(opening).rejects.toThrow("DOCS_DIR");
  });
});
