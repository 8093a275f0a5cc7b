import { untilAborted, withinDeadline } from "../../../core/linked-abort.ts";
import { withContext } from "../answer/extend-conversation.ts";
import type { Fence } from "../answer/fence.ts";
import type { ReadLinks } from "../answer/read-links.ts";
import { textOf } from "../conversation.ts";
import { linkedPages } from "./linked-pages.ts";
import { type PageReader, PageUnreadable } from "./page-reader.ts";

/** Source: none documented; more pages than this are a task for deep search. */
const MAX_PAGES = 5;
/** Of one page: five of them are some 15,000 tokens. */
const MAX_PAGE_CHARS = 12_000;
/** For all pages together. */
const READ_WITHIN_MS = 20_000;

/** Reads the pages that the last question links to, as {@link ReadLinks} promises. */
export function createReadLinks(
  reader: PageReader,
  { readWithinMs = READ_WITHIN_MS }: { readonly readWithinMs?: number } = {},
): ReadLinks {
  return async (conversation, { signal, fence }) => {
    const asked = conversation.findLast(({ role }) => role === "user");
    const urls = asked === undefined ? [] : linkedPages(withoutFenced(textOf(asked), fence));
    if (urls.length === 0) return conversation;
    const texts = await withinDeadline(readWithinMs, (deadline) =>
      Promise.all(urls.slice(0, MAX_PAGES).map((url) => readOne(url, reader, { fence, signal, deadline }))),
    );
    const note = urls.length > MAX_PAGES ? [`Only the first ${MAX_PAGES} links were read.`] : [];
    return withContext(conversation, [INTRODUCTION, ...texts, ...note].join("\n\n"));
  };
}

const INTRODUCTION = "The question links to these pages; this is what was found there.";

interface PageContext {
  readonly fence: Fence;
  readonly signal: AbortSignal;
  readonly deadline: AbortSignal;
}

/** A page's own address is the asker's words, but what a redirect or a title says is not. */
async function readOne(url: string, reader: PageReader, { fence, signal, deadline }: PageContext): Promise<string> {
  const both = AbortSignal.any([signal, deadline]);
  try {
    const page = await untilAborted(reader.read(url, { signal: both, maxChars: MAX_PAGE_CHARS }), both);
    return `The page ${url} says:\n${fence.around(`${page.title}\n\n${page.text}`)}`;
  } catch (error) {
    signal.throwIfAborted();
    if (deadline.aborted) return `The page ${url} could not be read: The page took too long to load.`;
    if (!(error instanceof PageUnreadable)) throw error;
    return `The page ${url} could not be read: ${error.message}`;
  }
}

/** What a model has read off an image is no link of the asker's. */
function withoutFenced(text: string, { mark }: Fence): string {
  return text
    .split(`<${mark}>`)
    .map((part, position) => (position === 0 ? part : part.split(`</${mark}>`).slice(1).join("")))
    .join("\n");
}
