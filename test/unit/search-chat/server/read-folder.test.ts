import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createMemoryLog } from "../../../fakes/memory-log.ts";
import { docsDir, readFolder } from "./fixture-documents.ts";

describe("an operator's folder of pages", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "footnote-docs-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const write = async (path: string, content: string | Uint8Array) => {
    await mkdir(join(folder, path, ".."), { recursive: true });
    await writeFile(join(folder, path), content);
  };

  it("gives each page the address its path stands for", async () => {
    const log = createMemoryLog();
    expect((await readFolder(docsDir, log)).map(({ url }) => url).sort()).toEqual([
      "https://docs.example.org/guide/",
      "https://docs.example.org/guide/start",
      "https://queue.example.com/limits.html",
      "https://tea.example.net/",
    ]);
  });

  it("writes names with spaces and other letters as an address does", async () => {
    await write("docs.example.org/wie geht's/Übersicht?.md", "# Übersicht\n\nSo geht es.");
    const [page] = await readFolder(folder, createMemoryLog());
    expect(page?.url).toBe("https://docs.example.org/wie%20geht's/%C3%9Cbersicht%3F");
  });

  it("says in one line that a folder is not named like a host", async () => {
    const log = createMemoryLog();
    const logged = log.lines;
    await readFolder(docsDir, log);
    expect(logged.map(({ level, fields }) => ({ level, fields }))).toEqual([
      { level: "warn", fields: { folder: "not a host" } },
    ]);
  });

  it.each([
    ["binary", new Uint8Array([35, 32, 0, 65])],
    ["not UTF-8", new Uint8Array([35, 32, 0xff, 0xfe, 65])],
    ["larger than 2 MB", "a ".repeat(1024 * 1024 + 1)],
  ])("skips a file that is %s with one line, and reads the others", async (_, content) => {
    await write("docs.example.org/bad.md", content);
    await write("docs.example.org/good.md", "# Good\n\nThis one is fine.");
    const log = createMemoryLog();
    const logged = log.lines;
    expect((await readFolder(folder, log)).map(({ url }) => url)).toEqual(["https://docs.example.org/good"]);
    expect(logged.map(({ level, sentence }) => `${level}: ${sentence}`)).toEqual(["warn: a document was skipped"]);
  });

  it("never reads hidden files, other kinds of files, or what a link points to", async () => {
    await write("docs.example.org/.git/notes.md", "# Hidden");
    await write("docs.example.org/.secret.md", "# Hidden");
    await write("docs.example.org/app.js", "// code");
    await write("elsewhere.md", "# Elsewhere");
    await symlink(join(folder, "elsewhere.md"), join(folder, "docs.example.org", "link.md"));
    expect(await readFolder(folder, createMemoryLog())).toEqual([]);
  });
});
