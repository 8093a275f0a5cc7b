import type { Nodes, Paragraph, Root, RootContent, Table } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import type { Block } from "./document.ts";
import { htmlBlocks } from "./html-blocks.ts";
import { isNavigation } from "./navigation.ts";
import { tidy } from "./tidy.ts";

/** Reads Markdown into blocks. Badges, images, lines of nothing but links and tables of contents fall away. */
export function markdownBlocks(text: string): readonly Block[] {
  const root: Root = fromMarkdown(withoutFrontMatter(text), {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  });
  return root.children.flatMap(blocksOf);
}

function blocksOf(node: RootContent): readonly Block[] {
  switch (node.type) {
    case "heading":
      return [{ kind: "heading", depth: node.depth, text: inlineText(node) }];
    case "paragraph":
      return lineBlocks(node, "prose");
    case "code":
      return [{ kind: "code", language: node.lang ?? "", text: node.value }];
    case "list":
      return node.children.flatMap((item) => itemBlocks(item.children));
    case "blockquote":
      return node.children.flatMap(blocksOf);
    case "table":
      return tableBlocks(node);
    case "html":
      // A block of tags amid Markdown is mostly decoration: logos, badges, rows of links. Sentences are kept.
      return htmlBlocks(node.value).filter(
        (block) => block.kind === "prose" && /\p{L}.*\s.*\s.*\s\p{L}/u.test(block.text),
      );
    default:
      return [];
  }
}

function lineBlocks(node: Paragraph, kind: "prose" | "item"): readonly Block[] {
  const text = inlineText(node);
  return isNavigation(text, textOutsideLinks(node)) ? [] : [{ kind, text }];
}

/** A list item is one block with its nested items after it; code inside it stays code. */
function itemBlocks(children: readonly RootContent[]): readonly Block[] {
  return children.flatMap((child): readonly Block[] => {
    if (child.type !== "paragraph") return blocksOf(child);
    return lineBlocks(child, "item");
  });
}

/** A row reads as a sentence: its first cell, then the others under their column's name. */
function tableBlocks({ children: [head, ...rows] }: Table): readonly Block[] {
  const names = head?.children.map(inlineText) ?? [];
  return rows.flatMap((row): readonly Block[] => {
    const [first = "", ...others] = row.children.map(inlineText);
    const details = others
      .map((cell, index) => ({ cell, name: names[index + 1] ?? "" }))
      .filter(({ cell }) => cell !== "")
      .map(({ cell, name }) => (name === "" || others.length === 1 ? cell : `${name}: ${cell}`));
    return first === "" && details.length === 0
      ? []
      : [{ kind: "row", text: [first, details.join("; ")].filter((part) => part !== "").join(": ") }];
  });
}

function inlineText(node: Nodes): string {
  return tidy(rawInlineText(node));
}

function rawInlineText(node: Nodes): string {
  if (node.type === "text") return node.value.replaceAll("`", "'");
  if (node.type === "inlineCode") return `\`${node.value.replaceAll("`", "'")}\``;
  if (node.type === "break") return " ";
  return "children" in node ? node.children.map(rawInlineText).join("") : "";
}

function textOutsideLinks(node: Nodes): string {
  if (node.type === "link" || node.type === "linkReference") return "";
  if (node.type === "text" || node.type === "inlineCode") return node.value;
  return "children" in node ? node.children.map(textOutsideLinks).join("") : "";
}

function withoutFrontMatter(text: string): string {
  return text.replace(/^\uFEFF?---\r?\n[\s\S]*?\r?\n---\r?\n/u, "");
}
