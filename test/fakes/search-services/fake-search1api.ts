import { z } from "zod";
import { type FakeVendor, startFakeVendor, vendorFixture, vendorKey } from "./fake-vendor.ts";

const common = {
  query: z.string().min(1),
  max_results: z.int().min(1).max(50).optional(),
  crawl_results: z.int().min(0).max(10).optional(),
  image: z.boolean().optional(),
  include_sites: z.array(z.string()).optional(),
  exclude_sites: z.array(z.string()).optional(),
  language: z.string().optional(),
  time_range: z.enum(["day", "month", "year"]).optional(),
};
const engines = ["google", "bing", "duckduckgo", "yahoo"] as const;
const more = ["youtube", "x", "reddit", "github", "arxiv", "wechat", "bilibili", "imdb", "wikipedia"] as const;
const bodies = {
  "/search": z.strictObject({ ...common, search_service: z.enum([...engines, ...more]).optional() }),
  "/news": z.strictObject({ ...common, search_service: z.enum([...engines, "hackernews"]).optional() }),
};

/** Search1API with its documented parameters and ranges. https://docs.search1api.com/api-reference/endpoint/search */
export function startFakeSearch1Api(): Promise<FakeVendor> {
  return startFakeVendor({
    basePath: "",
    paths: ["/search", "/news"],
    hasKey: (headers) => headers.authorization === `Bearer ${vendorKey}`,
    unauthorized: { status: 401, body: { detail: "Invalid token" } },
    refusalOf: ({ path, body }) =>
      bodies[path === "/news" ? "/news" : "/search"].safeParse(body).success
        ? undefined
        : { status: 422, body: { message: "Invalid request parameters" } },
    usual: ({ path }) => vendorFixture(path === "/news" ? "search1api/news.json" : "search1api/results.json"),
  });
}
