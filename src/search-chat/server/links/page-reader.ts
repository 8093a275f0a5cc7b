/** A page's readable text. */
export interface ReadPage {
  /** Where it was found in the end, after redirects. */
  readonly url: string;
  readonly title: string;
  /** Readable text as Markdown or plain text, at most as long as was asked for. */
  readonly text: string;
}

export interface ReadPageOptions {
  readonly signal: AbortSignal;
  /** Where the page, and every redirect on the way to it, may lie; asked before each request. */
  readonly isAllowed?: ((url: string) => boolean) | undefined;
  /** The longest text wanted, in characters; a longer one ends with `…`. Undefined: the reader's own limit. */
  readonly maxChars?: number | undefined;
}

/**
 * Fetches a page that somebody outside named, and reads it: http and https only, public addresses only, bounded in
 * size, time, type and redirects. It rejects with a PageUnreadable whose message is one sentence for the caller.
 */
export interface PageReader {
  read(url: string, options: ReadPageOptions): Promise<ReadPage>;
}

/** Why a page was not read: one English sentence that names no address inside the operator's network. */
export class PageUnreadable extends Error {
  override readonly name: string = "PageUnreadable";
}

/** The page lies, or has been moved, where its reader may not go. */
export class PageElsewhere extends PageUnreadable {
  override readonly name = "PageElsewhere";
}
