import { parseCitationUrl } from "../../citation-url.ts";
import type { SearchResult } from "./search-service.ts";

/**
 * The first of each page's results. A fragment, a trailing slash and http or https make no other page. Passages of
 * `docs` are each a result of their own: an answer may need two of one page.
 */
export function onePerPage<Result extends Pick<SearchResult, "url" | "passage">>(
  found: readonly Result[],
): readonly Result[] {
  const pages = new Set<string>();
  return found.filter(({ url, passage }) => {
    if (passage !== undefined) return true;
    const page = parseCitationUrl(url)?.key.replace(/^https?:/u, "") ?? url;
    if (pages.has(page)) return false;
    pages.add(page);
    return true;
  });
}
