import { parseUrl } from "../core/parse-url.ts";

/** A citation's address as it is shown, and the key under which two spellings of it are one. */
export interface CitationUrl {
  readonly url: string;
  readonly key: string;
}

/** Undefined for what is not an absolute http(s) URL. */
export function parseCitationUrl(text: string): CitationUrl | undefined {
  const url = parseUrl(text);
  if (url === undefined) return undefined;
  if (url.protocol !== "http:" && url.protocol !== "https:") return undefined;
  // https://trusted.example@other.example is shown as what it is.
  url.username = "";
  url.password = "";
  url.search = withoutOpenAiMark(url.search);
  const host = url.host.replace(/\.(?=$|:)/u, "");
  // `#part` is a place on a page; `#/guide` is a page of a site that routes in the browser.
  const route = url.hash.startsWith("#/") ? url.hash : "";
  return { url: url.href, key: `${url.protocol}//${host}${url.pathname.replace(/\/+$/u, "")}${url.search}${route}` };
}

/** OpenAI's search models add `utm_source=openai` to every address. The other parameters keep their spelling. */
function withoutOpenAiMark(search: string): string {
  return search
    .replace(/^\?/u, "")
    .split("&")
    .filter((parameter) => parameter !== "" && parameter !== "utm_source=openai")
    .join("&");
}
