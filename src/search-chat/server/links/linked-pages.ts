import { CONTINUE, SKIP, visit } from "unist-util-visit";
import { addressesIn } from "../../../core/allowed-url.ts";
import { parseMarkdown } from "../../../core/markdown.ts";
import { parseUrl } from "../../../core/parse-url.ts";

/** The pages that a text links to, each once, in order: Markdown links, bare addresses and `www.…`, code included. */
export function linkedPages(text: string): readonly string[] {
  const found: string[] = [];
  visit(parseMarkdown(text), (node) => {
    if (node.type === "link" || node.type === "definition") {
      found.push(node.url);
      return SKIP;
    }
    if (node.type === "text" || node.type === "inlineCode" || node.type === "code" || node.type === "html") {
      found.push(...addressesIn(node.value).map(({ address }) => address));
    }
    return CONTINUE;
  });
  return [...new Set(found.flatMap(toPage))];
}

function toPage(address: string): readonly string[] {
  const full = /^www\./iu.test(address) ? `http://${address}` : address;
  const url = /^https?:\/\//iu.test(full) ? parseUrl(full) : undefined;
  if (url === undefined) return [];
  url.hash = "";
  return [url.href];
}
