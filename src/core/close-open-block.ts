import { parseMarkdown, spanOf } from "./markdown.ts";

/**
 * Markdown under which something else can be written: a fence that an answer left open is closed, and raw HTML that
 * would swallow what follows loses its power. Anything else comes back as it is.
 */
export function closeOpenBlock(markdown: string): string {
  // A fence or raw HTML, which all of this is about, has one of these.
  if (!/[`~<]/u.test(markdown)) return markdown;
  const below = `${markdown}\n\nx`;
  const last = parseMarkdown(below).children.at(-1);
  if (last === undefined) return markdown;
  const { start } = spanOf(last);
  if (start === below.length - 1) return markdown;
  if (last.type === "code") return `${markdown}\n${/^[`~]+/u.exec(below.slice(start))?.[0] ?? "```"}`;
  return last.type === "html" ? closeOpenBlock(`${markdown.slice(0, start)}\\${markdown.slice(start)}`) : markdown;
}
