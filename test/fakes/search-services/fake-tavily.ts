import { z } from "zod";
import { type FakeVendor, startFakeVendor, vendorFixture, vendorKey } from "./fake-vendor.ts";

const bodySchema = z.strictObject({
  query: z.string().min(1),
  search_depth: z.enum(["basic", "advanced", "fast", "ultra-fast"]).optional(),
  topic: z.enum(["general", "news", "finance"]).optional(),
  max_results: z.int().min(0).max(20).optional(),
  time_range: z.enum(["day", "week", "month", "year", "d", "w", "m", "y"]).optional(),
  include_domains: z.array(z.string()).max(300).optional(),
  exclude_domains: z.array(z.string()).max(150).optional(),
  include_raw_content: z.boolean().optional(),
  include_images: z.boolean().optional(),
});

/** Tavily with its documented limits. https://docs.tavily.com/documentation/api-reference/endpoint/search */
export function startFakeTavily(): Promise<FakeVendor> {
  return startFakeVendor({
    basePath: "",
    paths: ["/search"],
    hasKey: (headers) => headers.authorization === `Bearer ${vendorKey}`,
    unauthorized: refusal(401, "Unauthorized: missing or invalid API key."),
    refusalOf: ({ body }) => {
      const parsed = bodySchema.safeParse(body);
      if (!parsed.success) return refusal(400, "Invalid parameters.");
      return parsed.data.query.length > 400
        ? refusal(400, "Query is too long. Max query length is 400 characters.")
        : undefined;
    },
    usual: ({ body }) => vendorFixture(body["topic"] === "news" ? "tavily/news.json" : "tavily/results.json"),
  });
}

function refusal(status: number, error: string) {
  return { status, body: { detail: { error } } };
}
