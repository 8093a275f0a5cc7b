import { z } from "zod";
import { searchServices } from "../../../core/search-service.ts";
import { toFoundPages, toImages } from "./found-pages.ts";
import { createVendorCall, type VendorAccess, type VendorDeps } from "./vendor-call.ts";
import { createVendorSearch, type VendorSearch } from "./vendor-search.ts";

export interface Search1ApiOptions {
  /** `news` asks the newspapers' index. */
  readonly kind: "search" | "news";
  /** The engine behind it, such as `google`; undefined: its own choice. */
  readonly engine?: string | undefined;
  readonly timeRange?: "day" | "month" | "year" | undefined;
  /** How many of the pages are read, 0 to 10; each costs as much as a search. */
  readonly crawlResults?: number | undefined;
  readonly images?: boolean | undefined;
}

/** Ours: none is documented. */
const MAX_QUERY_LENGTH = 2_000;

const imagesSchema = z.array(z.string()).catch([]);

const replySchema = z.looseObject({
  results: z.array(
    z.looseObject({
      title: z.string().nullish(),
      link: z.string(),
      snippet: z.string().nullish(),
      content: z.string().nullish(),
    }),
  ),
  images: imagesSchema.optional(),
});

/** Search1API, https://docs.search1api.com/api-reference/endpoint/search and `…/news`. It gives no dates. */
export function createSearch1Api(access: VendorAccess, deps: VendorDeps): VendorSearch<Search1ApiOptions> {
  const call = createVendorCall(
    {
      label: searchServices.search1api.label,
      baseUrl: access.baseUrl ?? "https://api.search1api.com",
      apiKey: access.apiKey,
    },
    deps,
  );
  return createVendorSearch<Search1ApiOptions>(
    { name: "search1api", maxQueryLength: MAX_QUERY_LENGTH, usual: { kind: "search" } },
    async ({ query, limit, includeSites, excludeSites }, options, { signal }) => {
      const { kind, engine, timeRange, crawlResults, images } = options;
      const body = {
        query,
        max_results: limit,
        ...(includeSites.length > 0 && { include_sites: includeSites }),
        ...(excludeSites.length > 0 && { exclude_sites: excludeSites }),
        ...(engine !== undefined && { search_service: engine }),
        ...(timeRange !== undefined && { time_range: timeRange }),
        ...(crawlResults !== undefined && { crawl_results: crawlResults }),
        ...(images === true && { image: true }),
      };
      const reply = await call(`/${kind}`, body, { schema: replySchema, signal, isSlow: (crawlResults ?? 0) > 0 });
      return {
        pages: toFoundPages(
          reply.results.map((raw) => ({
            title: raw.title,
            url: raw.link,
            snippet: raw.snippet,
            content: raw.content,
            raw,
          })),
        ),
        images: toImages(reply.images ?? []),
      };
    },
  );
}
