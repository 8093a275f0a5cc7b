import type { Blockquote, List, ListItem, Nodes, RootContent, Table } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { toString as toPlainText } from "mdast-util-to-string";
import { gfm } from "micromark-extension-gfm";
import { escapeText } from "./escape-text.ts";
import { plainMrkdwn } from "./plain-mrkdwn.ts";
import { toLink } from "./to-link.ts";

/** The tokenizer finds every bare address; the transforms look at all of the text again for what has been unescaped. */
const GFM = {
  extensions: [gfm()],
  mdastExtensions: [gfmFromMarkdown().map((extension) => ({ ...extension, transforms: [] }))],
};
const WORD_JOINER = "\u2060";
const ZERO_WIDTH_SPACE = "\u200B";

/**
 * Writes Markdown in Slack's own `mrkdwn`, which has no headings, tables, images or nested lists of its own.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export function toMrkdwn(markdown: string): string {
  return plainMrkdwn(markdown) ?? parsedMrkdwn(markdown);
}

/** What {@link toMrkdwn} writes of any Markdown; parsing is most of the time that an answer takes. */
export function parsedMrkdwn(markdown: string): string {
  return blocks(fromMarkdown(markdown, GFM).children);
}

function blocks(nodes: readonly RootContent[], separator = "\n\n"): string {
  return nodes
    .map(block)
    .filter((text) => text !== "")
    .join(separator);
}

function block(node: RootContent): string {
  switch (node.type) {
    case "heading":
      return wrap("*", phrasing(node.children, { isBold: true }));
    case "paragraph":
      return phrasing(node.children);
    case "blockquote":
      return quote(node);
    case "list":
      return list(node);
    case "code":
      return codeBlock(node.value);
    case "table":
      return codeBlock(tableRows(node));
    case "thematicBreak":
      return "──────────";
    case "html":
      return escapeText(node.value);
    case "definition":
      return "";
    case "footnoteDefinition":
      return `[${escapeText(node.label ?? node.identifier)}] ${blocks(node.children)}`;
    default:
      return phrasing([node]);
  }
}

interface PhrasingContext {
  readonly isBold?: boolean;
}

function phrasing(nodes: readonly Nodes[], context: PhrasingContext = {}): string {
  return nodes.reduce((text, node) => {
    const next = inline(node, context);
    // Slack sees `*bold*` only at the edge of a word, which scripts without spaces never have.
    return isMarked(text, next) ? `${text}${ZERO_WIDTH_SPACE}${next}` : text + next;
  }, "");
}

function isMarked(before: string, after: string): boolean {
  return /[\p{L}\p{N}]$/u.test(before)
    ? /^[*_~`][^\s]/u.test(after)
    : /[*_~`]$/u.test(before) && /^[\p{L}\p{N}]/u.test(after);
}

function inline(node: Nodes, context: PhrasingContext): string {
  switch (node.type) {
    case "text":
    case "html":
      return escapeText(node.value);
    case "strong":
      return context.isBold ? phrasing(node.children, context) : wrap("*", phrasing(node.children, { isBold: true }));
    case "emphasis":
      return wrap("_", phrasing(node.children, context));
    case "delete":
      return wrap("~", phrasing(node.children, context));
    case "inlineCode":
      return `\`${escapeText(node.value.replaceAll("`", "ˋ"))}\``;
    case "break":
      return "\n";
    case "link":
      return toLink(node.url, toPlainText(node));
    case "image":
      return toLink(node.url, node.alt ?? "");
    case "footnoteReference":
      return `[${escapeText(node.label ?? node.identifier)}]`;
    default:
      return "children" in node ? phrasing(node.children, context) : escapeText(toPlainText(node));
  }
}

/** Marks hold only where they touch a word, and not across lines. */
function wrap(mark: string, text: string): string {
  return text
    .split("\n")
    .map((line) => line.replace(/^(\s*)(.*?)(\s*)$/u, (_line, before, inner, after) => before + marked(inner) + after))
    .join("\n");

  function marked(inner: string): string {
    return inner === "" ? "" : `${mark}${inner}${mark}`;
  }
}

function quote(node: Blockquote): string {
  return blocks(node.children)
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
}

function list(node: List): string {
  const first = node.start ?? 1;
  return node.children
    .map((item, index) => listItem(item, node.ordered === true ? `${first + index}.` : "•"))
    .join("\n");
}

function listItem(item: ListItem, bullet: string): string {
  const box = item.checked === true ? "☑ " : item.checked === false ? "☐ " : "";
  const [first = "", ...rest] = blocks(item.children, "\n").split("\n");
  return [`${bullet} ${box}${first}`, ...rest.map((line) => `    ${line}`)].join("\n");
}

function codeBlock(code: string): string {
  return `\`\`\`\n${escapeText(code.replaceAll("```", `\`\`${WORD_JOINER}\``))}\n\`\`\``;
}

function tableRows(table: Table): string {
  const rows = table.children.map((row) => row.children.map((cell) => toPlainText(cell)));
  const widths = (rows[0] ?? []).map((_cell, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
