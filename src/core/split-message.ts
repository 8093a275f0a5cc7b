import type { Nodes } from "mdast";
import { parseMarkdown, type Span, spanOf } from "./markdown.ts";

export interface SplitLimits {
  readonly maxLength: number;
  /** The length of Markdown once it is in the platform's format. */
  measure(markdown: string): number;
}

/**
 * Cuts Markdown into parts that each fit, losing nothing: between blocks first, then between list items and lines,
 * then between sentences and words, and inside a word only when nothing else helps. A fence that is cut is closed in one
 * part and opened again in the next. Text that fits comes back as it is; empty text is one empty part.
 */
export function splitMessage(markdown: string, limits: SplitLimits): readonly string[] {
  if (fits(markdown, limits)) return [markdown];
  const parts = splitBlocks(
    { markdown, limits },
    parseMarkdown(markdown).children.map((node) => ({ ...spanOf(node), node })),
  );
  return parts.filter((part) => part.trim() !== "");
}

interface Source {
  readonly markdown: string;
  readonly limits: SplitLimits;
}

interface Block extends Span {
  readonly node: Nodes;
}

/** Fills parts with whole blocks; a block that is too long by itself is cut inside. */
function splitBlocks(source: Source, blocks: readonly Block[]): readonly string[] {
  const { markdown, limits } = source;
  const parts: string[] = [];
  let open: Span | undefined;
  const close = () => {
    if (open !== undefined) parts.push(markdown.slice(open.start, open.end));
    open = undefined;
  };
  for (const block of blocks) {
    const start: number = open?.start ?? block.start;
    if (!fits(markdown.slice(start, block.end), limits)) close();
    if (fits(markdown.slice(block.start, block.end), limits))
      open = { start: open === undefined ? block.start : start, end: block.end };
    else parts.push(...splitBlock(source, block));
  }
  close();
  return parts;
}

function splitBlock(source: Source, { start, end, node }: Block): readonly string[] {
  const text = source.markdown.slice(start, end);
  switch (node.type) {
    case "list":
    case "listItem":
      // The first child of an item starts behind its marker, which belongs to it.
      return splitBlocks(
        source,
        node.children.map((child, index) => ({ ...spanOf(child), ...(index === 0 ? { start } : {}), node: child })),
      );
    case "code":
      return FENCE.test(text) ? splitFence(text, source.limits) : pack(text.split(/(?<=\n)/u), source.limits);
    case "table":
    case "blockquote":
      return pack(text.split(/(?<=\n)/u), source.limits);
    default:
      return pack(text.split(/(?<=\n)|(?<=[.!?。！？]["'”’)\]]*\s)/u), source.limits);
  }
}

/** Fills parts with pieces in order; a piece that is too long by itself is cut between words, then anywhere. */
function pack(pieces: readonly string[], limits: SplitLimits): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  while (from < pieces.length) {
    const count = howManyFit(pieces.slice(from), limits);
    if (count > 0) parts.push(pieces.slice(from, from + count).join(""));
    else parts.push(...cutLong(pieces[from] ?? "", limits));
    from += Math.max(count, 1);
  }
  return parts;
}

/** Measuring may mean converting, so it is done a logarithmic number of times. */
function howManyFit(pieces: readonly string[], limits: SplitLimits): number {
  let low = 0;
  let high = 1;
  while (high <= pieces.length && fits(pieces.slice(0, high).join(""), limits)) {
    low = high;
    high *= 2;
  }
  high = Math.min(high, pieces.length + 1);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(pieces.slice(0, middle).join(""), limits)) low = middle;
    else high = middle;
  }
  return low;
}

function cutLong(piece: string, limits: SplitLimits): readonly string[] {
  const words = piece.split(/(?<=\s)(?=\S)/u);
  if (words.length > 1) return pack(words, limits);
  const characters = Array.from(
    new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(piece),
    ({ segment }) => segment,
  );
  // One character that does not fit has nothing left to cut.
  return characters.length > 1 ? pack(characters, limits) : [piece];
}

const FENCE = /^\s*(`{3,}|~{3,})/u;

function splitFence(text: string, limits: SplitLimits): readonly string[] {
  const lines = text.split("\n");
  const opening = lines[0] ?? "";
  const closing = FENCE.exec(opening)?.[1] ?? "```";
  const isClosed = lines.length > 1 && (lines.at(-1) ?? "").trim() === closing;
  const wrap = (code: string) => `${opening}\n${code.replace(/\n$/u, "")}\n${closing}`;
  const code = lines.slice(1, isClosed ? -1 : undefined).map((line) => `${line}\n`);
  return pack(code, { maxLength: limits.maxLength, measure: (part) => limits.measure(wrap(part)) }).map(wrap);
}

function fits(markdown: string, { maxLength, measure }: SplitLimits): boolean {
  return measure(markdown) <= maxLength;
}
