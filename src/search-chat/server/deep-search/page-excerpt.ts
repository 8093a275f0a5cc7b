import { indexTerms, questionTerms, tokenize } from "../docs/terms.ts";

/** A part ends with the paragraph that makes it as long as this. */
const PART_CHARS = 600;

/**
 * What a long page says about what is wanted: its best parts, in their order, at most `maxChars`. A page that says
 * nothing about it is shown from its beginning.
 */
export function pageExcerpt(text: string, wanted: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const parts = partsOf(text).map((part) => ({ part, terms: termsOf(part) }));
  const counts = new Map<string, number>();
  for (const { terms } of parts) for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  const asked = questionTerms(wanted, (term) => counts.has(term));
  const rated = parts
    .map(({ part, terms }, position) => ({
      part,
      position,
      // A word that stands everywhere on the page tells nothing about a part of it.
      score: asked.reduce(
        (sum, term) => sum + (terms.has(term) ? Math.log(1 + parts.length / (counts.get(term) ?? 1)) : 0),
        0,
      ),
    }))
    .sort((a, b) => b.score - a.score || a.position - b.position);
  const kept: typeof rated = [];
  let room = maxChars;
  for (const each of rated) {
    if (each.part.length + GAP.length > room) continue;
    kept.push(each);
    room -= each.part.length + GAP.length;
  }
  if (kept.length === 0) return text.slice(0, maxChars);
  return joined(kept.sort((a, b) => a.position - b.position));
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
  if (end > PART_CHARS / 2) return end;
  return isHighSurrogate(start.charCodeAt(PART_CHARS - 1)) ? PART_CHARS - 1 : PART_CHARS;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd8_00 && code <= 0xdb_ff;
}

function termsOf(part: string): ReadonlySet<string> {
  return new Set(tokenize(part).flatMap(indexTerms));
}
