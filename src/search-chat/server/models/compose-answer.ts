import type { Citation } from "../../../core/answer.ts";
import { hostOfUrl } from "../../../core/source-site.ts";
import type { BodyBlock, FoundPassage } from "../docs/document.ts";
import { excerptOf } from "./excerpt.ts";

/** A snippet shows what was found, it does not replace the page. */
const SNIPPET_CHARS = 240;

export interface ComposedAnswer {
  readonly markdown: string;
  readonly citations: readonly Citation[];
}

/** Sets passages one below the other, each under its heading and with its footnote marker. A page has one number. */
export function composeAnswer(passages: readonly FoundPassage[]): ComposedAnswer {
  const quotes = passages.map((found) => ({ found, excerpt: excerptOf(found) }));
  const urls = [...new Set(quotes.map(({ found }) => found.passage.url))];
  const sections = quotes.map(({ found, excerpt }, position) => {
    const text = section(excerpt, urls.indexOf(found.passage.url) + 1);
    const heading = headingOf(found);
    const previous = quotes[position - 1];
    return previous !== undefined && headingOf(previous.found) === heading ? text : `${heading}\n\n${text}`;
  });
  const hosts = [...new Set(urls.map((url) => hostOfUrl(url) ?? url))];
  return {
    markdown: [`This is what ${listOf(hosts)} ${hosts.length === 1 ? "says" : "say"}:`, ...sections].join("\n\n"),
    citations: urls.map((url, position) => {
      const first = quotes.find(({ found }) => found.passage.url === url);
      return {
        number: position + 1,
        url,
        title: first?.found.passage.title,
        snippet: first === undefined ? undefined : snippetOf(first.excerpt),
      };
    }),
  };
}

function headingOf({ passage }: FoundPassage): string {
  const names = [passage.title, passage.headings.at(-1)].filter((text) => text !== undefined);
  return `**${names.map(inlineMarkdown).join(" › ")}**`;
}

function section(excerpt: readonly BodyBlock[], number: number): string {
  const lastText = excerpt.findLastIndex(({ kind }) => kind !== "code");
  const blocks = excerpt.map((block, position) => ({
    kind: block.kind,
    markdown: markdownOf(block) + (position === lastText ? ` [${number}]` : ""),
  }));
  const text = blocks
    .map(({ kind, markdown }, position) => {
      const follows = blocks[position - 1]?.kind;
      return (follows === undefined ? "" : kind !== "prose" && follows === kind ? "\n" : "\n\n") + markdown;
    })
    .join("");
  // With nothing but code there is no sentence to mark.
  return lastText === -1 ? `${text}\n\n[${number}]` : text;
}

function markdownOf(block: BodyBlock): string {
  switch (block.kind) {
    case "prose":
      return inlineMarkdown(block.text);
    case "item":
    case "row":
      return `- ${inlineMarkdown(block.text)}`;
    case "code": {
      const longest = Math.max(2, ...[...block.text.matchAll(/`+/gu)].map(([run]) => run.length));
      const fence = "`".repeat(longest + 1);
      return `${fence}${block.language}\n${block.text}\n${fence}`;
    }
  }
}

/** Text that happens to look like Markdown, or like a footnote marker of ours, is shown as it stands in the source. */
function inlineMarkdown(text: string): string {
  return text
    .split(/(`[^`]+`)/u)
    .map((part, position) => (position % 2 === 1 ? part : escapeMarkdown(part)))
    .join("");
}

function escapeMarkdown(text: string): string {
  return text
    .replace(/\[(\d+)\]/gu, "($1)")
    .replace(/[\\*~<>[\]|]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\$&")
    .replace(/^(\s*)([#+-]|\d+(?=[.)]))/u, "$1\\$2");
}

function snippetOf(excerpt: readonly BodyBlock[]): string {
  const text = excerpt
    .filter(({ kind }) => kind !== "code")
    .map((block) => block.text.replaceAll("`", ""))
    .join(" ");
  return text.length <= SNIPPET_CHARS ? text : `${text.slice(0, SNIPPET_CHARS).replace(/\s+\S*$/u, "")} …`;
}

function listOf(names: readonly string[]): string {
  return new Intl.ListFormat("en", { type: "conjunction" }).format(names);
}
