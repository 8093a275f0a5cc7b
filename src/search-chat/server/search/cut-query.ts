import { cutsBehind, cutText } from "../../../core/cut-text.ts";

/** A query as one line, at most as long as the service takes: cut behind a word. */
export function cutQuery(query: string, maxLength: number): string {
  // Nothing behind it can be kept, and a question may have a megabyte.
  const line = query
    .slice(0, 4 * maxLength)
    .replace(/\s+/gu, " ")
    .trim();
  const [first = ""] = cutText(line, [cutsBehind(line, / /gu)], { maxLength, measure: (part) => part.trim().length });
  return first.trim();
}
