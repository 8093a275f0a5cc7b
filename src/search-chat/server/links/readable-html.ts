import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";
import type { Block } from "../docs/document.ts";
import { htmlBlocks, htmlTitle } from "../docs/html-blocks.ts";

/** The part of a page that is worth reading. */
export interface ReadableHtml {
  /** Undefined: the page has none. */
  readonly title: string | undefined;
  /** Empty: there is no text in the page. */
  readonly blocks: readonly Block[];
}

/** A longer page is read up to here. */
const MAX_HTML_CHARS = 512 * 1024;
/** With more elements Readability takes many seconds, and such a page is a list: its whole text is taken. */
const MAX_ARTICLE_ELEMENTS = 10_000;

/**
 * Finds the article in a page, or takes the whole page where there is none. It works hard: half a second for a long
 * article, and without bound for a page made for that purpose, so it runs in a thread that can be ended.
 */
export function readableHtml(page: string): ReadableHtml {
  const html = page.slice(0, MAX_HTML_CHARS);
  const article = articleIn(html);
  const title = article?.title?.trim() || htmlTitle(html);
  const blocks = htmlBlocks(article?.content ?? "");
  return { title, blocks: blocks.length > 0 ? blocks : htmlBlocks(html) };
}

/** Undefined: a list, the shell of an application, or markup that it cannot work with. */
function articleIn(html: string): ReturnType<Readability["parse"]> | undefined {
  try {
    const { document } = parseHTML(html);
    return new Readability(document, { maxElemsToParse: MAX_ARTICLE_ELEMENTS }).parse();
  } catch {
    // It throws plain Errors: for too many elements, for a document without a body, from deep inside for odd markup.
    return undefined;
  }
}
