import type { Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

/** A piece of a Markdown text by its character offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A piece of a Markdown text and what takes its place. */
export type Change = Span & { readonly text: string };

/**
 * The tokenizer finds every bare address; the transforms look for more in what has been unescaped, and make nodes that
 * stand nowhere in the text.
 */
const syntax = gfm();
const fromGfm = gfmFromMarkdown().map((extension) => ({ ...extension, transforms: [] }));

/** Parses GitHub-flavoured Markdown, which is what models write. Every node carries its offsets. */
export function parseMarkdown(markdown: string): Root {
  return fromMarkdown(markdown, { extensions: [syntax], mdastExtensions: [fromGfm] });
}

/** Where a node stands in the text it was parsed from. */
export function spanOf(node: Nodes): Span {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 };
}

/** The text with each span replaced; where two spans overlap, the earlier one holds. */
export function replaceSpans(text: string, changes: readonly Change[]): string {
  let result = "";
  let from = 0;
  for (const change of changes.toSorted((a, b) => a.start - b.start)) {
    if (change.start < from) continue;
    result += text.slice(from, change.start) + change.text;
    from = change.end;
  }
  return result + text.slice(from);
}

/** Words as Markdown that means nothing but the words. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#|~&!:+=@-]/gu, "\\$&").replace(/(?<=^|\n)(\s*\d+)\./gu, "$1\\.");
}
