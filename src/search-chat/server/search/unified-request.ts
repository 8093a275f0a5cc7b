import { z } from "zod";
import { UserInputError } from "../../../core/errors.ts";
import { parseSourceSites } from "../../../core/source-site.ts";
import { ServerFailure } from "../failure.ts";
import { TAVILY_MAX_QUERY_LENGTH } from "./tavily.ts";

/** What the unified search documents and this server has no client for. */
const UNSERVED = ["firecrawl", "metaso", "unifuncs", "perplexity"] as const;

const query = z.string("is not text").trim().min(1, "is empty").max(2_000, "may have 2000 characters at most");
const sites = z
  .union([z.array(z.string("is not text")), z.string()], "is not a list of sites")
  .nullish()
  .transform((items, context) => toSites(items ?? [], context));
/** Ours is the default; 302.AI's own clients ask for 5. */
const maxResults = (most: number) =>
  z
    .int("is not a whole number")
    .min(1, "is less than 1")
    .max(most, `is more than ${most}, the most that this provider gives`)
    .nullish()
    .transform((count) => count ?? 5);
const flag = z
  .boolean("is not true or false")
  .nullish()
  .transform((value) => value ?? false);

/** A value that the provider does not know counts as none: so it is documented. */
function known<const Value extends string>(values: readonly [Value, ...Value[]]) {
  return z
    .string("is not text")
    .nullish()
    .transform((text) => z.enum(values).safeParse(text).data);
}

const ENGINES = ["google", "bing", "duckduckgo", "yahoo"] as const;
const SEARCH_ENGINES = [
  ...ENGINES,
  "youtube",
  "x",
  "reddit",
  "github",
  "arxiv",
  "wechat",
  "bilibili",
  "imdb",
  "wikipedia",
] as const;
const EXA_CATEGORIES = [
  "company",
  "research paper",
  "news",
  "pdf",
  "github",
  "tweet",
  "personal site",
  "linkedin profile",
  "financial report",
] as const;
const FRESHNESS = /^(?:one(?:Day|Week|Month|Year)|\d{4}-\d{2}-\d{2}(?:\.\.\d{4}-\d{2}-\d{2})?)$/u;

const isoDate = z
  .union(
    [z.iso.datetime({ offset: true }), z.iso.date()],
    "is not a date in ISO 8601, such as 2023-01-01T00:00:00.000Z",
  )
  .nullish()
  .transform((date) => date ?? undefined);

const all = { query, include_domains: sites, exclude_domains: sites, include_images: flag };
const search1 = {
  ...all,
  max_results: maxResults(50),
  time_range: known(["day", "month", "year"]),
  crawl_results: z
    .int("is not a whole number")
    .min(0, "is less than 0")
    .max(10, "is more than 10")
    .nullish()
    .transform((count) => count ?? 0),
};

const requestSchema = z.discriminatedUnion("provider", [
  z.object({
    ...all,
    provider: z.literal("tavily"),
    query: query.max(TAVILY_MAX_QUERY_LENGTH, `may have ${TAVILY_MAX_QUERY_LENGTH} characters at most with tavily`),
    max_results: maxResults(20),
    category: known(["general", "news"]),
    time_range: known(["day", "week", "month", "year", "d", "w", "m", "y"]),
  }),
  z.object({ ...search1, provider: z.literal("search1_search"), category: known(SEARCH_ENGINES) }),
  z.object({ ...search1, provider: z.literal("search1_news"), category: known([...ENGINES, "hackernews"]) }),
  z.object({
    ...all,
    provider: z.literal("bocha"),
    max_results: maxResults(50),
    time_range: z
      .string("is not text")
      .nullish()
      .transform((text) => (FRESHNESS.test(text ?? "") ? (text ?? undefined) : undefined)),
  }),
  z
    .object({
      ...all,
      provider: z.literal("exa"),
      max_results: maxResults(100),
      category: known(EXA_CATEGORIES),
      startCrawlDate: isoDate,
      endCrawlDate: isoDate,
      startPublishedDate: isoDate,
      endPublishedDate: isoDate,
    })
    // Exa answers these with 400. https://exa.ai/docs/reference/search
    .superRefine((request, context) => {
      if (request.category !== "company") return;
      const unfit = (["startCrawlDate", "endCrawlDate", "startPublishedDate", "endPublishedDate"] as const).find(
        (field) => request[field] !== undefined,
      );
      const field = request.exclude_domains.length > 0 ? "exclude_domains" : unfit;
      if (field !== undefined)
        context.addIssue({ code: "custom", path: [field], message: "cannot be used with the category company" });
    }),
]);

/** A checked body of `POST /302/general/search`. */
export type UnifiedRequest = z.output<typeof requestSchema>;

const providerSchema = z.object({ provider: z.string("is not text").trim().min(1, "is empty") }, "is not an object");

/**
 * Reads a body of the unified search: each provider has fields of its own, and those of the others count for nothing.
 * Throws ServerFailure with a sentence. Source: http://302ai-en.apifox.cn/293665533e0
 */
export function readUnifiedRequest(body: unknown): UnifiedRequest {
  const named = providerSchema.safeParse(body);
  if (!named.success) throw invalid(named.error);
  const provider = named.data.provider === "bochaai" ? "bocha" : named.data.provider;
  const served = requestSchema.options.map((option) => option.shape.provider.value);
  if (z.enum(UNSERVED).safeParse(provider).success)
    throw new ServerFailure("serviceUnavailable", { detail: `provider: ${provider} is not served here.` });
  if (!z.enum(served).safeParse(provider).success)
    throw new ServerFailure("invalidRequest", { detail: `provider: there is only ${served.join(", ")}.` });
  const parsed = requestSchema.safeParse({ ...z.looseObject({}).parse(body), provider });
  if (!parsed.success) throw invalid(parsed.error);
  return parsed.data;
}

function invalid({ issues: [issue] }: z.ZodError): ServerFailure {
  const field = issue === undefined || issue.path.length === 0 ? "body" : issue.path.join(".");
  return new ServerFailure("invalidRequest", { detail: `${field}: ${issue?.message ?? "is not valid"}.` });
}

/** A list, or text with commas as some clients send it. */
function toSites(items: readonly string[] | string, context: z.RefinementCtx): readonly string[] {
  const text = typeof items === "string" ? items : items.join(" ");
  try {
    return text.trim() === "" ? [] : parseSourceSites(text);
  } catch (error) {
    if (!(error instanceof UserInputError)) throw error;
    context.addIssue({ code: "custom", message: error.userMessage.replace(/\.$/u, "") });
    return z.NEVER;
  }
}
