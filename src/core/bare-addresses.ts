import type { Nodes, Parents } from "mdast";
import { addressesIn, isAllowedUrl, nameOf } from "./allowed-url.ts";
import { type Change, escapeMarkdown, replaceSpans, spanOf } from "./markdown.ts";
import { parseUrl } from "./parse-url.ts";
import type { SiteLists } from "./settings.ts";

/** What an address is held to, and the text it stands in. */
export interface AddressRules {
  readonly markdown: string;
  readonly sites: SiteLists;
  /** Notes that an address goes. */
  remove(address: string): void;
}

/** Addresses that Markdown does not see as links but chat clients do, such as `x=https://…`. */
export function textChanges(
  node: Extract<Nodes, { type: "text" | "html" }>,
  parent: Parents | undefined,
  source: AddressRules,
): readonly Change[] {
  const span = spanOf(node);
  const written = source.markdown.slice(span.start, span.end);
  const isLabel = parent?.type === "link" || node.type === "html";
  const changes = addressChanges(written, span.start, source, { isLabel });
  if (changes.length > 0 || node.type === "html" || written === node.value) return changes;
  // `https\://…` and `https&colon;//…` become addresses when a platform's format is made of them.
  const hidden = addressChanges(node.value, 0, source, { isLabel: true });
  return hidden.length === 0 ? [] : [{ ...span, text: escapeMarkdown(replaceSpans(node.value, hidden)) }];
}

/** What becomes of the addresses in a piece of plain text that starts at `offset`. */
export function addressChanges(
  text: string,
  offset: number,
  { sites, remove }: AddressRules,
  { isLabel = false }: { readonly isLabel?: boolean } = {},
): readonly Change[] {
  return addressesIn(text).flatMap(({ start, run, address }) => {
    const span = { start: offset + start, end: offset + start + address.length };
    const url = /^www\./iu.test(address) ? `http://${address}` : address;
    const mayBeShown = isAllowedUrl(url, sites);
    if (mayBeShown && (address === run || (isLabel && (isAllowedUrl(run, sites) || parseUrl(run) === undefined))))
      return [];
    // What follows without a blank could be read as part of the host.
    if (mayBeShown && !isLabel) return [{ ...span, text: `<${url}>` }];
    if (!mayBeShown) remove(url);
    return [{ ...span, text: escapeMarkdown(nameOf(url)) }];
  });
}
