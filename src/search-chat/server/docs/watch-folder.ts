import { realpath } from "node:fs/promises";
import { relative, sep } from "node:path";
import { watch } from "chokidar";
import type { Clock } from "../../../core/clock.ts";
import type { Logger } from "../../../core/logger.ts";
import type { DocsIndex } from "./docs-index.ts";
import { putPage } from "./put-page.ts";
import { isPageName, pageFile, pageFiles, readPageFile } from "./read-folder.ts";

export interface WatchFolderDeps {
  readonly index: DocsIndex;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A file is read when it has not grown for so long, so that it is not read half written. */
const WRITTEN_AFTER_MS = 150;
/** Changes that come together are worked off together. */
const COLLECT_MS = 50;
/** A start does not wait longer until everything is watched. */
const WATCHED_WITHIN_MS = 10_000;

/**
 * Indexes an operator's folder of pages and keeps the index as a new start would find it: what is written, renamed or
 * deleted shows within a second. Rejects when the folder cannot be read.
 */
export async function watchFolder(
  { index, clock, log }: WatchFolderDeps,
  docsDir: string,
): Promise<{ close(): Promise<void> }> {
  const root = await realpath(docsDir);
  const closed = new AbortController();
  const changed = new Set<string>();
  let work: Promise<void> | undefined;

  const look = async (path: string) => {
    const file = pageFile(root, path);
    const document = file === undefined ? undefined : await readPageFile(file, log);
    if (closed.signal.aborted) return;
    if (document === undefined) index.remove(path);
    else putPage(index, path, document, log);
  };
  const workOff = async () => {
    try {
      await clock.wait(COLLECT_MS, closed.signal);
      // What changes again while it is read is looked at again.
      for (const path of changed) {
        changed.delete(path);
        await look(path);
      }
    } catch (error) {
      if (!closed.signal.aborted) log.error({ err: error }, "a change of the documents could not be followed");
    } finally {
      work = undefined;
      if (changed.size > 0 && !closed.signal.aborted) begin();
    }
  };
  const begin = () => {
    work ??= workOff();
  };
  const watcher = watch(root, {
    ignoreInitial: true,
    followSymlinks: false,
    awaitWriteFinish: { stabilityThreshold: WRITTEN_AFTER_MS, pollInterval: 50 },
    ignored: (path, stats) => isHidden(relative(root, path)) || (stats?.isFile() === true && !isPageName(path)),
  });
  // A folder so large that it takes longer is read meanwhile; it is watched in full a little later.
  const ready = Promise.race([
    new Promise<void>((resolve) => {
      watcher.once("ready", resolve);
    }),
    clock.wait(WATCHED_WITHIN_MS, closed.signal),
  ]);
  watcher.on("all", (event, path) => {
    if (event === "addDir" || event === "unlinkDir") return;
    changed.add(path);
    begin();
  });
  watcher.on("error", (error) => {
    log.error({ err: error }, "the documents are not fully watched: some changes show after the next start only");
  });

  const close = async () => {
    closed.abort(new Error("the documents are closed"));
    await watcher.close();
    await work;
  };
  try {
    await ready;
    // From here on nothing is missed; what changes while this reads is looked at once more, and never at the same time.
    for (const { path } of await pageFiles(root, log)) changed.add(path);
    begin();
    await work;
    return { close };
  } catch (error) {
    await close();
    throw error;
  }
}

function isHidden(path: string): boolean {
  return path.split(sep).some((part) => part.startsWith(".") && part !== "..");
}
