import { z } from "zod";
import { type FakeVendor, startFakeVendor, vendorFixture, vendorKey } from "./fake-vendor.ts";

const domains = z.string().refine((list) => list.split(/[|,]/u).length <= 20);
const bodySchema = z.strictObject({
  query: z.string().min(1),
  freshness: z
    .string()
    .regex(/^(?:noLimit|one(?:Day|Week|Month|Year)|\d{4}-\d{2}-\d{2}(?:\.\.\d{4}-\d{2}-\d{2})?)$/u)
    .optional(),
  summary: z.boolean().optional(),
  count: z.int().min(1).max(50).optional(),
  include: domains.optional(),
  exclude: domains.optional(),
});

/** Bocha with its documented parameters; on failures its `code` is text. Source: "Web Search API", https://open.bochaai.com */
export function startFakeBocha(): Promise<FakeVendor> {
  return startFakeVendor({
    basePath: "/v1",
    paths: ["/web-search"],
    hasKey: (headers) => headers.authorization === `Bearer ${vendorKey}`,
    unauthorized: refusal(401, "Invalid API KEY"),
    refusalOf: ({ body }) => (bodySchema.safeParse(body).success ? undefined : refusal(400, "Missing parameter query")),
    usual: () => vendorFixture("bocha/results.json"),
  });
}

function refusal(status: number, message: string) {
  return { status, body: { code: String(status), message, log_id: "c66aac17eaf1b3d2" } };
}
