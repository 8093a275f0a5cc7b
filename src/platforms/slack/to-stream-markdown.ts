/** U+2060: seen by nobody, yet it ends a mention. */
const WORD_JOINER = "\u2060";

/**
 * Makes Markdown safe for `markdown_text`, where no escaping rule is documented: Slack's control sequences and mass
 * pings get a word joiner inside. Works token by token, so that a safe prefix stays a prefix when the text grows.
 */
export function toStreamMarkdown(markdown: string): string {
  return markdown
    .replace(/<(?=[!@#])/gu, `<${WORD_JOINER}`)
    .replace(/@(?=channel|here|everyone)/giu, `@${WORD_JOINER}`);
}

/** A tail this long is not a word still being written but a script without spaces. */
const LONGEST_WORD = 40;

/**
 * The part of growing Markdown that can be shown for good. What is left always begins with a word, because Slack may
 * swallow a space at the start of the next piece; and no mark is cut that {@link toStreamMarkdown} would change.
 */
export function streamablePart(markdown: string): string {
  const text = markdown.trimEnd();
  const afterSpace = text.search(/\s\S*$/u) + 1;
  const cut = text.length - afterSpace > LONGEST_WORD ? text.search(/.$/u) : afterSpace;
  return toStreamMarkdown(text.slice(0, cut).replace(/(?:<|@[a-z]{0,7})$/iu, ""));
}
