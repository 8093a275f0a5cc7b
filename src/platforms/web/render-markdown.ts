import { micromark, type Options } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

/**
 * GitHub-flavoured Markdown as HTML that can run, load and frame nothing: raw HTML is shown as text, links lead to
 * http(s) and mailto only and open apart, images become links to themselves, headings start below the page's own.
 */
export function renderMarkdown(markdown: string): string {
  return tameLinks(micromark(markdown, OPTIONS))
    .replaceAll(
      /<(\/?)h([1-6])>/gu,
      (_, slash: string, level: string) => `<${slash}h${Math.min(Number(level) + 2, 6)}>`,
    )
    .replaceAll("<pre>", '<pre tabindex="0">');
}

/** The text of HTML that {@link renderMarkdown} made. */
export function textOfHtml(html: string): string {
  return html
    .replaceAll(/<[^>]*>/gu, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

const OPTIONS: Options = {
  allowDangerousHtml: false,
  allowDangerousProtocol: false,
  // Footnotes written in Markdown make element ids, which would clash between the answers of one page.
  extensions: [gfm(), { disable: { null: ["gfmFootnoteCall", "gfmPotentialFootnoteCall", "gfmFootnoteDefinition"] } }],
  htmlExtensions: [gfmHtml()],
};

const ALLOWED_ADDRESS = /^(?:https?:\/\/|mailto:)/iu;

/** In micromark's output every `<` belongs to a tag it wrote itself and no attribute holds a bare `>`, so tags can be read one by one. */
function tameLinks(html: string): string {
  const open: boolean[] = [];
  return html.replaceAll(/<(\/a|a|img)\b([^>]*)>/gu, (_, tag: string, attributes: string) => {
    switch (tag) {
      case "a": {
        const href = attribute(attributes, "href");
        const isLink = ALLOWED_ADDRESS.test(href);
        open.push(isLink);
        return isLink ? openLink(href) : "";
      }
      case "/a":
        return open.pop() === true ? "</a>" : "";
      default: {
        const source = attribute(attributes, "src");
        const words = attribute(attributes, "alt") || "image";
        return open.includes(true) || !ALLOWED_ADDRESS.test(source) ? words : `${openLink(source)}${words}</a>`;
      }
    }
  });
}

/** `href` is already encoded for an attribute. */
function openLink(href: string): string {
  return `<a href="${href}" target="_blank" rel="noreferrer noopener nofollow">`;
}

function attribute(attributes: string, name: string): string {
  return new RegExp(`\\s${name}="([^"]*)"`, "u").exec(attributes)?.[1] ?? "";
}
