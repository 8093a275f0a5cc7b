import { z } from "zod";
import { searchServices } from "../../../core/search-service.ts";
import { toFoundPages, toImages } from "./found-pages.ts";
import { toBeijingTime } from "./published-at.ts";
import { createVendorCall, type VendorAccess, type VendorDeps } from "./vendor-call.ts";
import { type SearchFailure, vendorFailed, vendorRefused } from "./vendor-failure.ts";
import { createVendorSearch, type VendorSearch } from "./vendor-search.ts";

export interface BochaOptions {
  /** `oneDay`, `oneWeek`, `oneMonth`, `oneYear`, a day, or two days with `..` between. Undefined: any time. */
  readonly freshness?: string | undefined;
}

/** Ours: none is documented. */
const MAX_QUERY_LENGTH = 2_000;

const replySchema = z.looseObject({
  /** A number where it went well, text where it did not, whatever the HTTP status is. */
  code: z.coerce.number(),
  log_id: z.string().nullish(),
  data: z
    .looseObject({
      webPages: z
        .looseObject({
          value: z.array(
            z.looseObject({
              name: z.string().nullish(),
              url: z.string(),
              snippet: z.string().nullish(),
              summary: z.string().nullish(),
              datePublished: z.string().nullish(),
              dateLastCrawled: z.string().nullish(),
            }),
          ),
        })
        .nullish(),
      images: z
        .looseObject({ value: z.array(z.looseObject({ contentUrl: z.string().nullish() })) })
        .nullish()
        .catch(undefined),
    })
    .nullish(),
});

/**
 * Bocha, https://open.bochaai.com (web search). The search-chat contract says that it honours no site lists, so it
 * is never sent one, although its own API takes 20 hosts.
 */
export function createBocha(access: VendorAccess, deps: VendorDeps): VendorSearch<BochaOptions> {
  const { label } = searchServices.bocha;
  const call = createVendorCall(
    {
      label,
      baseUrl: access.baseUrl ?? "https://api.bochaai.com/v1",
      apiKey: access.apiKey,
      failureOf,
    },
    deps,
  );
  return createVendorSearch<BochaOptions>(
    { name: "bocha", maxQueryLength: MAX_QUERY_LENGTH, usual: {} },
    async ({ query, limit }, { freshness }, { signal }) => {
      const body = { query, count: limit, summary: true, ...(freshness !== undefined && { freshness }) };
      const { code, data, log_id: logId } = await call("/web-search", body, { schema: replySchema, signal });
      if (code !== 200) throw vendorRefused({ label, status: code, failure: failureOf(code) });
      if (data === undefined || data === null)
        throw vendorFailed(label, "searchFailed", { what: "answered 200 without data" });
      return {
        // No page was found: then there are no `webPages`.
        pages: toFoundPages(
          (data.webPages?.value ?? []).map((raw) => ({
            title: raw.name,
            url: raw.url,
            snippet: raw.snippet,
            content: raw.summary,
            publishedAt: toBeijingTime(raw.datePublished) ?? toBeijingTime(raw.dateLastCrawled),
            summary: raw.summary,
            raw,
          })),
        ),
        images: toImages((data.images?.value ?? []).map(({ contentUrl }) => contentUrl)),
        requestId: logId ?? undefined,
      };
    },
  );
}

/** 403 is an account without money; a wrong key is 401. */
function failureOf(status: number): SearchFailure | undefined {
  return status === 403 ? "searchOutOfQuota" : undefined;
}
