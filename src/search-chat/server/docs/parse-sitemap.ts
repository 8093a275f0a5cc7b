import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { DOMParser } from "linkedom";
import { parseUrl } from "../../../core/parse-url.ts";

/** A page, or another sitemap, that a sitemap names. */
export interface SitemapEntry {
  readonly url: string;
  /** As it is written there; only ever compared with itself. */
  readonly lastmod: string | undefined;
}

/** One of the two is empty. Source of the format and its limits: https://www.sitemaps.org/protocol.html */
export interface Sitemap {
  readonly pages: readonly SitemapEntry[];
  readonly sitemaps: readonly SitemapEntry[];
}

const unpack = promisify(gunzip);

/** Reads a sitemap or a sitemap index, packed or not. Undefined: it is neither, or larger than `maxBytes` unpacked. */
export async function parseSitemap(
  bytes: Uint8Array,
  { maxBytes }: { readonly maxBytes: number },
): Promise<Sitemap | undefined> {
  const xml = await textOf(bytes, maxBytes);
  if (xml === undefined) return undefined;
  const root: unknown = new DOMParser().parseFromString(xml, "text/xml").documentElement;
  switch (nameOf(root)) {
    case "urlset":
      return { pages: entriesIn(root, "url"), sitemaps: [] };
    case "sitemapindex":
      return { pages: [], sitemaps: entriesIn(root, "sitemap") };
    default:
      return undefined;
  }
}

async function textOf(bytes: Uint8Array, maxBytes: number): Promise<string | undefined> {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    return new TextDecoder().decode(isPacked ? await unpack(bytes, { maxOutputLength: maxBytes }) : bytes);
  } catch {
    return undefined;
  }
}

function entriesIn(root: unknown, name: string): readonly SitemapEntry[] {
  return childrenOf(root, name).flatMap((element) => {
    const url = wordsOf(element, "loc");
    return url === undefined || parseUrl(url) === undefined
      ? []
      : [{ url: pageUrl(url), lastmod: wordsOf(element, "lastmod") }];
  });
}

/** A page has one address, whatever part of it is named. */
function pageUrl(text: string): string {
  const url = new URL(text);
  url.hash = "";
  return url.href;
}

function wordsOf(parent: unknown, name: string): string | undefined {
  const [element] = childrenOf(parent, name);
  if (!isElement(element)) return undefined;
  const words = element.textContent.trim();
  return words === "" ? undefined : words;
}

function childrenOf(parent: unknown, name: string): readonly unknown[] {
  return isElement(parent) ? [...parent.children].filter((child) => nameOf(child) === name) : [];
}

/** A prefix of its own, as in `<s:urlset xmlns:s="…">`, makes no difference. */
function nameOf(element: unknown): string | undefined {
  return isElement(element) ? element.localName.replace(/^.*:/u, "") : undefined;
}

/** What this reads of linkedom's elements, whose own types need a browser's. */
interface Element {
  readonly localName: string;
  readonly textContent: string;
  readonly children: Iterable<unknown>;
}

function isElement(value: unknown): value is Element {
  return typeof value === "object" && value !== null && "localName" in value && "children" in value;
}
