import { hostOfUrl } from "../../../core/source-site.ts";
import { parseCitationUrl } from "../../citation-url.ts";
import { onePerPage } from "./one-per-page.ts";
import { toPageText, toPlainLine } from "./plain-text.ts";
import type { SearchResult } from "./search-service.ts";

/** One result with what the unified search shows of it beside the normal form. */
export interface FoundPage extends SearchResult {
  readonly summary?: string | undefined;
  readonly images: readonly string[];
  /** As the vendor wrote it. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/** All that a vendor answered to one search. */
export interface FoundPages {
  readonly pages: readonly FoundPage[];
  /** Addresses of images that belong to the search rather than to one page. */
  readonly images: readonly string[];
  readonly answer?: string | undefined;
  readonly requestId?: string | undefined;
  readonly responseSeconds?: number | undefined;
}

export interface FoundFields {
  readonly title: string | null | undefined;
  readonly url: string;
  readonly snippet: string | null | undefined;
  readonly content?: string | null | undefined;
  readonly publishedAt?: string | undefined;
  readonly score?: number | null | undefined;
  readonly summary?: string | null | undefined;
  readonly images?: readonly (string | null | undefined)[] | undefined;
  readonly raw: Readonly<Record<string, unknown>>;
}

/** A vendor's results in the one form. What is not a page of the web falls away, and so does a page's second result. */
export function toFoundPages(found: readonly FoundFields[]): readonly FoundPage[] {
  return onePerPage(found.flatMap(toFoundPage));
}

/** The addresses among what a vendor gives as images. */
export function toImages(images: readonly (string | null | undefined)[]): readonly string[] {
  return [...new Set(images.flatMap((image) => parseCitationUrl(image ?? "")?.url ?? []))];
}

function toFoundPage({ title, url, snippet, content, publishedAt, score, summary, images, raw }: FoundFields) {
  const page = parseCitationUrl(url.trim());
  if (page === undefined) return [];
  return [
    {
      title: toPlainLine(title) || (hostOfUrl(page.url) ?? page.url),
      url: page.url,
      snippet: toPlainLine(snippet),
      content: toPageText(content),
      publishedAt,
      score: score ?? undefined,
      summary: toPageText(summary),
      images: toImages(images ?? []),
      raw,
    },
  ];
}
