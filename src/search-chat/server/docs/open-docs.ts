import type { Clock } from "../../../core/clock.ts";
import { ConfigError } from "../../../core/errors.ts";
import type { Logger } from "../../../core/logger.ts";
import { createHtmlReader, type HtmlReader } from "../links/html-reader.ts";
import type { SearchService } from "../search/search-service.ts";
import { createDocsIndex, type DocsIndex } from "./docs-index.ts";
import { createDocsService } from "./docs-search.ts";
import { followSitemaps } from "./follow-sitemaps.ts";
import { putPage } from "./put-page.ts";
import { readDependencyReadmes } from "./read-dependency-readmes.ts";
import { type WatchFolderDeps, watchFolder } from "./watch-folder.ts";

export interface DocsOptions {
  /** The operator's folder of pages (DOCS_DIR), watched: what changes in it is found within a second. */
  readonly dir?: string | undefined;
  /** Sitemaps of the operator's own pages (DOCS_SITEMAPS): absolute http(s) addresses. Each reads its own host only. */
  readonly sitemaps?: readonly string[] | undefined;
  /** From the end of one look at the sitemaps to the next, in ms. Default 15 minutes. */
  readonly refreshEveryMs?: number | undefined;
  /** Where there is neither: what the installed packages say about themselves. */
  readonly dependencies: { readonly nodeModulesDir: string; readonly packageJsonPath: string };
}

export interface OpenDocsDeps {
  readonly clock: Clock;
  readonly log: Logger;
  /** Undefined: one of its own. */
  readonly htmlReader?: HtmlReader | undefined;
}

/** The operator's own documents, kept up to date until they are closed. */
export interface OpenDocs {
  /** The search service `docs`. */
  readonly search: SearchService;
  /** The hosts that there are pages of now. */
  hosts(): readonly string[];
  passageCount(): number;
  /** Stops watching and fetching. May be called twice. */
  close(): Promise<void>;
}

/**
 * Reads and indexes the operator's documents, in memory. Throws ConfigError when the folder cannot be read. Pages of
 * sitemaps come in the background: a site that is down stops no start.
 */
export async function openDocs(
  { clock, log, htmlReader }: OpenDocsDeps,
  { dir, sitemaps = [], refreshEveryMs, dependencies }: DocsOptions,
): Promise<OpenDocs> {
  const index = createDocsIndex();
  const folder = dir === undefined ? undefined : await openFolder({ index, clock, log }, dir);
  if (dir === undefined && sitemaps.length === 0) await putReadmes(index, dependencies, log);
  const sites =
    sitemaps.length === 0
      ? undefined
      : followSitemaps(
          { index, clock, log, htmlReader: htmlReader ?? createHtmlReader() },
          { sitemaps, refreshEveryMs },
        );
  log.info({ passages: index.passageCount, hosts: index.hosts.length }, "the documents are indexed");
  return {
    search: createDocsService(index),
    hosts: () => index.hosts,
    passageCount: () => index.passageCount,
    close: async () => {
      await Promise.all([folder?.close(), sites?.close()]);
    },
  };
}

async function openFolder(deps: WatchFolderDeps, dir: string): Promise<{ close(): Promise<void> }> {
  try {
    return await watchFolder(deps, dir);
  } catch (error) {
    throw new ConfigError(`DOCS_DIR: the folder ${dir} cannot be read`, { cause: error });
  }
}

async function putReadmes(
  index: DocsIndex,
  { nodeModulesDir, packageJsonPath }: DocsOptions["dependencies"],
  log: Logger,
): Promise<void> {
  const readmes = await readDependencyReadmes(nodeModulesDir, packageJsonPath, log);
  for (const [position, readme] of readmes.entries()) putPage(index, `readme ${position}`, readme, log);
}
