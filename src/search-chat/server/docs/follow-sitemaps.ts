import type { Clock } from "../../../core/clock.ts";
import type { Logger } from "../../../core/logger.ts";
import { kindOf } from "../links/create-page-reader.ts";
import type { HtmlReader } from "../links/html-reader.ts";
import { PageElsewhere, PageUnreadable } from "../links/page-reader.ts";
import type { DocsIndex } from "./docs-index.ts";
import { fetchOwn, NO_VALIDATORS, toDocument, type Validators } from "./fetch-own-page.ts";
import type { SitemapEntry } from "./parse-sitemap.ts";
import { putPage } from "./put-page.ts";
import { createSitemapReader } from "./read-sitemaps.ts";

export interface FollowSitemapsDeps {
  readonly index: DocsIndex;
  readonly clock: Clock;
  readonly log: Logger;
  readonly htmlReader: HtmlReader;
}

export interface FollowSitemapsOptions {
  readonly sitemaps: readonly string[];
  /** From the end of one look to the next, in ms. */
  readonly refreshEveryMs?: number | undefined;
}

const REFRESH_EVERY_MS = 15 * 60_000;
/** A host is asked for so many pages at once, and rests after each; the operator's own site serves readers, too. */
const AT_ONCE_PER_HOST = 2;
const REST_MS = 100;
/** These say "not now"; every other refusal says that the page is not, or no longer, for everybody. */
const PASSING_STATUSES: ReadonlySet<number> = new Set([408, 425, 429]);

/**
 * Keeps the pages of the operator's sitemaps in the index: new ones come, changed ones are fetched again (`lastmod`
 * where the sitemap has it, ETag and Last-Modified where not), gone ones leave. Only a sitemap's own host is asked, be
 * it on a private network. robots.txt is not: the operator names the pages, and they are the operator's own.
 */
export function followSitemaps(deps: FollowSitemapsDeps, options: FollowSitemapsOptions): { close(): Promise<void> } {
  const { clock, log } = deps;
  const closed = new AbortController();
  const refresh = createRefresh(deps, options.sitemaps);
  const run = async () => {
    while (!closed.signal.aborted) {
      try {
        await refresh(closed.signal);
      } catch (error) {
        if (!closed.signal.aborted) log.error({ err: error }, "the sitemaps could not be followed");
      }
      await clock.wait(options.refreshEveryMs ?? REFRESH_EVERY_MS, closed.signal).catch(() => undefined);
    }
  };
  const running = run();
  return {
    async close() {
      closed.abort(new Error("the documents are closed"));
      await running;
    },
  };
}

interface KnownPage extends Validators {
  readonly lastmod: string | undefined;
}

/** One look at everything; what it learns is kept for the next. */
function createRefresh({ index, clock, log, htmlReader }: FollowSitemapsDeps, sitemaps: readonly string[]) {
  const readers = sitemaps.map((address) => createSitemapReader(address, log));
  const known = new Map<string, KnownPage>();

  const forget = (url: string) => {
    known.delete(url);
    index.remove(idOf(url));
  };
  /** Whether the host was asked. */
  const look = async ({ url, lastmod }: SitemapEntry, signal: AbortSignal): Promise<boolean> => {
    const before = known.get(url);
    if (before?.lastmod !== undefined && before.lastmod === lastmod) return false;
    try {
      const { host } = new URL(url);
      const isReadable = (mediaType: string | undefined) => kindOf(mediaType) !== undefined;
      const reply = await fetchOwn(url, { signal, host, known: before ?? NO_VALIDATORS, isReadable });
      if (reply.status === 304 && before !== undefined) known.set(url, { ...before, lastmod });
      else if (reply.status === 200) {
        putPage(index, idOf(url), await toDocument(reply, { htmlReader, signal }), log);
        known.set(url, { etag: reply.etag, lastModified: reply.lastModified, lastmod });
      } else {
        log.warn({ url, status: reply.status }, "a page of a sitemap could not be read");
        if (reply.status >= 400 && reply.status < 500 && !PASSING_STATUSES.has(reply.status)) forget(url);
      }
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof PageUnreadable)) throw error;
      log.warn({ url, reason: error.message, err: error }, "a page of a sitemap could not be read");
      if (error instanceof PageElsewhere) forget(url);
    }
    return true;
  };
  const lookAtAll = async (entries: Iterator<SitemapEntry>, signal: AbortSignal) => {
    for (let next = entries.next(); next.done !== true; next = entries.next()) {
      if (await look(next.value, signal)) await clock.wait(REST_MS, signal);
    }
  };

  return async (signal: AbortSignal) => {
    const read = await Promise.all(readers.map((reader) => reader.read({ signal })));
    const entries = new Map(read.flat().map((entry) => [entry.url, entry]));
    for (const url of known.keys()) if (!entries.has(url)) forget(url);
    const hosts = new Set([...entries.keys()].map((url) => new URL(url).host));
    await Promise.all(
      [...hosts].flatMap((host) => {
        const queue = [...entries.values()].filter(({ url }) => new URL(url).host === host).values();
        return Array.from({ length: AT_ONCE_PER_HOST }, () => lookAtAll(queue, signal));
      }),
    );
    log.info({ pages: known.size, hosts: hosts.size }, "the sitemaps have been read");
  };
}

function idOf(url: string): string {
  return `page ${url}`;
}
