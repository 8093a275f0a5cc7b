import normalizeUrl from "normalize-url";
import { TidyCleaner } from "tidy-url";
import { parseUrl } from "../../core/parse-url.ts";

/** Parameters that say where a reader came from, beyond those that tidy-url knows, and that a page is the AMP one. */
const IDLE_PARAMETERS = [/^utm_/iu, /^ref(?:_src|_url|errer)?$/iu, /^(?:amp|cmpid|smid|ocid|ncid)$/iu];
/** An AMP page or a page for phones by its host: `amp.`, `m.`, `mobile.` and Wikipedia's `en.m.`. */
const IDLE_LABELS: ReadonlySet<string> = new Set(["amp", "m", "mobile", "www"]);
/** The pages that Google keeps of others: the page's own address stands behind. */
const AMP_CACHE =
  /^https?:\/\/(?:(?:www\.)?google\.[a-z.]+\/amp|[^/]+\.cdn\.ampproject\.org\/[a-z])\/(?:s\/)?(?=[^/]+\.)/iu;
/** One cleaning may bring to light what the next one removes. */
const MAX_PASSES = 3;

const cleaner = createCleaner();

/**
 * One spelling for all addresses of a page, to tell whether two are the same; not to be followed. Tracking parameters,
 * fragment, AMP and mobile variants, `www.`, trailing slash, http and the order of the query make no difference.
 */
export function canonicalUrl(url: string): string {
  const text = url.trim();
  if (parseUrl(text) === undefined || !/^https?:/iu.test(text)) return text;
  try {
    return normalizeUrl(withoutVariant(tidy(text.replace(AMP_CACHE, "https://"))), {
      forceHttps: true,
      stripHash: true,
      removeQueryParameters: IDLE_PARAMETERS,
      removeDirectoryIndex: [/^index\.(?:html?|php)$/u],
    });
  } catch {
    // An address that the libraries stumble over is still the same as itself.
    return new URL(text).href;
  }
}

function createCleaner(): TidyCleaner {
  const created = new TidyCleaner();
  // In version 1.18.3 `silent: false` is what prints nothing. Following a redirect parameter would merge different pages.
  created.config.setMany({ silent: false, allowAMP: false, allowRedirects: false });
  // It writes out all of its rules anew for every address.
  Object.defineProperty(created, "expandedRules", { value: created.expandedRules });
  return created;
}

function tidy(url: string): string {
  let tidied = url;
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    // Without `false` the cleaner keeps a line of log for ever.
    const next = cleaner.clean(tidied, false).url;
    if (next === tidied) break;
    tidied = next;
  }
  return tidied;
}

function withoutVariant(url: string): string {
  const parsed = new URL(url);
  const labels = parsed.hostname.split(".");
  const kept = labels.filter((label, index) => index >= labels.length - 2 || !IDLE_LABELS.has(label));
  parsed.hostname = kept.join(".");
  parsed.pathname = parsed.pathname
    .replace(/^\/amp(?=\/.)/iu, "")
    .replace(/(?:\/amp\/?|\.amp|\.amp(?=\.html?$))(?:$|(?=\.html?$))/iu, "");
  if (parsed.searchParams.get("outputType") === "amp") parsed.searchParams.delete("outputType");
  return parsed.href;
}
