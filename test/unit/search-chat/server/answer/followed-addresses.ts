import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { visit } from "unist-util-visit";
import { parseUrl } from "../../../../../src/core/parse-url.ts";

/** Where the answer is read: what is relative leads nowhere else. */
const SELF = "https://self.example";

/**
 * Everything that a reader of Markdown would fetch or could follow on the web, by the parser that most clients use. A
 * bare e-mail address is no page.
 */
export function followedAddresses(markdown: string): readonly string[] {
  const found: string[] = [];
  visit(fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }), (node) => {
    if (node.type === "link" || node.type === "image" || node.type === "definition") {
      if (node.url.startsWith("mailto:")) return;
      if (parseUrl(node.url, SELF)?.origin !== SELF) found.push(node.url);
    }
    if (node.type === "html" && /=\s*["']?\s*(?:https?:)?\/\//u.test(node.value)) found.push(node.value);
  });
  return found;
}
