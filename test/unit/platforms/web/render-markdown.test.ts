import fc from "fast-check";
import { fromHtml } from "hast-util-from-html";
import { visit } from "unist-util-visit";
import { describe, expect, it } from "vitest";
import { renderMarkdown, textOfHtml } from "../../../../src/platforms/web/render-markdown.ts";

/** Every element and attribute an answer may hold. Nothing here runs, loads, frames or posts. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  a: ["href", "target", "rel"],
  blockquote: [],
  br: [],
  code: ["className"],
  del: [],
  em: [],
  h3: [],
  h4: [],
  h5: [],
  h6: [],
  hr: [],
  input: ["type", "disabled", "checked"],
  li: [],
  ol: ["start"],
  p: [],
  pre: ["tabIndex"],
  strong: [],
  table: [],
  tbody: [],
  td: ["align"],
  th: ["align"],
  thead: [],
  tr: [],
  ul: [],
};

/** What a browser would make of the HTML that an answer must not contain. */
function foreignParts(html: string): readonly string[] {
  const found: string[] = [];
  visit(fromHtml(html, { fragment: true }), "element", ({ tagName, properties }) => {
    const attributes = ALLOWED[tagName];
    if (attributes === undefined) found.push(`<${tagName}>`);
    for (const name of Object.keys(properties)) {
      if (attributes?.includes(name) !== true) found.push(`${tagName} ${name}`);
    }
    const { href, rel } = properties;
    if (tagName === "a" && (typeof href !== "string" || !/^(?:https?:\/\/|mailto:)/iu.test(href))) {
      found.push(`href ${String(href)}`);
    }
    if (tagName === "a" && rel?.toString() !== "noreferrer,noopener,nofollow") found.push("a without rel");
  });
  return found;
}

const HOSTILE = {
  "a script": "<script>alert(1)</script>",
  "an image with a handler": '<img src=x onerror="alert(1)">',
  "an svg with a handler": "<svg/onload=alert(1)>",
  "a frame": '<iframe src="https://evil.example"></iframe>',
  "a javascript: link": "[x](javascript:alert(1))",
  "a javascript: link in disguise":
    "[x](JaVa&#x53;cript:alert(1)) [y](java\tscript:alert(1)) [z](<javascript:alert(1)>)",
  "a javascript: autolink": "<javascript:alert(1)>",
  "a data: link": "[x](data:text/html;base64,PHNjcmlwdD4=)",
  "a vbscript: link": "[x](vbscript:msgbox(1))",
  "a link of an unusual scheme": "[x](xmpp:a@b.example) [y](irc://b.example) [z](file:///etc/passwd)",
  "a link to this page's own server": "[x](/web/channels) [y](//evil.example/x) [z](#composer) [q](?a)",
  "a javascript: definition": "[x]\n\n[x]: javascript:alert(1)",
  "an image from elsewhere": "![pixel](https://evil.example/pixel.gif)",
  "a javascript: image": "![x](javascript:alert(1))",
  "an image in a link": "[![alt](https://evil.example/a.png)](https://good.example)",
  "a link in a link": "[a [b](https://good.example) c](https://evil.example)",
  "a quote that leaves the attribute": '[x](https://good.example/"onmouseover="alert(1) "t\\" onclick=alert(1)")',
  "an alt text that leaves the attribute": '![" onerror="alert(1)](https://evil.example/a.png "x" onload="y")',
  "markup in a link's words": "[<b onclick=alert(1)>x</b>](https://good.example)",
  "markup in code": "`<script>alert(1)</script>`\n\n```html\n<script>alert(1)</script>\n```",
  "a fence whose language is markup": '```"><script>alert(1)</script>\nx\n```',
  "markup in a table": "|a|\n|-|\n|<img src=x onerror=alert(1)>|",
  "a comment and a declaration": "<!-- --><!DOCTYPE html><![CDATA[<script>]]><?php x ?>",
  "a style element": "<style>*{display:none}</style>",
  "a form": '<form action="https://evil.example"><button>x</button></form>',
  "a footnote with an id": "[^composer]\n\n[^composer]: text",
} as const;

describe("renderMarkdown", () => {
  it.each(Object.entries(HOSTILE))("lets nothing of %s through", (_, markdown) => {
    expect(foreignParts(renderMarkdown(markdown))).toEqual([]);
  });

  it("lets nothing through whatever is written", () => {
    const fragment = fc.oneof(
      fc.constantFrom(
        "<",
        ">",
        '"',
        "[",
        "](",
        ")",
        "!",
        "javascript:",
        "https://a.example",
        "\n\n",
        "`",
        "&lt;",
        "<a href=",
        "<img src=",
        "|",
        "- ",
      ),
      fc.constantFrom(...Object.values(HOSTILE)),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 14 }), (parts) => {
        expect(foreignParts(renderMarkdown(parts.join("")))).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it("keeps hostile markup readable as the text it is", () => {
    expect(textOfHtml(renderMarkdown("Write <script>alert(1)</script> & see"))).toBe(
      "Write <script>alert(1)</script> & see",
    );
  });

  it("opens http, https and mail links apart and tells the other site nothing", () => {
    const rest = 'target="_blank" rel="noreferrer noopener nofollow"';
    expect(renderMarkdown("[docs](https://zod.dev/api?a=1&b=2)")).toBe(
      `<p><a href="https://zod.dev/api?a=1&amp;b=2" ${rest}>docs</a></p>`,
    );
    expect(renderMarkdown("<me@zod.dev>")).toBe(`<p><a href="mailto:me@zod.dev" ${rest}>me@zod.dev</a></p>`);
  });

  it("keeps the words of a link it does not allow", () => {
    expect(renderMarkdown("see [the page](/admin) now")).toBe("<p>see the page now</p>");
  });

  it("turns an image into a link to it", () => {
    expect(renderMarkdown("![a chart](https://zod.dev/chart.png)")).toContain(
      '<a href="https://zod.dev/chart.png" target="_blank" rel="noreferrer noopener nofollow">a chart</a>',
    );
  });

  it("makes one link of an image in a link", () => {
    const html = renderMarkdown("[see ![a chart](https://zod.dev/chart.png)](https://zod.dev/page)");
    expect(html.match(/<a /gu)).toHaveLength(1);
    expect(html).toContain('href="https://zod.dev/page"');
    expect(textOfHtml(html)).toBe("see a chart");
  });

  it("sets headings below the page's own and lets code be scrolled by keyboard", () => {
    expect(renderMarkdown("# One\n\n###### Six")).toBe("<h3>One</h3>\n<h6>Six</h6>");
    expect(renderMarkdown("```ts\nx\n```")).toContain('<pre tabindex="0"><code class="language-ts">x');
  });

  it("renders tables, lists and emphasis", () => {
    expect(renderMarkdown("|a|b|\n|-|-|\n|1|**2**|")).toContain("<td><strong>2</strong></td>");
    expect(renderMarkdown("- ~~x~~")).toContain("<li><del>x</del></li>");
  });
});
