import { blocksToText } from "../docs/blocks-to-text.ts";
import { decodeText } from "./decode-text.ts";
import { fetchPage, type Lookup } from "./fetch-page.ts";
import { createHtmlReader, type HtmlReader } from "./html-reader.ts";
import { type PublicWebOptions, publicWeb } from "./page-guard.ts";
import { PAGE_LIMITS, type PageLimits } from "./page-limits.ts";
import { type PageReader, PageUnreadable, type ReadPage } from "./page-reader.ts";

export interface PageReaderOptions extends PublicWebOptions {
  /** How names are resolved; undefined: as the machine does. */
  readonly lookup?: Lookup | undefined;
  readonly limits?: Partial<PageLimits> | undefined;
  readonly htmlReader?: HtmlReader | undefined;
}

/** As much of a page as a model reads with profit. */
const MAX_TEXT_CHARS = 20_000;

/** Reads pages of the public web, as {@link PageReader} promises. */
export function createPageReader(options: PageReaderOptions = {}): PageReader {
  const { lookup, htmlReader = createHtmlReader() } = options;
  const guard = publicWeb(options);
  const limits = { ...PAGE_LIMITS, ...options.limits };
  return {
    async read(address, { signal, isAllowed, maxChars = MAX_TEXT_CHARS }) {
      const reply = await fetchPage(address, {
        signal,
        guard,
        limits,
        lookup,
        isAllowed,
        isReadable: (mediaType) => kindOf(mediaType) !== undefined,
      });
      if (reply.status !== 200) throw new PageUnreadable(`The site answered with status ${reply.status}.`);
      const contentType = reply.headers.get("content-type");
      const body = decodeText(reply.body, contentType);
      if (body.includes("\0")) throw new PageUnreadable("The page is not a text that can be read.");
      const page = await readText(body, kindOf(contentType) ?? "text", { htmlReader, signal });
      if (page.text.trim() === "") throw new PageUnreadable("There is no text on the page.");
      return { url: reply.url.href, title: page.title ?? reply.url.hostname, text: cutTo(page.text, maxChars) };
    },
  };
}

/** What a Content-Type stands for here: HTML, text that is read as it is, or undefined for what is not read. */
export function kindOf(contentType: string | null | undefined): "html" | "markdown" | "text" | undefined {
  const mediaType = contentType?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (mediaType === "text/html" || mediaType === "application/xhtml+xml") return "html";
  if (mediaType === "text/markdown" || mediaType === "text/x-markdown") return "markdown";
  return /^(?:text\/(?:plain|xml|csv)|application\/(?:json|xml)|application\/[\w.+-]+\+(?:json|xml))$/u.test(mediaType)
    ? "text"
    : undefined;
}

async function readText(
  body: string,
  kind: "html" | "markdown" | "text",
  { htmlReader, signal }: { readonly htmlReader: HtmlReader; readonly signal: AbortSignal },
): Promise<Pick<ReadPage, "text"> & { readonly title: string | undefined }> {
  if (kind === "html") {
    const { title, blocks } = await htmlReader.read(body, { signal });
    return { title, text: blocksToText(blocks) };
  }
  return { title: kind === "markdown" ? /^# +(.+)$/mu.exec(body)?.[1]?.trim() : undefined, text: body };
}

function cutTo(text: string, maxChars: number): string {
  return text.length <= maxChars ? text : `${text.slice(0, maxChars - 1).replace(/[\uD800-\uDBFF]$/u, "")}…`;
}
