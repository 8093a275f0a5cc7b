import type { SearchServiceName } from "../../../core/search-service.ts";
import { ServerFailure } from "../failure.ts";
import { isUrlAllowed } from "./bind-search.ts";
import type { SearchServices } from "./create-search-services.ts";
import type { FoundPages } from "./found-pages.ts";
import type { SearchQuery } from "./search-service.ts";
import { readUnifiedRequest, type UnifiedRequest } from "./unified-request.ts";

/** The reply of the unified search. Text that a provider does not give is empty. */
export interface UnifiedReply {
  readonly search_results: readonly {
    readonly url: string;
    readonly title: string;
    readonly description: string;
    readonly content: string;
    readonly published_at: string;
    readonly summary: string;
    readonly images: readonly string[];
  }[];
  readonly images: readonly string[];
  readonly data: {
    /** Seconds. */
    readonly response_time: number;
    /** The same results as the provider wrote them. */
    readonly results: readonly Readonly<Record<string, unknown>>[];
    readonly request_id?: string | undefined;
    readonly answer?: string | undefined;
  };
}

/** Answers one body of `POST /302/general/search`, parsed as JSON. Throws ServerFailure. */
export type UnifiedSearch = (body: unknown, context: { readonly signal: AbortSignal }) => Promise<UnifiedReply>;

/**
 * The search of the contract that answers with results: one form for every provider, with what each has of its own.
 * What leaves it is on the lists, whatever the provider has answered: results, their images and the raw results.
 * Where there are lists, a provider's own `answer` is left out, for nobody knows what it was written from.
 */
export function createUnifiedSearch(
  services: SearchServices,
  { clock }: { readonly clock: { now(): number } },
): UnifiedSearch {
  return async (body, { signal }) => {
    const request = readUnifiedRequest(body);
    const query = {
      query: request.query,
      limit: request.max_results,
      includeSites: request.include_domains,
      excludeSites: request.exclude_domains,
    };
    const startedAtMs = clock.now();
    const found = await find(services, request, query, { signal });
    return toReply(found, request, query, (clock.now() - startedAtMs) / 1000);
  };
}

function find(
  services: SearchServices,
  request: UnifiedRequest,
  query: SearchQuery,
  context: { readonly signal: AbortSignal },
): Promise<FoundPages> {
  switch (request.provider) {
    case "tavily": {
      const { category, time_range: timeRange, include_images: images } = request;
      return served(services, "tavily", request).find(
        query,
        { topic: category, timeRange, images, rawContent: true },
        context,
      );
    }
    case "search1_search":
    case "search1_news": {
      const {
        provider,
        category,
        time_range: timeRange,
        crawl_results: crawlResults,
        include_images: images,
      } = request;
      const kind = provider === "search1_news" ? "news" : "search";
      return served(services, "search1api", request).find(
        query,
        { kind, engine: category, timeRange, crawlResults, images },
        context,
      );
    }
    case "bocha":
      return served(services, "bocha", request).find(query, { freshness: request.time_range }, context);
    case "exa": {
      const { category, startCrawlDate, endCrawlDate, startPublishedDate, endPublishedDate } = request;
      const dates = { startCrawlDate, endCrawlDate, startPublishedDate, endPublishedDate };
      return served(services, "exa", request).find(query, { category, ...dates, text: true }, context);
    }
  }
}

function served<Name extends Exclude<SearchServiceName, "docs">>(
  services: SearchServices,
  name: Name,
  { provider }: UnifiedRequest,
): NonNullable<SearchServices[Name]> {
  const service = services[name];
  if (service === undefined)
    throw new ServerFailure("serviceUnavailable", { detail: `provider: ${provider} is not served here.` });
  return service;
}

function toReply(
  found: FoundPages,
  { include_images: withImages }: UnifiedRequest,
  query: SearchQuery,
  tookSeconds: number,
): UnifiedReply {
  const isAllowed = (url: string) => isUrlAllowed(url, query);
  const pages = found.pages.filter(({ url }) => isAllowed(url)).slice(0, query.limit);
  const imagesOf = (images: readonly string[]) => (withImages ? images.filter(isAllowed) : []);
  const isUnlimited = query.includeSites.length === 0 && query.excludeSites.length === 0;
  return {
    search_results: pages.map(({ url, title, snippet, content, publishedAt, summary, images }) => ({
      url,
      title,
      description: snippet,
      content: content ?? "",
      published_at: publishedAt ?? "",
      summary: summary ?? "",
      images: imagesOf(images),
    })),
    images: imagesOf(found.images),
    data: {
      response_time: found.responseSeconds ?? tookSeconds,
      results: pages.map(({ raw }) => raw),
      request_id: found.requestId,
      answer: isUnlimited ? found.answer : undefined,
    },
  };
}
