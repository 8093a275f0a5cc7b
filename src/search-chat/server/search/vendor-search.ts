import type { SearchServiceName } from "../../../core/search-service.ts";
import { ServerFailure } from "../failure.ts";
import { cutQuery } from "./cut-query.ts";
import type { FoundPages } from "./found-pages.ts";
import type { SearchQuery, SearchService } from "./search-service.ts";
import { siteListsFault } from "./site-lists-fault.ts";

/** A vendor's search: the port, and its whole reply with the options that only this vendor has. */
export interface VendorSearch<Options> extends SearchService {
  find(query: SearchQuery, options: Options, context: { readonly signal: AbortSignal }): Promise<FoundPages>;
}

interface VendorSearchOptions<Options> {
  readonly name: SearchServiceName;
  /** In UTF-16 code units; a longer query is cut behind a word. */
  readonly maxQueryLength: number;
  /** What the port asks for. */
  readonly usual: Options;
}

/** The port over a vendor's own search. Lists that the service cannot keep to are refused and never reach it. */
export function createVendorSearch<Options>(
  { name, maxQueryLength, usual }: VendorSearchOptions<Options>,
  ask: VendorSearch<Options>["find"],
): VendorSearch<Options> {
  const find: VendorSearch<Options>["find"] = async (query, options, context) => {
    const fault = siteListsFault(name, query);
    if (fault !== undefined) throw new ServerFailure("siteListsUnsupported", { detail: fault });
    return ask({ ...query, query: cutQuery(query.query, maxQueryLength) }, options, context);
  };
  return {
    find,
    async search(query, context) {
      const { pages } = await find(query, usual, context);
      return pages.map(({ title, url, snippet, content, publishedAt, score }) => ({
        title,
        url,
        snippet,
        content,
        publishedAt,
        score,
      }));
    },
  };
}
