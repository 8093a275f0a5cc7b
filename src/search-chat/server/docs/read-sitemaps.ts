import type { Logger } from "../../../core/logger.ts";
import { PageUnreadable } from "../links/page-reader.ts";
import { fetchOwn, NO_VALIDATORS, type Validators } from "./fetch-own-page.ts";
import { parseSitemap, type Sitemap, type SitemapEntry } from "./parse-sitemap.ts";

/** The protocol's own limit is 50 MB; parsing 2 MB, some 12,000 pages, takes half a second. */
const MAX_BYTES = 2 * 1024 * 1024;
/** Of one sitemap, with all that its index names. */
const MAX_PAGES = 10_000;
const MAX_SITEMAPS = 50;

/** Reads one of the operator's sitemaps again and again, each time only as far as it has changed. */
export interface SitemapReader {
  /**
   * The pages on the sitemap's own host. Where a part cannot be read now, its pages are those of the last time, so that
   * an outage takes nothing away.
   */
  read(context: { readonly signal: AbortSignal }): Promise<readonly SitemapEntry[]>;
}

export function createSitemapReader(address: string, log: Logger): SitemapReader {
  const { host } = new URL(address);
  const files = new Map<string, Validators & { readonly sitemap: Sitemap }>();

  const readFile = async (url: string, signal: AbortSignal): Promise<Sitemap | undefined> => {
    const known = files.get(url);
    try {
      const options = { signal, host, known: known ?? NO_VALIDATORS, maxBytes: MAX_BYTES, isReadable: () => true };
      const { status, body, etag, lastModified } = await fetchOwn(url, options);
      if (status === 304) return known?.sitemap;
      const sitemap = status === 200 ? await parseSitemap(body, { maxBytes: MAX_BYTES }) : undefined;
      if (sitemap === undefined) {
        const reason = status === 200 ? "It is no sitemap, or too large." : `The site answered with status ${status}.`;
        log.warn({ sitemap: url, reason }, "a sitemap could not be read");
        return known?.sitemap;
      }
      files.set(url, { etag, lastModified, sitemap });
      return sitemap;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof PageUnreadable)) throw error;
      log.warn({ sitemap: url, reason: error.message, err: error }, "a sitemap could not be read");
      return known?.sitemap;
    }
  };

  return {
    async read({ signal }) {
      const root = await readFile(address, signal);
      if (root === undefined) return [];
      // An index names no further index.
      const named = root.sitemaps.slice(0, MAX_SITEMAPS).map(({ url }) => url);
      const parts = [root];
      for (const url of named) parts.push((await readFile(url, signal)) ?? EMPTY);
      for (const url of files.keys()) if (url !== address && !named.includes(url)) files.delete(url);
      const pages = parts.flatMap((part) => part.pages);
      const own = pages.filter(({ url }) => new URL(url).host === host);
      if (own.length < pages.length) {
        log.warn({ sitemap: address, skipped: pages.length - own.length }, "a sitemap names pages of other hosts");
      }
      if (own.length > MAX_PAGES || root.sitemaps.length > MAX_SITEMAPS) {
        log.warn({ sitemap: address, limit: MAX_PAGES }, "a sitemap names too many pages; only the first are read");
      }
      return own.slice(0, MAX_PAGES);
    },
  };
}

const EMPTY: Sitemap = { pages: [], sitemaps: [] };
