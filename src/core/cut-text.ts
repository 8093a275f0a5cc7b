export interface SplitLimits {
  readonly maxLength: number;
  /** The length of Markdown once it is in the platform's format. */
  measure(markdown: string): number;
}

/**
 * Cuts text into parts that each fit. `cuts` are the offsets where it may be cut, best kind first, each in ascending
 * order; where none serves, it is cut between two characters as people see them. Loses nothing.
 */
export function cutText(text: string, cuts: readonly (readonly number[])[], limits: SplitLimits): readonly string[] {
  const parts: string[] = [];
  const kinds = cuts.map((offsets) => [...offsets, text.length]);
  const next = kinds.map(() => 0);
  let from = 0;
  while (from < text.length) {
    let end = 0;
    for (const [kind, offsets] of kinds.entries()) {
      let first = next[kind] ?? 0;
      while ((offsets[first] ?? text.length + 1) <= from) first += 1;
      next[kind] = first;
      const count = furthest(offsets.length - first, (tried) =>
        fits(text.slice(from, offsets[first + tried - 1]), limits),
      );
      end = offsets[first + count - 1] ?? 0;
      if (count > 0) break;
      end = 0;
    }
    if (end === 0) end = from + charactersThatFit(text, from, limits);
    parts.push(text.slice(from, end));
    from = end;
  }
  return parts;
}

export function fits(markdown: string, { maxLength, measure }: SplitLimits): boolean {
  return measure(markdown) <= maxLength;
}

/** Offsets behind every match, but for those inside one of the spans. */
export function cutsBehind(
  text: string,
  pattern: RegExp,
  whole: readonly { readonly start: number; readonly end: number }[] = [],
): readonly number[] {
  return [...text.matchAll(pattern)]
    .map((match) => match.index + match[0].length)
    .filter((offset) => !whole.some(({ start, end }) => offset > start && offset < end));
}

/** The greatest count up to `most` that fits. Measuring may mean converting, so it is done a logarithmic number of times. */
function furthest(most: number, fitsWith: (count: number) => boolean): number {
  let low = 0;
  let high = 1;
  while (high <= most && fitsWith(high)) {
    low = high;
    high *= 2;
  }
  high = Math.min(high, most + 1);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fitsWith(middle)) low = middle;
    else high = middle;
  }
  return low;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** How much of the text from there fits, at least one code unit. A character is cut only if it alone does not fit. */
function charactersThatFit(text: string, from: number, limits: SplitLimits): number {
  const count = furthest(text.length - from, (tried) => fits(text.slice(from, from + tried), limits));
  if (from + count >= text.length) return Math.max(count, 1);
  const edge = graphemes.segment(text.slice(from, from + count + 64)).containing(count)?.index ?? count;
  if (edge > 0) return edge;
  const isInsidePair = /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/u.test(text.slice(from + count - 1, from + count + 1));
  return Math.max(isInsidePair ? count - 1 : count, 1);
}
