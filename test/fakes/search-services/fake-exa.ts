import { z } from "zod";
import { type FakeVendor, startFakeVendor, vendorFixture, vendorKey } from "./fake-vendor.ts";

const dates = {
  startCrawlDate: z.string().optional(),
  endCrawlDate: z.string().optional(),
  startPublishedDate: z.string().optional(),
  endPublishedDate: z.string().optional(),
};
const bodySchema = z
  .strictObject({
    ...dates,
    query: z.string().min(1),
    type: z.enum(["auto", "fast", "instant", "neural"]).optional(),
    category: z
      .enum([
        "company",
        "research paper",
        "news",
        "pdf",
        "github",
        "tweet",
        "personal site",
        "linkedin profile",
        "financial report",
        "people",
      ])
      .optional(),
    numResults: z.int().min(1).max(100).optional(),
    includeDomains: z.array(z.string()).max(1200).optional(),
    excludeDomains: z.array(z.string()).max(1200).optional(),
    contents: z
      .strictObject({
        text: z.union([z.boolean(), z.strictObject({ maxCharacters: z.int().min(1) })]).optional(),
        highlights: z.boolean().optional(),
      })
      .optional(),
  })
  .refine(
    ({ category, excludeDomains, ...body }) =>
      (category !== "company" && category !== "people") ||
      (excludeDomains === undefined &&
        z
          .strictObject(dates)
          .keyof()
          .options.every((date) => body[date] === undefined)),
  );

/** Exa with its documented limits. https://exa.ai/docs/reference/search */
export function startFakeExa(): Promise<FakeVendor> {
  return startFakeVendor({
    basePath: "",
    paths: ["/search"],
    hasKey: (headers) => headers["x-api-key"] === vendorKey || headers.authorization === `Bearer ${vendorKey}`,
    unauthorized: refusal(401, "INVALID_API_KEY"),
    refusalOf: ({ body }) => (bodySchema.safeParse(body).success ? undefined : refusal(400, "INVALID_REQUEST_BODY")),
    usual: () => vendorFixture("exa/results.json"),
  });
}

function refusal(status: number, tag: string) {
  return { status, body: { requestId: "67207943fab9832d162b5317f4cb830a", error: "Refused", tag } };
}
