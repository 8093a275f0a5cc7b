import type { Element, ElementContent, Root, RootContent } from "hast";
import { fromHtml } from "hast-util-from-html";
import { toText } from "hast-util-to-text";
import { visit } from "unist-util-visit";
import type { Block } from "./document.ts";
import { isNavigation } from "./navigation.ts";
import { tidy } from "./tidy.ts";

/** What a page says around its text: navigation, forms, scripts. */
const FURNITURE = new Set([
  "head",
  "nav",
  "header",
  "footer",
  "aside",
  "script",
  "style",
  "noscript",
  "template",
  "form",
  "button",
  "svg",
  "iframe",
]);
/** Elements whose children are blocks of their own. */
const CONTAINERS = new Set([
  "html",
  "body",
  "main",
  "article",
  "section",
  "div",
  "ul",
  "ol",
  "dl",
  "table",
  "thead",
  "tbody",
  "tfoot",
  "details",
  "blockquote",
  "figure",
  "center",
]);

/** Reads HTML into blocks. Navigation, headers, footers, forms, images and lines of nothing but links fall away. */
export function htmlBlocks(html: string): readonly Block[] {
  const root = fromHtml(html, { fragment: !/<(html|body|!doctype)\b/iu.test(html) });
  markInlineCode(root);
  return childBlocks(root.children);
}

/** The page's own title, or undefined. */
export function htmlTitle(html: string): string | undefined {
  let title: string | undefined;
  visit(fromHtml(html), "element", (element) => {
    if (element.tagName === "title") title ??= tidy(toText(element));
  });
  return title === "" ? undefined : title;
}

/** Text and inline elements between two blocks belong together, as in `text <b>more</b> text <ul>…`. */
function childBlocks(children: readonly RootContent[]): readonly Block[] {
  const blocks: Block[] = [];
  let run: ElementContent[] = [];
  const endRun = () => {
    blocks.push(...proseBlocks(run, "prose"));
    run = [];
  };
  for (const child of children) {
    if (child.type === "element" && (isBlock(child) || FURNITURE.has(child.tagName))) {
      endRun();
      blocks.push(...elementBlocks(child));
    } else if (child.type === "element" || child.type === "text") run.push(child);
  }
  endRun();
  return blocks;
}

function elementBlocks(element: Element): readonly Block[] {
  const { tagName } = element;
  if (FURNITURE.has(tagName)) return [];
  const heading = /^h([1-6])$/u.exec(tagName);
  if (heading)
    return [{ kind: "heading", depth: Number(heading[1]), text: tidy(toText(element).replace(/[#¶]$/u, "")) }];
  if (tagName === "pre") return [{ kind: "code", language: languageOf(element), text: toText(element).trimEnd() }];
  if (CONTAINERS.has(tagName)) return childBlocks(element.children);
  if (tagName === "li" || tagName === "dd") return itemBlocks(element);
  if (tagName === "tr")
    return proseBlocks(
      element.children.flatMap((cell) => [cell, { type: "text", value: " " }]),
      "row",
    );
  return proseBlocks(element.children, "prose");
}

/** An item's own line is an item; lists, code and paragraphs inside it follow. */
function itemBlocks(element: Element): readonly Block[] {
  return childBlocks(element.children).map((block) => (block.kind === "prose" ? { ...block, kind: "item" } : block));
}

function proseBlocks(children: readonly ElementContent[], kind: "prose" | "row"): readonly Block[] {
  const text = tidy(textOf(children));
  const outsideLinks = textOf(children.filter((child) => child.type !== "element" || !hasOnlyLink(child)));
  return isNavigation(text, outsideLinks) ? [] : [{ kind, text }];
}

function textOf(children: readonly ElementContent[]): string {
  return toText({ type: "root", children: [...children] });
}

function hasOnlyLink(element: Element): boolean {
  if (element.tagName === "a") return true;
  const said = element.children.filter((child) => child.type !== "text" || child.value.trim() !== "");
  return said.length > 0 && said.every((child) => child.type === "element" && hasOnlyLink(child));
}

function isBlock({ tagName }: Element): boolean {
  return CONTAINERS.has(tagName) || /^(h[1-6]|p|pre|li|dt|dd|tr|summary|figcaption|address)$/u.test(tagName);
}

/** `<code>` in a sentence keeps its backticks, as in Markdown. */
function markInlineCode(root: Root): void {
  visit(root, "element", (element, _index, parent) => {
    if (element.tagName !== "code" || (parent?.type === "element" && parent.tagName === "pre")) return;
    element.children = [{ type: "text", value: `\`${tidy(toText(element)).replaceAll("`", "'")}\`` }];
  });
}

function languageOf(pre: Element): string {
  const code = pre.children.find((child) => child.type === "element");
  const names = [pre, ...(code === undefined ? [] : [code])].flatMap(({ properties }) => properties.className ?? []);
  return (
    names
      .map(String)
      .find((name) => name.startsWith("language-"))
      ?.slice("language-".length) ?? ""
  );
}
