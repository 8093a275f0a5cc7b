import type { Definition, Nodes, Parents, Root } from "mdast";
import { toString as textOf } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import { addressesIn, isAllowedUrl, nameOf } from "./allowed-url.ts";
import { type AddressRules, addressChanges, textChanges } from "./bare-addresses.ts";
import { type Change, escapeMarkdown, parseMarkdown, replaceSpans, type Span, spanOf } from "./markdown.ts";
import { parseUrl } from "./parse-url.ts";
import type { SiteLists } from "./settings.ts";

export interface StrippedMarkdown {
  readonly markdown: string;
  /** The addresses that were taken out, each in its one spelling. */
  readonly removed: ReadonlySet<string>;
}

/** Taking a link out can make a new one of what stood around it; nobody nests them this deep in earnest. */
const MAX_PASSES = 12;

/**
 * Takes every address off the lists out of Markdown and leaves its words. What remains is an inline link or a bare
 * address that ends where it seems to end: links by reference are written out and their definitions dropped. Code is
 * left as it is.
 */
export function stripAddresses(markdown: string, sites: SiteLists): StrippedMarkdown {
  const removed = new Set<string>();
  if (!MAY_HOLD_ADDRESS.test(markdown)) return { markdown, removed };
  let text = markdown;
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const changes = changesIn(text, sites, removed);
    if (changes.length === 0) return { markdown: text, removed };
    text = replaceSpans(text, changes);
  }
  return { markdown: withoutLinks(text), removed };
}

/** An address has a scheme, `www.` or `@`, or is written as a link, a definition, HTML, an entity or an escape. */
const MAY_HOLD_ADDRESS = /:\/\/|www\.|[@&\\<]|\]\(|\]:/iu;

interface Source extends AddressRules {
  readonly definitions: ReadonlyMap<string, Definition>;
}

function changesIn(markdown: string, sites: SiteLists, removed: Set<string>): readonly Change[] {
  const root = parseMarkdown(markdown);
  const source: Source = {
    markdown,
    sites,
    definitions: definitionsOf(root),
    remove(address) {
      if (/^https?:/iu.test(address)) removed.add(parseUrl(address)?.href ?? address);
    },
  };
  const changes: Change[] = [];
  visit(root, (node, _index, parent) => {
    const own = changesOf(node, parent, source);
    changes.push(...own.changes);
    return own.isWhole ? "skip" : undefined;
  });
  return changes;
}

function definitionsOf(root: Root): ReadonlyMap<string, Definition> {
  const definitions = new Map<string, Definition>();
  visit(root, "definition", (node) => {
    if (!definitions.has(node.identifier)) definitions.set(node.identifier, node);
  });
  return definitions;
}

/** `isWhole`: what is inside needs no look of its own. */
interface NodeChanges {
  readonly changes: readonly Change[];
  readonly isWhole: boolean;
}

function changesOf(node: Nodes, parent: Parents | undefined, source: Source): NodeChanges {
  switch (node.type) {
    case "link":
      return source.markdown.startsWith("[", spanOf(node).start)
        ? linkChanges(node, source)
        : { changes: bareLinkChanges(node, source), isWhole: true };
    case "linkReference":
      return referenceChanges(node, source);
    case "image":
      return { changes: imageChanges(node, node, source), isWhole: true };
    case "imageReference":
      return { changes: imageChanges(node, source.definitions.get(node.identifier), source), isWhole: true };
    case "definition":
      if (!isAllowedUrl(node.url, source.sites)) source.remove(node.url);
      return { changes: [withoutBlankLines(spanOf(node), source.markdown)], isWhole: true };
    case "footnoteDefinition":
      // `[^1]: https://…` under the text is a list of sources, and that is ours to write.
      return isNumber(node.identifier)
        ? { changes: [withoutBlankLines(spanOf(node), source.markdown)], isWhole: true }
        : { changes: [], isWhole: false };
    case "text":
    case "html":
      return { changes: textChanges(node, parent, source), isWhole: true };
    default:
      return { changes: [], isWhole: false };
  }
}

/** `[words](address)`: only what is around the words goes, so that what is inside is looked at by itself. */
function linkChanges(node: Extract<Nodes, { type: "link" }>, { sites, remove, markdown }: Source): NodeChanges {
  const { start, end } = spanOf(node);
  const words = wordsOf(node);
  if (isAllowedUrl(node.url, sites)) {
    const hidesAddress = words !== undefined && addressesIn(node.title ?? "").length > 0;
    return {
      changes: hidesAddress ? [{ start: words.end, end, text: destination(node.url) }] : [],
      isWhole: false,
    };
  }
  remove(node.url);
  if (words === undefined) return { changes: [{ start, end, text: escapeMarkdown(nameOf(node.url)) }], isWhole: true };
  // `[2](https://…)` is a mark: without its source it says nothing.
  if (isMark(textOf(node)))
    return { changes: [{ ...withBlankBefore({ start, end }, markdown), text: "" }], isWhole: true };
  return { changes: around({ start, end }, words), isWhole: false };
}

/** `<https://…>` and addresses that stand for themselves. */
function bareLinkChanges(node: Extract<Nodes, { type: "link" }>, source: Source): readonly Change[] {
  const span = spanOf(node);
  const written = source.markdown.slice(span.start, span.end);
  // A bare e-mail address is no source and stays.
  if (!written.startsWith("<")) return addressChanges(written, span.start, source);
  if (isAllowedUrl(node.url, source.sites)) return [];
  source.remove(node.url);
  const isWeb = /^https?:/iu.test(node.url);
  return [{ ...span, text: isWeb ? escapeMarkdown(nameOf(node.url)) : escapeMarkdown(written) }];
}

function referenceChanges(node: Extract<Nodes, { type: "linkReference" }>, source: Source): NodeChanges {
  const span = spanOf(node);
  const words = wordsOf(node);
  const target = source.definitions.get(node.identifier);
  if (words === undefined || target === undefined) return { changes: [], isWhole: false };
  if (isNumber(node.identifier)) {
    // `[1]` stays a mark when its definition goes; `[words][1]` becomes words and a mark.
    const mark = `[${node.identifier}]`;
    const isMarkOnly = node.referenceType !== "full";
    return {
      changes: isMarkOnly
        ? [{ ...span, text: mark }].filter(({ start, end }) => source.markdown.slice(start, end) !== mark)
        : [
            { start: span.start, end: words.start, text: "" },
            { start: words.end, end: span.end, text: mark },
          ],
      isWhole: isMarkOnly,
    };
  }
  if (isAllowedUrl(target.url, source.sites)) {
    return { changes: [{ start: words.end, end: span.end, text: destination(target.url) }], isWhole: false };
  }
  source.remove(target.url);
  return { changes: around(span, words), isWhole: false };
}

function imageChanges(
  node: Extract<Nodes, { type: "image" | "imageReference" }>,
  target: { readonly url: string; readonly title?: string | null | undefined } | undefined,
  { sites, remove }: Source,
): readonly Change[] {
  if (target === undefined) return [];
  const alt = node.alt ?? "";
  if (!isAllowedUrl(target.url, sites)) {
    remove(target.url);
    return [{ ...spanOf(node), text: escapeMarkdown(alt === "" ? nameOf(target.url) : alt) }];
  }
  const hidden = [...addressesIn(alt), ...addressesIn(target.title ?? "")];
  if (node.type === "image" && hidden.every(({ address }) => isAllowedUrl(address, sites))) return [];
  const words = hidden.reduce((text, { address }) => text.replaceAll(address, nameOf(address)), alt);
  return [{ ...spanOf(node), text: `![${escapeMarkdown(words)}${destination(target.url)}` }];
}

/** From the first child to the last. */
function wordsOf(node: Parents): Span | undefined {
  const [first, last] = [node.children[0], node.children.at(-1)];
  return first === undefined || last === undefined ? undefined : { start: spanOf(first).start, end: spanOf(last).end };
}

function around(outer: Span, inner: Span): readonly Change[] {
  return [
    { start: outer.start, end: inner.start, text: "" },
    { start: inner.end, end: outer.end, text: "" },
  ];
}

function destination(url: string): string {
  return `](<${url.replace(/[\s<>\\]/gu, encodeURIComponent).replaceAll("&", "&amp;")}>)`;
}

function withoutBlankLines({ start, end }: Span, markdown: string): Change {
  const isWholeLine = start === 0 || markdown[start - 1] === "\n";
  const blank = isWholeLine ? (/^\s*(?:\n|$)/u.exec(markdown.slice(end))?.[0].length ?? 0) : 0;
  return { start, end: end + blank, text: "" };
}

function withBlankBefore({ start, end }: Span, markdown: string): Span {
  return { start: /[ \t]/u.test(markdown[start - 1] ?? "") ? start - 1 : start, end };
}

function isMark(words: string): boolean {
  return /^\[?\^?\d{1,3}\]?$/u.test(words);
}

function isNumber(identifier: string): boolean {
  return /^\d{1,3}$/u.test(identifier);
}

/** The last resort: nothing that could be read as a link is left, whatever it costs in looks. */
function withoutLinks(markdown: string): string {
  return markdown
    .replace(/[[\]<>\\&]/gu, "")
    .replace(/:(?=\/)/gu, ": ")
    .replace(/www\./giu, "www .");
}
