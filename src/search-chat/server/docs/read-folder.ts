import { lstat, readdir } from "node:fs/promises";
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
 * An operator's folder of pages. Each immediate subfolder is named like the host its pages belong to, and a page's path
 * is its address there:
 *
 * - `docs.example.org/guide/start.md` is https://docs.example.org/guide/start (`.md` and `.markdown` are cut off)
 * - `docs.example.org/guide/start.html` is https://docs.example.org/guide/start.html (as are `.htm` and `.txt`)
 * - `index` and `README` of a folder are the folder's own address: https://docs.example.org/guide/
 *
 * Hidden files, other kinds of files, links and folders that are not named like a host are skipped.
 */
export interface PageFile {
  readonly path: string;
  readonly url: string;
  readonly format: "markdown" | "html" | "text";
}

/** The files that are pages, host by host, in order of their paths. Rejects when the folder itself cannot be read. */
export async function pageFiles(docsDir: string, log: Logger): Promise<readonly PageFile[]> {
  const entries = await readdir(docsDir, { withFileTypes: true });
  const hosts = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith(".")).map(({ name }) => name);
  const files = await Promise.all(
    hosts.map(async (host) => {
      if (isHost(host)) return filesIn(join(docsDir, host), log);
      log.warn({ folder: host }, "a folder of documents is not named like a host and was skipped");
      return [];
    }),
  );
  return files.flat().flatMap((path) => pageFile(docsDir, path) ?? []);
}

/** What a path in the folder stands for, whether or not there is a file; undefined: no page. */
export function pageFile(docsDir: string, path: string): PageFile | undefined {
  const [host = "", ...parts] = relative(docsDir, path).split(sep);
  const kind = formatOf(path);
  const isPage = kind !== undefined && parts.length > 0 && !parts.some((part) => part.startsWith(".")) && isHost(host);
  return isPage ? { path, url: urlOf(host, parts, kind.suffix), format: kind.format } : undefined;
}

/** Reads a page, or returns undefined where there is no such file or it is no text, which it logs. */
export async function readPageFile({ path, url, format }: PageFile, log: Logger): Promise<SourceDocument | undefined> {
  if (!(await isFile(path))) return undefined;
  const text = await readTextFile(path, log);
  return text === undefined ? undefined : { url, format, text };
}

/** Whether a file's name is one that pages have. */
export function isPageName(path: string): boolean {
  return formatOf(path) !== undefined;
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

async function isFile(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isFile();
  } catch {
    // Whatever keeps it from being looked at keeps it from being read.
    return false;
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

function isHost(name: string): boolean {
  try {
    return parseSourceSite(name) === name;
  } catch (error) {
    if (!(error instanceof UserInputError)) throw error;
    return false;
  }
}
