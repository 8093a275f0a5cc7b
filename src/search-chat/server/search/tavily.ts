import { z } from "zod";
import { searchServices } from "../../../core/search-service.ts";
import { toFoundPages, toImages } from "./found-pages.ts";
import { toPublishedAt } from "./published-at.ts";
import { createVendorCall, type VendorAccess, type VendorDeps } from "./vendor-call.ts";
import { createVendorSearch, type VendorSearch } from "./vendor-search.ts";

export interface TavilyOptions {
  readonly topic?: "general" | "news" | undefined;
  readonly timeRange?: "day" | "week" | "month" | "year" | "d" | "w" | "m" | "y" | undefined;
  /** The pages' whole text, which makes the search slower. */
  readonly rawContent?: boolean | undefined;
  readonly images?: boolean | undefined;
}

/** A longer one is answered with 400. https://docs.tavily.com/documentation/best-practices/best-practices-search */
export const TAVILY_MAX_QUERY_LENGTH = 400;

/** Bare addresses, or objects where descriptions are asked for. */
const imagesSchema = z
  .array(z.union([z.string(), z.looseObject({ url: z.string() }).transform(({ url }) => url)]))
  .catch([]);

const replySchema = z.looseObject({
  results: z.array(
    z.looseObject({
      title: z.string().nullish(),
      url: z.string(),
      content: z.string().nullish(),
      raw_content: z.string().nullish(),
      score: z.number().nullish(),
      published_date: z.string().nullish(),
      images: imagesSchema.optional(),
    }),
  ),
  images: imagesSchema.optional(),
  answer: z.string().nullish(),
  request_id: z.string().nullish(),
  response_time: z.coerce.number().optional().catch(undefined),
});

/** Tavily, https://docs.tavily.com/documentation/api-reference/endpoint/search. A basic search costs one credit. */
export function createTavily(access: VendorAccess, deps: VendorDeps): VendorSearch<TavilyOptions> {
  const call = createVendorCall(
    {
      label: searchServices.tavily.label,
      baseUrl: access.baseUrl ?? "https://api.tavily.com",
      apiKey: access.apiKey,
    },
    deps,
  );
  return createVendorSearch<TavilyOptions>(
    { name: "tavily", maxQueryLength: TAVILY_MAX_QUERY_LENGTH, usual: {} },
    async ({ query, limit, includeSites, excludeSites }, { topic, timeRange, rawContent, images }, { signal }) => {
      const body = {
        query,
        max_results: limit,
        search_depth: "basic",
        ...(includeSites.length > 0 && { include_domains: includeSites }),
        ...(excludeSites.length > 0 && { exclude_domains: excludeSites }),
        ...(topic !== undefined && { topic }),
        ...(timeRange !== undefined && { time_range: timeRange }),
        ...(rawContent === true && { include_raw_content: true }),
        ...(images === true && { include_images: true }),
      };
      const reply = await call("/search", body, { schema: replySchema, signal });
      return {
        pages: toFoundPages(
          reply.results.map((raw) => ({
            title: raw.title,
            url: raw.url,
            snippet: raw.content,
            content: raw.raw_content,
            publishedAt: toPublishedAt(raw.published_date),
            score: raw.score,
            images: raw.images,
            raw,
          })),
        ),
        images: toImages(reply.images ?? []),
        answer: reply.answer ?? undefined,
        requestId: reply.request_id ?? undefined,
        responseSeconds: reply.response_time,
      };
    },
  );
}
