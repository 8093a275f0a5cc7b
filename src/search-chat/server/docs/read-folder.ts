import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { UserInputError } from "../../../core/errors.ts";
import type { Logger } from "../../../core/logger.ts";
import { parseSourceSite } from "../../../core/source-site.ts";
import type { SourceDocument } from "./document.ts";
import { readTextFile } from "./read-text-file.ts";

/** The files that are pages, and what is cut off a file's name to make its address. */
const FORMATS = {
  ".md": { format: "markdown", suffix: /\.md$/iu },
  ".markdown": { format: "markdown", suffix: /\.markdown$/iu },
  ".html": { format: "html", suffix: /^$/u },
  ".htm": { format: "html", suffix: /^$/u },
  ".txt": { format: "text", suffix: /^$/u },
} as const;

/**
 * Reads an operator's folder of pages. Each immediate subfolder is named like the host its pages belong to, and a
 * page's path is its address there:
 *
 * - `docs.example.org/guide/start.md` is https://docs.example.org/guide/start (`.md` and `.markdown` are cut off)
 * - `docs.example.org/guide/start.html` is https://docs.example.org/guide/start.html (as are `.htm` and `.txt`)
 * - `index` and `README` of a folder are the folder's own address: https://docs.example.org/guide/
 *
 * Hidden files, other kinds of files and folders that are not named like a host are skipped.
 */
export async function readFolder(docsDir: string, log: Logger): Promise<readonly SourceDocument[]> {
  const entries = await readdir(docsDir, { withFileTypes: true });
  const hosts = entries.filter((entry) => entry.isDirectory() && isHost(entry.name, log)).map(({ name }) => name);
  const documents = await Promise.all(hosts.map((host) => readHost(join(docsDir, host), host, log)));
  return documents.flat();
}

async function readHost(folder: string, host: string, log: Logger): Promise<readonly SourceDocument[]> {
  const paths = await filesIn(folder, log);
  const documents: SourceDocument[] = [];
  for (const path of paths) {
    const parts = relative(folder, path).split(sep);
    const kind = formatOf(path);
    if (kind === undefined || parts.some((part) => part.startsWith("."))) continue;
    const text = await readTextFile(path, log);
    if (text === undefined) continue;
    documents.push({ url: urlOf(host, parts, kind.suffix), format: kind.format, text });
  }
  return documents;
}

async function filesIn(folder: string, log: Logger): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch (error) {
    log.warn({ folder, err: error }, "a folder of documents was skipped");
    return [];
  }
}

function formatOf(path: string): (typeof FORMATS)[keyof typeof FORMATS] | undefined {
  const lower = path.toLowerCase();
  return Object.entries(FORMATS).find(([ending]) => lower.endsWith(ending))?.[1];
}

function urlOf(host: string, parts: readonly string[], suffix: RegExp): string {
  const folders = parts.slice(0, -1);
  const file = parts.at(-1) ?? "";
  const isFolderPage = /^(index|readme)\.\w+$/iu.test(file);
  const names = [...folders, isFolderPage ? "" : file.replace(suffix, "")];
  return `https://${host}/${names.map(encodeURIComponent).join("/")}`;
}

function isHost(name: string, log: Logger): boolean {
  if (name.startsWith(".")) return false;
  try {
    if (parseSourceSite(name) === name) return true;
  } catch (error) {
    if (!(error instanceof UserInputError)) throw error;
  }
  log.warn({ folder: name }, "a folder of documents is not named like a host and was skipped");
  return false;
}
