/** One page of a source site: a text, or what has been read out of one already. */
export type SourceDocument = {
  /** Absolute http(s) address of the page on its own site: what a citation links to. */
  readonly url: string;
  /** The page's title; undefined: its first heading, or the last part of its address. */
  readonly title?: string | undefined;
} & (
  | { readonly format: "markdown" | "html" | "text"; readonly text: string }
  | { readonly format: "blocks"; readonly blocks: readonly Block[] }
);

/** A part of a page's text, in reading order. Texts are plain but for `inline code`. */
export type Block =
  | { readonly kind: "heading"; readonly depth: number; readonly text: string }
  | { readonly kind: "prose"; readonly text: string }
  | { readonly kind: "item"; readonly text: string }
  /** A line of a table: unlike a list's items, it is read on its own. */
  | { readonly kind: "row"; readonly text: string }
  | { readonly kind: "code"; readonly language: string; readonly text: string };

export type BodyBlock = Exclude<Block, { kind: "heading" }>;

/** A whole, readable piece of one page: what is found, quoted and cited. */
export interface Passage {
  readonly url: string;
  readonly title: string;
  /** Its place among the page's passages, from 0. */
  readonly position: number;
  /** The headings above it, widest first, without the title. */
  readonly headings: readonly string[];
  readonly blocks: readonly BodyBlock[];
}

/** A passage that a search has found. */
export interface FoundPassage {
  readonly passage: Passage;
  /** Comparable within one search only. */
  readonly score: number;
  /**
   * The share of the question's meaningful words that the passage, its headings and its title have: 0 to 1. It is 0
   * when the question names what some page or site is about ("in Hono") and the passage does not speak of that.
   */
  readonly coverage: number;
  /** The passage's own terms that the question met, as the index spells them. */
  readonly matched: readonly string[];
}
