import { z } from "zod";
import { searchServices } from "../../../core/search-service.ts";
import { toFoundPages } from "./found-pages.ts";
import { toPublishedAt } from "./published-at.ts";
import { createVendorCall, type VendorAccess, type VendorDeps } from "./vendor-call.ts";
import type { SearchFailure } from "./vendor-failure.ts";
import { createVendorSearch, type VendorSearch } from "./vendor-search.ts";

export interface ExaOptions {
  readonly category?: string | undefined;
  /** ISO 8601, as the next three. */
  readonly startCrawlDate?: string | undefined;
  readonly endCrawlDate?: string | undefined;
  readonly startPublishedDate?: string | undefined;
  readonly endPublishedDate?: string | undefined;
  /** The pages' text beside the highlights; each kind of content is billed. */
  readonly text?: boolean | undefined;
}

/** Ours: Exa takes long descriptions and documents no limit. */
const MAX_QUERY_LENGTH = 2_000;
/** Ours, of one page's text. */
const MAX_TEXT_LENGTH = 10_000;

const replySchema = z.looseObject({
  requestId: z.string().nullish(),
  results: z.array(
    z.looseObject({
      title: z.string().nullish(),
      url: z.string(),
      publishedDate: z.string().nullish(),
      score: z.number().nullish(),
      text: z.string().nullish(),
      highlights: z.array(z.string()).nullish(),
      summary: z.string().nullish(),
      image: z.string().nullish(),
    }),
  ),
});

/**
 * Exa, https://exa.ai/docs/reference/search. Highlights are asked for, since without `contents` there is no text at
 * all: https://exa.ai/docs/reference/search-best-practices
 */
export function createExa(access: VendorAccess, deps: VendorDeps): VendorSearch<ExaOptions> {
  const call = createVendorCall(
    {
      label: searchServices.exa.label,
      baseUrl: access.baseUrl ?? "https://api.exa.ai",
      apiKey: access.apiKey,
      failureOf,
    },
    deps,
  );
  return createVendorSearch<ExaOptions>(
    { name: "exa", maxQueryLength: MAX_QUERY_LENGTH, usual: {} },
    async ({ query, limit, includeSites, excludeSites }, { text, ...filters }, { signal }) => {
      const body = {
        query,
        numResults: limit,
        contents: { highlights: true, ...(text === true && { text: { maxCharacters: MAX_TEXT_LENGTH } }) },
        ...(includeSites.length > 0 && { includeDomains: includeSites }),
        ...(excludeSites.length > 0 && { excludeDomains: excludeSites }),
        ...filters,
      };
      const reply = await call("/search", body, { schema: replySchema, signal });
      return {
        pages: toFoundPages(
          reply.results.map((raw) => ({
            title: raw.title,
            url: raw.url,
            snippet: raw.highlights?.join(" … ") || raw.summary || raw.text?.slice(0, 500),
            content: raw.text,
            publishedAt: toPublishedAt(raw.publishedDate),
            score: raw.score,
            summary: raw.summary,
            images: [raw.image],
            raw,
          })),
        ),
        images: [],
        requestId: reply.requestId ?? undefined,
      };
    },
  );
}

/** A 403 is mostly about the key, but this one is about the query. https://exa.ai/docs/reference/error-codes */
const prohibitedSchema = z.object({ tag: z.literal("PROHIBITED_CONTENT") });

function failureOf(status: number, body: unknown): SearchFailure | undefined {
  return status === 403 && prohibitedSchema.safeParse(body).success ? "searchRejected" : undefined;
}
