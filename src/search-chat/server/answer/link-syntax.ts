/** What stands between the parentheses of a link. */
export interface LinkTarget {
  readonly url: string;
  /** A title with an address or a mark in it is more than a title. */
  readonly isPlain: boolean;
  /** Characters from the opening parenthesis to behind the closing one. */
  readonly length: number;
}

const MAX_TARGET_CHARS = 2_000;
const MAX_WORDS_CHARS = 200;

const TARGET =
  /^\([ \t]*(?:<([^<>\r\n]*)>|((?!<)[^\s()]*(?:\([^\s()]*\)[^\s()]*)*))(?:[ \t]+("[^"\r\n]*"|'[^'\r\n]*'|\([^()\r\n]*\)))?[ \t]*\)/u;

/** The target at the start of a text, "open" while it may still become one, undefined where it is none. */
export function targetAt(text: string): LinkTarget | "open" | undefined {
  const found = TARGET.exec(text.slice(0, MAX_TARGET_CHARS));
  if (found === null) return /[\r\n]/u.test(text) || text.length > MAX_TARGET_CHARS ? undefined : "open";
  const [whole, bracketed, bare = "", title = ""] = found;
  return { url: bracketed ?? bare, isPlain: !/:\/\/|www\.|[<>\\`[\]&]/iu.test(title), length: whole.length };
}

/** Where the bracket that a text begins with closes: "open" while it may still do so soon, undefined where it does not. */
export function closingBracket(text: string): number | "open" | undefined {
  let depth = 0;
  for (let at = 0; at < text.length && at <= MAX_WORDS_CHARS; at += 1) {
    const character = text[at];
    if (character === "\n" || character === "\r") return undefined;
    if (character === "\\") at += 1;
    else if (character === "[") depth += 1;
    else if (character === "]") {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return text.length > MAX_WORDS_CHARS ? undefined : "open";
}

/** The words of a definition (`[words]: address`) are not shown; its target is the first word behind the colon. */
const DEFINED = /^\]:[ \t]*(?:\r?\n|\r)?[ \t]*(\S+)(?=\s)/u;

/** The target of a definition whose `]:` a text begins with; "open" while it is not yet all there. */
export function definedAt(text: string): string | "open" | undefined {
  const found = DEFINED.exec(text);
  if (found?.[1] !== undefined) return found[1];
  return text.length > MAX_TARGET_CHARS || /^\]:[ \t]*(?:\r\n|\n|\r(?!\n))[ \t]*[\r\n]/u.test(text)
    ? undefined
    : "open";
}
