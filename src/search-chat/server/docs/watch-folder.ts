import { realpath, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Clock } from "../../../core/clock.ts";
import type { Logger } from "../../../core/logger.ts";
import type { DocsIndex } from "./docs-index.ts";
import { putPage } from "./put-page.ts";
import { pageFile, pageFiles, readPageFile } from "./read-folder.ts";
import { type WatchedPages, watchPages } from "./watch-pages.ts";

export interface WatchFolderDeps {
  readonly index: DocsIndex;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Changes that come together are worked off together. */
const COLLECT_MS = 50;
/** How often it is looked whether the folder is still the same one: nobody tells of a link that points elsewhere. */
const SAME_FOLDER_EVERY_MS = 500;
/** Nothing waits longer until a folder is watched in full; a larger one is read meanwhile. */
const WATCHED_WITHIN_MS = 10_000;

/** A folder at one time: where it really is, and what tells it from one that takes its place. */
interface Root {
  readonly path: string;
  readonly inode: number;
}

/**
 * Indexes an operator's folder of pages and keeps the index as a new start would find it: what is written, renamed or
 * deleted shows within a second, and so does another folder in its place. While there is none, its pages stay. Rejects
 * when the folder cannot be read.
 */
export async function watchFolder(
  { index, clock, log }: WatchFolderDeps,
  docsDir: string,
): Promise<{ close(): Promise<void> }> {
  const closed = new AbortController();
  const { signal } = closed;
  /** By their paths in the folder. */
  const changed = new Set<string>();
  const indexed = new Set<string>();
  let root = await rootAt(docsDir);
  let watched: WatchedPages | undefined;
  let work: Promise<void> | undefined;

  const look = async (path: string) => {
    const file = pageFile(root.path, join(root.path, path));
    const document = file === undefined ? undefined : await readPageFile(file, log);
    // What is missing because the whole folder is, has not been deleted.
    if (signal.aborted || (document === undefined && !(await isSame(root, docsDir)))) return;
    if (document === undefined) {
      index.remove(idOf(path));
      indexed.delete(path);
    } else {
      putPage(index, idOf(path), document, log);
      indexed.add(path);
    }
  };
  const workOff = async () => {
    try {
      await clock.wait(COLLECT_MS, signal);
      // What changes again while it is read is looked at again, and never twice at the same time.
      for (const path of changed) {
        changed.delete(path);
        await look(path);
      }
    } catch (error) {
      if (!signal.aborted) log.error({ err: error }, "a change of the documents could not be followed");
    } finally {
      work = undefined;
      if (changed.size > 0 && !signal.aborted) begin();
    }
  };
  const begin = () => {
    work ??= workOff();
  };
  /** Watches first and reads then, so that nothing is missed in between. */
  const readAll = async () => {
    const { path: from } = root;
    watched = watchPages(from, {
      changed(path) {
        changed.add(relative(from, path));
        begin();
      },
      failed(error) {
        log.error({ err: error }, "the documents are not fully watched: some changes show after the next start only");
      },
    });
    await Promise.race([watched.ready, clock.wait(WATCHED_WITHIN_MS, signal)]);
    for (const { path } of await pageFiles(from, log)) changed.add(relative(from, path));
    for (const path of indexed) changed.add(path);
    begin();
    await work;
  };
  const followRoot = async () => {
    let isAway = false;
    while (!signal.aborted) {
      try {
        await clock.wait(SAME_FOLDER_EVERY_MS, signal);
        if (!isAway && (await isSame(root, docsDir))) continue;
        const next = await rootAt(docsDir);
        await watched?.close();
        await work;
        root = next;
        await readAll();
        isAway = false;
        log.info({ pages: indexed.size }, "the folder of documents has been read again");
      } catch (error) {
        if (!isAway && !signal.aborted) log.warn({ err: error }, "the folder of documents is away; its pages stay");
        isAway = true;
      }
    }
  };

  let following: Promise<void> | undefined;
  const close = async () => {
    closed.abort(new Error("the documents are closed"));
    await watched?.close();
    await Promise.all([work, following]);
  };
  try {
    await readAll();
  } catch (error) {
    await close();
    throw error;
  }
  following = followRoot();
  return { close };
}

async function rootAt(docsDir: string): Promise<Root> {
  const path = await realpath(docsDir);
  return { path, inode: (await stat(path)).ino };
}

async function isSame(root: Root, docsDir: string): Promise<boolean> {
  const now = await rootAt(docsDir).catch(() => undefined);
  return now?.path === root.path && now.inode === root.inode;
}

function idOf(path: string): string {
  return `file ${path}`;
}
