import { kindOf } from "../links/create-page-reader.ts";
import { decodeText } from "../links/decode-text.ts";
import { fetchPage, type PageReply } from "../links/fetch-page.ts";
import type { HtmlReader } from "../links/html-reader.ts";
import { oneHost } from "../links/page-guard.ts";
import { PAGE_LIMITS } from "../links/page-limits.ts";
import type { SourceDocument } from "./document.ts";

/** What a server said of a page's state, to be asked with the next time. */
export interface Validators {
  readonly etag: string | undefined;
  readonly lastModified: string | undefined;
}

export const NO_VALIDATORS: Validators = { etag: undefined, lastModified: undefined };

export interface FetchOwnOptions {
  readonly signal: AbortSignal;
  /** The one host, with its port, that may be asked. */
  readonly host: string;
  readonly known: Validators;
  readonly maxBytes?: number | undefined;
  readonly isReadable: (mediaType: string | undefined) => boolean;
}

/**
 * Asks the operator's own site, which may be on a private network, unless what is known is still so (status 304).
 * Rejects as fetchPage does, with PageElsewhere where the way leads to another host.
 */
export async function fetchOwn(url: string, options: FetchOwnOptions): Promise<PageReply & Validators> {
  const { signal, host, known, maxBytes = PAGE_LIMITS.maxBytes, isReadable } = options;
  const reply = await fetchPage(url, {
    signal,
    guard: oneHost(host),
    limits: { ...PAGE_LIMITS, maxBytes },
    isReadable,
    headers: {
      ...(known.etag === undefined ? {} : { "if-none-match": known.etag }),
      ...(known.lastModified === undefined ? {} : { "if-modified-since": known.lastModified }),
    },
  });
  return {
    ...reply,
    etag: reply.headers.get("etag") ?? undefined,
    lastModified: reply.headers.get("last-modified") ?? undefined,
  };
}

/** A reply as a page to index: the readable part of HTML, other texts as they are. */
export async function toDocument(
  { url, headers, body }: PageReply,
  { htmlReader, signal }: { readonly htmlReader: HtmlReader; readonly signal: AbortSignal },
): Promise<SourceDocument> {
  const contentType = headers.get("content-type");
  const text = decodeText(body, contentType);
  const kind = kindOf(contentType) ?? "text";
  if (kind !== "html") return { url: url.href, format: kind, text };
  return { url: url.href, format: "blocks", ...(await htmlReader.read(text, { signal })) };
}
