import { indexTerms, questionTerms, tokenize } from "../docs/terms.ts";

/** A page's text, made ready for excerpts: some 10 ms of work for the longest, and 1 ms for each excerpt. */
export interface PageText {
  /**
   * What the page says about what is wanted: its best parts, in their order, at most `maxChars`. A page that says
   * nothing about it is shown from its beginning, and a short one whole.
   */
  excerpt(wanted: string, maxChars: number): string;
}

/** A part ends with the paragraph that makes it as long as this. */
const PART_CHARS = 600;
/** As much as the page reader gives; a search service may give more. */
const MAX_TEXT_CHARS = 20_000;

export function createPageText(whole: string): PageText {
  const text = startOf(whole, MAX_TEXT_CHARS);
  const parts = partsOf(text).map((part) => ({ part, terms: termsOf(part) }));
  const counts = new Map<string, number>();
  for (const { terms } of parts) for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  // A word that stands everywhere on the page tells nothing about a part of it.
  const weightOf = (term: string) => Math.log(1 + parts.length / (counts.get(term) ?? 1));
  return {
    excerpt(wanted, maxChars) {
      if (text.length <= maxChars) return text;
      const asked = questionTerms(wanted, (term) => counts.has(term));
      const rated = parts.map(({ part, terms }, position) => ({
        part,
        position,
        score: asked.reduce((sum, term) => sum + (terms.has(term) ? weightOf(term) : 0), 0),
      }));
      let room = maxChars;
      const kept = rated
        .sort((a, b) => b.score - a.score || a.position - b.position)
        .filter(({ part: { length } }) => {
          const fits = length + GAP.length <= room;
          if (fits) room -= length + GAP.length;
          return fits;
        });
      return kept.length === 0 ? startOf(text, maxChars) : joined(kept.sort((a, b) => a.position - b.position));
    },
  };
}

/** Half a character at the end is none. */
function startOf(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/u, "");
}

const GAP = "\n\n…\n\n";

function joined(parts: readonly { readonly part: string; readonly position: number }[]): string {
  return parts
    .map(({ part, position }, index) => {
      const before = parts[index - 1]?.position;
      return before === undefined ? part : `${before === position - 1 ? "\n\n" : GAP}${part}`;
    })
    .join("");
}

/** Paragraphs, short ones together; of what has none, lines or just pieces. */
function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  let part = "";
  for (const paragraph of text.split(/\n\s*\n/u).flatMap(piecesOf)) {
    part = part === "" ? paragraph : `${part}\n\n${paragraph}`;
    if (part.length >= PART_CHARS) {
      parts.push(part);
      part = "";
    }
  }
  return part.trim() === "" ? parts : [...parts, part];
}

function piecesOf(paragraph: string): readonly string[] {
  if (paragraph.length <= 2 * PART_CHARS) return [paragraph];
  const pieces: string[] = [];
  for (let rest = paragraph; rest !== ""; ) {
    const end = rest.length <= PART_CHARS ? rest.length : endOfPiece(rest);
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return pieces;
}

function endOfPiece(rest: string): number {
  const start = rest.slice(0, PART_CHARS);
  const end = Math.max(start.lastIndexOf("\n"), start.lastIndexOf(" "));
  return end > PART_CHARS / 2 ? end : startOf(start, PART_CHARS).length;
}

function termsOf(part: string): ReadonlySet<string> {
  return new Set(tokenize(part).flatMap(indexTerms));
}
