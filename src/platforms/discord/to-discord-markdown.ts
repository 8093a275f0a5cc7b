import { cleanCodeBlockContent } from "discord.js";
import { parseMarkdown, replaceSpans, type Span, spanOf } from "../../core/markdown.ts";

type Node = Parameters<typeof spanOf>[0];
type NodeOf<Type extends Node["type"]> = Extract<Node, { readonly type: Type }>;
type Change = Span & { readonly text: string };

interface Source {
  readonly text: string;
  /** Where `[text][label]` leads, by label. */
  readonly definitions: ReadonlyMap<string, string>;
}

/** Discord knows `#`, `##` and `###`. https://support.discord.com/hc/en-us/articles/210298617 */
const DEEPEST_HEADING = 3;

/** The sign that turns the word after it into a mention of everybody. */
const MASS_MENTION = /@(?=everyone|here)/gu;

/**
 * What must be in a text for anything to change. An answer is measured with every line that is added to it, and most
 * need no parser. In order: deep and underlined headings, tables, images, definitions, tags, mass mentions, code.
 */
const MAY_CHANGE = /#{4}|^[\s>]*(?:=+|[-:]+)\s*$|\||!\[|\]:|<|@(?:everyone|here)|`{3}|~{3}| {4}|\t/mu;

/**
 * Turns GitHub-flavoured Markdown into Discord's: only what Discord would show raw is rewritten, the rest stays letter
 * for letter. Mass mentions lose their power here too, should `allowed_mentions` ever be forgotten.
 */
export function toDiscordMarkdown(markdown: string): string {
  if (!MAY_CHANGE.test(markdown)) return markdown;
  const root = parseMarkdown(markdown);
  const definitions = new Map(
    descendants(root).flatMap((node) => (node.type === "definition" ? [[node.identifier, node.url] as const] : [])),
  );
  return replaceSpans(markdown, changesIn(root, { text: markdown, definitions }));
}

function changesIn(parent: Node, source: Source): readonly Change[] {
  return childrenOf(parent).flatMap((node) => changesOf(node, parent, source));
}

function changesOf(node: Node, parent: Node, source: Source): readonly Change[] {
  const span = spanOf(node);
  switch (node.type) {
    case "heading":
      return [...headingChanges(node, source), ...changesIn(node, source)];
    case "table":
      return [{ ...span, text: tableAsLines(node, source) }];
    case "code":
      return codeChanges(node, parent, source);
    case "image":
      return [{ ...span, text: asLink(node.alt, node.url, parent) }];
    case "imageReference":
      return [{ ...span, text: asLink(node.alt, source.definitions.get(node.identifier), parent) }];
    case "linkReference":
      return [...changesIn(node, source), ...referenceChanges(node, source)];
    case "definition":
      return [{ ...span, text: "" }];
    case "html":
      return htmlChanges(span, source);
    case "link":
      return linkChanges(node, source);
    case "text":
      return mentionChanges(span, source);
    default:
      return changesIn(node, source);
  }
}

/** Only the marks around the words change, so that what is inside can change too. */
function headingChanges(node: NodeOf<"heading">, source: Source): readonly Change[] {
  const { start, end } = spanOf(node);
  const words = innerSpan(node);
  if (words === undefined) return [];
  if (node.depth > DEEPEST_HEADING) {
    const mark = descendants(node).some(({ type }) => type === "strong") ? "" : "**";
    return [
      { start, end: words.start, text: mark },
      { start: words.end, end, text: mark },
    ];
  }
  const isUnderlined = !source.text.startsWith("#", start);
  return isUnderlined
    ? [
        { start, end: words.start, text: `${"#".repeat(node.depth)} ` },
        { start: words.end, end, text: "" },
      ]
    : [];
}

/** One list item a row: it wraps on a phone and keeps its links, which a code block would not. */
function tableAsLines(table: NodeOf<"table">, source: Source): string {
  const [head = [], ...rows] = table.children.map((row) => row.children.map((cell) => cellText(cell, source)));
  if (rows.length === 0) return `- ${head.join(" · ")}`;
  return rows
    .map((cells) => {
      const fields = cells.map((cell, column) => (head[column] ? `${head[column]}: ${cell}` : cell));
      return `- ${fields.filter((field) => field !== "").join(" · ")}`;
    })
    .join("\n");
}

function cellText(cell: NodeOf<"tableCell">, source: Source): string {
  const span = innerSpan(cell);
  if (span === undefined) return "";
  const shifted = changesIn(cell, source).map(({ start, end, text }) => ({
    start: start - span.start,
    end: end - span.start,
    text,
  }));
  return replaceSpans(source.text.slice(span.start, span.end), shifted)
    .replaceAll("\\|", "|")
    .replace(/\s*\n\s*/gu, " ")
    .trim();
}

/** Discord knows fences of three backticks only, and shows one that is never closed as text. */
function codeChanges(node: NodeOf<"code">, parent: Node, source: Source): readonly Change[] {
  const span = spanOf(node);
  const written = source.text.slice(span.start, span.end);
  const isPlain = /^```(?!`).*\n\s*(?:>\s*)*```\s*$/su.test(written);
  if (isPlain || parent.type !== "root") return [];
  return [{ ...span, text: `\`\`\`${node.lang ?? ""}\n${cleanCodeBlockContent(node.value)}\n\`\`\`` }];
}

function asLink(alt: string | null | undefined, url: string | undefined, parent: Node): string {
  const label = (alt ?? "").trim() || "image";
  return url === undefined || parent.type === "link" || parent.type === "linkReference"
    ? label
    : `[${label}](${encodeMassMentions(url)})`;
}

function referenceChanges(node: NodeOf<"linkReference">, source: Source): readonly Change[] {
  const words = innerSpan(node);
  const url = source.definitions.get(node.identifier);
  return words === undefined || url === undefined
    ? []
    : [{ start: words.end, end: spanOf(node).end, text: `](${encodeMassMentions(url)})` }];
}

/** A zero-width space would break an address; `%40` leads to the same page. A mail address has no other spelling. */
function linkChanges(node: NodeOf<"link">, source: Source): readonly Change[] {
  const span = spanOf(node);
  if (node.url.startsWith("mailto:")) return changesIn(node, source);
  const isBare = !source.text.startsWith("[", span.start);
  const address = { start: isBare ? span.start : (innerSpan(node)?.end ?? span.start), end: span.end };
  const written = source.text.slice(address.start, address.end);
  const encoded = encodeMassMentions(written);
  return [...(isBare ? [] : changesIn(node, source)), ...(encoded === written ? [] : [{ ...address, text: encoded }])];
}

function encodeMassMentions(url: string): string {
  return url.replace(MASS_MENTION, "%40");
}

/** Discord shows tags as they are written, which harms nobody; a line break and a comment mean something else. */
function htmlChanges(span: Span, source: Source): readonly Change[] {
  const written = source.text.slice(span.start, span.end);
  if (/^<br\s*\/?>$/iu.test(written)) return [{ ...span, text: "\n" }];
  if (/^<!--.*-->$/su.test(written)) return [{ ...span, text: "" }];
  return mentionChanges(span, source);
}

function mentionChanges(span: Span, source: Source): readonly Change[] {
  return [...source.text.slice(span.start, span.end).matchAll(MASS_MENTION)].map(({ index }) => {
    const after = span.start + index + 1;
    return { start: after, end: after, text: "\u200b" };
  });
}

function childrenOf(node: Node): readonly Node[] {
  return "children" in node ? node.children : [];
}

function descendants(node: Node): readonly Node[] {
  return childrenOf(node).flatMap((child) => [child, ...descendants(child)]);
}

function innerSpan(node: Node): Span | undefined {
  const children = childrenOf(node);
  const [first, last] = [children[0], children.at(-1)];
  return first === undefined || last === undefined ? undefined : { start: spanOf(first).start, end: spanOf(last).end };
}
