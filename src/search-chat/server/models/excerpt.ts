import type { BodyBlock, FoundPassage } from "../docs/document.ts";
import { indexTerms, tokenize } from "../docs/terms.ts";

/** A passage up to this length is quoted whole. */
const WHOLE_UP_TO_CHARS = 520;
/** Code up to these sizes is quoted whole; longer code is left out. */
const MAX_CODE_CHARS = 800;
const MAX_CODE_LINES = 24;

const sentences = new Intl.Segmenter("en", { granularity: "sentence" });

interface Piece {
  /** Position of the block it comes from. */
  readonly block: number;
  readonly kind: BodyBlock["kind"];
  readonly language: string;
  readonly text: string;
}

/**
 * The part of a passage that answers best: whole sentences, items and short code, in their order, as blocks. Empty where
 * nothing of it can be quoted, as with long code alone.
 */
export function excerptOf({ passage, matched }: FoundPassage): readonly BodyBlock[] {
  const pieces = passage.blocks.flatMap((block, position) => piecesOf(block, position));
  const terms = new Set(matched);
  const read = withoutOtherRows(pieces, terms);
  const total = read.reduce((sum, { text }) => sum + text.length, 0);
  return joinPieces(withoutOpenEnd(total <= WHOLE_UP_TO_CHARS ? read : bestRun(read, terms)));
}

/** Of a table only the lines that speak of the question. */
function withoutOtherRows(pieces: readonly Piece[], terms: ReadonlySet<string>): readonly Piece[] {
  const counts = pieces.map(({ kind, text }) => (kind === "row" ? termsIn(text, terms).size : 0));
  const most = Math.max(...counts);
  return most === 0 ? pieces : pieces.filter(({ kind }, position) => kind !== "row" || counts[position] === most);
}

/** A sentence that announces what was left out ("for example:") is left out too. */
function withoutOpenEnd(pieces: readonly Piece[]): readonly Piece[] {
  return pieces.at(-1)?.text.endsWith(":") === true ? pieces.slice(0, -1) : pieces;
}

function piecesOf(block: BodyBlock, position: number): readonly Piece[] {
  if (block.kind === "code") {
    const isShort = block.text.length <= MAX_CODE_CHARS && block.text.split("\n").length <= MAX_CODE_LINES;
    return isShort ? [{ ...block, block: position }] : [];
  }
  const texts = block.kind === "prose" ? sentencesOf(block.text) : [block.text];
  return texts.map((text) => ({ block: position, kind: block.kind, language: "", text }));
}

/** Sentences, where one that ends inside a name or code (`Node.js`, `e.g.`) stays with the next. */
function sentencesOf(text: string): readonly string[] {
  const whole: string[] = [];
  for (const { segment } of sentences.segment(text)) {
    const last = whole.at(-1);
    const isOpen = last !== undefined && (countOf(last, "`") % 2 === 1 || /\b(e\.g|i\.e|vs|etc)\.\s*$/iu.test(last));
    if (isOpen) whole[whole.length - 1] = last + segment;
    else whole.push(segment);
  }
  return whole.map((sentence) => sentence.trim());
}

/** The run of neighbours within the length that has the most different terms, then the earliest. */
function bestRun(pieces: readonly Piece[], terms: ReadonlySet<string>): readonly Piece[] {
  const found = pieces.map(({ text }) => termsIn(text, terms));
  let best: { readonly run: readonly Piece[]; readonly value: number } = { run: [], value: -1 };
  for (const start of pieces.keys()) {
    const run = runFrom(pieces, start);
    const matched = new Set(run.flatMap((_, offset) => [...(found[start + offset] ?? [])]));
    const first = found[start]?.size ?? 0;
    const value = matched.size + (first > 0 ? 0.5 : 0) + (pieces[start]?.kind === "prose" ? 0.25 : 0);
    if (value > best.value) best = { run, value };
  }
  return best.run;
}

function runFrom(pieces: readonly Piece[], start: number): readonly Piece[] {
  let length = 0;
  const end = pieces.findIndex(({ text, kind }, position) => {
    if (position < start) return false;
    length += text.length;
    const limit = kind === "code" ? WHOLE_UP_TO_CHARS + MAX_CODE_CHARS : WHOLE_UP_TO_CHARS;
    return length > limit && position > start;
  });
  return pieces.slice(start, end === -1 ? undefined : end);
}

function termsIn(text: string, terms: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(
    tokenize(text)
      .flatMap(indexTerms)
      .filter((term) => terms.has(term)),
  );
}

function joinPieces(pieces: readonly Piece[]): readonly BodyBlock[] {
  const blocks: { block: number; body: BodyBlock }[] = [];
  for (const { block, kind, language, text } of pieces) {
    const last = blocks.at(-1);
    if (last?.block === block) last.body = { ...last.body, text: `${last.body.text} ${text}` };
    else blocks.push({ block, body: kind === "code" ? { kind, language, text } : { kind, text } });
  }
  return blocks.map(({ body }) => body);
}

function countOf(text: string, character: string): number {
  return text.split(character).length - 1;
}
