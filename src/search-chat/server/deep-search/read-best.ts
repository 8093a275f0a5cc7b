import type { Clock } from "../../../core/clock.ts";
import type { Logger } from "../../../core/logger.ts";
import { hostOfUrl } from "../../../core/source-site.ts";
import type { Question } from "../answer/answer-question.ts";
import { type PageReader, PageUnreadable } from "../links/page-reader.ts";
import { isUrlAllowed } from "../search/bind-search.ts";
import type { SearchResult } from "../search/search-service.ts";
import type { Notebook } from "./notebook.ts";
import { type Progress, progressLine } from "./progress-line.ts";
import { withinTime } from "./within-time.ts";

export interface ReadBestDeps {
  readonly pages: PageReader;
  readonly clock: Pick<Clock, "wait">;
  readonly log: Logger;
}

interface ReadBestOptions {
  readonly question: Pick<Question, "search">;
  readonly count: number;
  /** For one page, in ms. */
  readonly pageMs: number;
  readonly signal: AbortSignal;
}

/**
 * Reads the best pages that were found and not read, at once, and notes what they say. They and their redirects have to
 * be on the question's lists. Returns how many were tried; a page that cannot be read stays with its snippet.
 */
export async function* readBest(
  { pages, clock, log }: ReadBestDeps,
  notebook: Notebook,
  { question, count, pageMs, signal }: ReadBestOptions,
): AsyncGenerator<Progress, number> {
  const limits = question.search?.limits;
  if (limits === undefined) return 0;
  const isAllowed = (url: string) => isUrlAllowed(url, limits);

  const readOne = async (page: SearchResult): Promise<string | undefined> => {
    try {
      const { text } = await withinTime(clock, { ms: pageMs, signal }, (own) =>
        pages.read(page.url, { signal: own, isAllowed }),
      );
      notebook.read(page, text);
      return undefined;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof PageUnreadable) return error.message;
      if (error instanceof DOMException && error.name === "TimeoutError") return "The page took too long to load.";
      log.warn({ err: error }, "a page of a deep search could not be read");
      return "The page could not be loaded.";
    }
  };

  const chosen = notebook.takeUnread(count);
  for (const [position, { url }] of chosen.entries()) {
    yield progressLine`Reading ${hostOfUrl(url) ?? ""} (${position + 1} of ${chosen.length})`;
  }
  const reasons = await Promise.all(chosen.map(readOne));
  for (const [position, reason] of reasons.entries()) {
    const host = hostOfUrl(chosen[position]?.url ?? "") ?? "";
    if (reason !== undefined) yield progressLine`Could not read ${host}: ${reason}`;
  }
  return chosen.length;
}
