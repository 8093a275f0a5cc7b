import type { Nodes } from "mdast";
import { visit } from "unist-util-visit";
import { cutsBehind, cutText, fits, type SplitLimits } from "./cut-text.ts";
import { parseMarkdown, type Span, spanOf } from "./markdown.ts";

/** Parsing more would hold up the process for seconds; no answer is that long, and then lines are all that is looked at. */
const MAX_PARSED_LENGTH = 100_000;

const LINE = /\n/gu;
const SENTENCE = /\n|[.!?]["'”’)\]]*\s+|[。！？]["'”’）」』]*/gu;
const WORD = /\s+/gu;

/**
 * Cuts Markdown into parts that each fit, losing nothing: between blocks first, then between list items and lines,
 * then between sentences and words, and inside a word only when nothing else helps. A fence or quote that is cut is
 * closed in one part and opened again in the next. Text that fits comes back as it is; empty text is one empty part.
 */
export function splitMessage(markdown: string, limits: SplitLimits): readonly string[] {
  if (fits(markdown, limits)) return [markdown];
  const parts =
    markdown.length > MAX_PARSED_LENGTH
      ? cutText(markdown, [cutsBehind(markdown, LINE), cutsBehind(markdown, WORD)], limits)
      : splitBlocks(
          { markdown, limits },
          parseMarkdown(markdown).children.map((node) => ({ ...spanOf(node), node })),
        );
  return parts.filter((part) => part.trim() !== "");
}

interface Source {
  readonly markdown: string;
  readonly limits: SplitLimits;
}

interface Block extends Span {
  readonly node: Nodes;
}

/** Fills parts with whole blocks; a block that is too long by itself is cut inside. */
function splitBlocks(source: Source, blocks: readonly Block[]): readonly string[] {
  const parts: string[] = [];
  let open: Span | undefined;
  for (const block of blocks) {
    const longer: Span = { start: open?.start ?? block.start, end: block.end };
    if (open !== undefined && !fits(textOf(source, longer), source.limits)) {
      parts.push(textOf(source, open));
      open = undefined;
    }
    if (open !== undefined) open = longer;
    else if (fits(textOf(source, block), source.limits)) open = block;
    else parts.push(...splitBlock(source, block));
  }
  if (open !== undefined) parts.push(textOf(source, open));
  return parts;
}

function splitBlock(source: Source, block: Block): readonly string[] {
  const { limits } = source;
  const { node } = block;
  const text = textOf(source, block);
  switch (node.type) {
    case "list":
    case "listItem":
    case "footnoteDefinition":
      if (node.children.length === 0) return cutText(text, [cutsBehind(text, WORD)], limits);
      // The first child of an item starts behind its marker, which belongs to it.
      return splitBlocks(
        source,
        node.children.map((child, index) => ({
          ...spanOf(child),
          ...(index === 0 ? { start: block.start } : {}),
          node: child,
        })),
      );
    case "code":
      return splitCode(source, block, node);
    case "blockquote":
      return block.start === spanOf(node).start ? splitQuote(text, limits) : splitLines(text, limits);
    case "table":
    case "html":
      return splitLines(text, limits);
    default: {
      const whole = wholeSpans(node, block.start);
      return cutText(text, [cutsBehind(text, SENTENCE, whole), cutsBehind(text, WORD, whole)], limits);
    }
  }
}

function splitLines(text: string, limits: SplitLimits): readonly string[] {
  return cutText(text, [cutsBehind(text, LINE), cutsBehind(text, WORD)], limits);
}

/** The text of a span as it reads by itself: lines that hang under its first one move to the left with it. */
function textOf({ markdown }: Source, { start, end }: Span): string {
  const indent = start - (markdown.lastIndexOf("\n", start - 1) + 1);
  const text = markdown.slice(start, end);
  return indent === 0 ? text : text.replace(new RegExp(`(?<=\\n)[ \\t]{1,${indent}}`, "gu"), "");
}

/** What is no use in two halves. Offsets count from `start`; moving lines to the left only makes the spans too long. */
function wholeSpans(node: Nodes, start: number): readonly Span[] {
  const spans: Span[] = [];
  visit(node, (inner) => {
    if (inner.type === "link" || inner.type === "image" || inner.type === "inlineCode") {
      const span = spanOf(inner);
      spans.push({ start: span.start - start, end: span.end - start });
    }
  });
  return spans;
}

function splitCode(source: Source, block: Block, node: Extract<Nodes, { type: "code" }>): readonly string[] {
  const own = spanOf(node);
  const marker = source.markdown.slice(block.start, own.start);
  const fence = /^(?:`{3,}|~{3,})/u.exec(source.markdown.slice(own.start))?.[0] ?? longerFence(node.value);
  const info = [node.lang ?? "", node.meta ?? ""].join(" ").trim();
  const opening = source.limits.measure(info) > source.limits.maxLength / 4 ? fence : fence + info;
  const wrap = (code: string) => `${opening}\n${code.replace(/\n$/u, "")}\n${fence}`;
  const hang = (text: string) => marker + text.replaceAll("\n", `\n${" ".repeat(marker.length)}`);
  const limits = { ...source.limits, measure: (part: string) => source.limits.measure(hang(wrap(part))) };
  const parts = splitLines(node.value, limits).filter((code) => code.trim() !== "");
  return parts.map((code, index) => (index === 0 ? hang(wrap(code)) : wrap(code)));
}

/** An indented block becomes a fenced one, which can be cut. */
function longerFence(code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/gu)].map(([marks]) => marks.length));
  return "`".repeat(longest + 1);
}

function splitQuote(text: string, limits: SplitLimits): readonly string[] {
  const quote = (inner: string) => inner.trim().replaceAll(/^/gmu, "> ");
  const inner = text.replaceAll(/^ {0,3}> ?/gmu, "");
  return splitMessage(inner, { ...limits, measure: (part) => limits.measure(quote(part)) }).map(quote);
}
