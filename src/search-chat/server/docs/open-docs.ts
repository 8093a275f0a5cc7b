import type { Clock } from "../../../core/clock.ts";
import type { Logger } from "../../../core/logger.ts";
import type { SearchService } from "../search/search-service.ts";
import { createDocsService } from "./docs-search.ts";
import { loadCorpus } from "./load-corpus.ts";

export interface DocsOptions {
  /** The operator's folder of pages (DOCS_DIR), watched: what changes in it is found within a second. */
  readonly dir?: string | undefined;
  /** Sitemaps of the operator's own pages (DOCS_SITEMAPS): absolute http(s) addresses. Each reads its own host only. */
  readonly sitemaps?: readonly string[] | undefined;
  /** Where there is neither: what the installed packages say about themselves. */
  readonly dependencies: { readonly nodeModulesDir: string; readonly packageJsonPath: string };
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
  { log }: { readonly clock: Clock; readonly log: Logger },
  { dir, dependencies }: DocsOptions,
): Promise<OpenDocs> {
  const index = await loadCorpus(
    dir === undefined ? { kind: "dependencies", ...dependencies } : { kind: "folder", docsDir: dir },
    log,
  );
  return {
    search: createDocsService(index),
    hosts: () => index.hosts,
    passageCount: () => index.passageCount,
    close: async () => undefined,
  };
}
