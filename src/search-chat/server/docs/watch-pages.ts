import { relative, sep } from "node:path";
import { watch } from "chokidar";
import { isPageName } from "./read-folder.ts";

/** A file is told of when it has not grown for so long, so that it is not read half written. */
const WRITTEN_AFTER_MS = 150;
const LOOK_EVERY_MS = 50;

export interface WatchedPages {
  /** Resolves when every change from here on is told of. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

export interface PageWatcher {
  /** A file that may be a page has been written, renamed or deleted; its absolute path. */
  changed(path: string): void;
  failed(error: unknown): void;
}

/** Watches a folder for changes of files that may be pages. Hidden files and what links point to are left alone. */
export function watchPages(root: string, { changed, failed }: PageWatcher): WatchedPages {
  const watcher = watch(root, {
    ignoreInitial: true,
    followSymlinks: false,
    awaitWriteFinish: { stabilityThreshold: WRITTEN_AFTER_MS, pollInterval: LOOK_EVERY_MS },
    ignored: (path, stats) => isHidden(relative(root, path)) || (stats?.isFile() === true && !isPageName(path)),
  });
  watcher.on("all", (event, path) => {
    if (event !== "addDir" && event !== "unlinkDir") changed(path);
  });
  watcher.on("error", failed);
  return {
    ready: new Promise((resolve) => {
      watcher.once("ready", resolve);
    }),
    close: () => watcher.close(),
  };
}

function isHidden(path: string): boolean {
  return path.split(sep).some((part) => part.startsWith(".") && part !== "..");
}
