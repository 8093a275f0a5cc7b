import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import {
  createPageReader,
  type PageReaderOptions,
} from "../../../../src/search-chat/server/links/create-page-reader.ts";
import { createHtmlReader } from "../../../../src/search-chat/server/links/html-reader.ts";
import { PageUnreadable } from "../../../../src/search-chat/server/links/page-reader.ts";
import { type Answer, type PageSite, sendHtml, startPageSite } from "./page-site.ts";

const signal = new AbortController().signal;
const htmlReader = createHtmlReader();
const sentence = "Green tea is poured at eighty degrees, and it is left alone for two minutes, no longer than that. ";
const article = `<html><head><title>Tea</title></head><body><nav><a href="/">Home</a></nav>
<article><h1>Tea</h1><p>${sentence.repeat(4)}</p><h2>Pots</h2><ul><li>iron pots keep warm</li><li>clay pots breathe</li></ul>
<pre><code class="language-sh">pour --at 80</code></pre><p>${sentence.repeat(3)}</p></article>
<footer>Imprint</footer></body></html>`;

describe("a page that somebody links", () => {
  let site: PageSite | undefined;
  afterEach(() => site?.close());

  const read = async (
    answer: Answer,
    { path = "/page", maxChars, ...options }: PageReaderOptions & { path?: string; maxChars?: number } = {},
  ) => {
    site = await startPageSite(answer);
    const reader = createPageReader({ isPublicAddress: () => true, isPort: () => true, htmlReader, ...options });
    return reader.read(`${site.origin}${path}`, { signal, maxChars });
  };
  const send =
    (contentType: string | undefined, body: string | Uint8Array, headers: Record<string, string> = {}): Answer =>
    (_, response) => {
      response.writeHead(200, { ...(contentType === undefined ? {} : { "content-type": contentType }), ...headers });
      response.end(body);
    };

  it("is read as its article: headings, lists and code, without navigation", async () => {
    const page = await read((_, response) => sendHtml(response, article), { path: "/page#pots" });
    expect(page.url).toBe(`${site?.origin}/page`);
    expect(page.title).toBe("Tea");
    expect(page.text).toContain("## Pots\n\n- iron pots keep warm\n- clay pots breathe\n\n```");
    expect(page.text).toContain("pour --at 80");
    expect(page.text).not.toMatch(/Home|Imprint/u);
  });

  it("is read whole where it has no article", async () => {
    const page = await read(
      send("text/html", "<title>Hours</title><table><tr><td>Monday</td><td>9 to 5</td></tr></table>"),
    );
    expect(page).toMatchObject({ title: "Hours", text: "- Monday 9 to 5" });
  });

  it.each([
    ["text/plain", "Just words.", "Just words."],
    ["text/markdown; charset=utf-8", "# Tea\n\nPour it.", "# Tea\n\nPour it."],
    ["application/json", '{"tea":80}', '{"tea":80}'],
    ["application/ld+json", '{"tea":80}', '{"tea":80}'],
    ["application/rss+xml", "<rss><title>Tea</title></rss>", "<rss><title>Tea</title></rss>"],
  ])("is read as it stands when it is %s", async (type, body, text) => {
    expect((await read(send(type, body))).text).toBe(text);
  });

  it.each([
    ["its header", "text/plain; charset=ISO-8859-1", Buffer.from("Tee für zwei", "latin1"), "Tee für zwei"],
    ["its header, in quotes", 'text/plain; charset="shift_jis"', Buffer.from([0x93, 0xfa, 0x96, 0x7b]), "日本"],
    [
      "its own head",
      "text/html",
      Buffer.from('<meta charset="windows-1252"><p>Tee für zwei', "latin1"),
      "Tee für zwei",
    ],
    ["the XML declaration", "text/xml", Buffer.from('<?xml version="1.0" encoding="iso-8859-1"?>ü', "latin1"), "ü"],
    ["a byte order mark, before its header", "text/plain; charset=latin1", Buffer.from("\uFEFFfür", "utf16le"), "für"],
    ["nothing", "text/plain", Buffer.from("für"), "für"],
    ["a charset that nobody knows", "text/plain; charset=klingon", Buffer.from("für"), "für"],
  ])("is decoded by %s", async (_, type, bytes, text) => {
    expect((await read(send(type, bytes))).text).toContain(text);
  });

  it("is cut to what was asked for", async () => {
    expect((await read(send("text/plain", "tea ".repeat(100)), { maxChars: 10 })).text).toBe("tea tea t…");
  });

  it("is asked for once, by name, without cookies, credentials or a referrer", async () => {
    await read((_, response) => sendHtml(response, article, { "set-cookie": "a=b" }));
    expect(site?.requests).toHaveLength(1);
    const headers = site?.requests[0]?.headers;
    expect(headers?.["user-agent"]).toContain("Footnote");
    for (const name of ["cookie", "authorization", "referer"]) expect(headers).not.toHaveProperty(name);
  });

  it.each([
    ["is an image", send("image/png", "x"), "The page is not a text that can be read, but image/png."],
    [
      "does not say what it is",
      send(undefined, "x"),
      "The page is not a text that can be read: it does not say what it is.",
    ],
    [
      "calls a binary file text",
      send("text/plain", new Uint8Array([80, 75, 0, 3])),
      "The page is not a text that can be read.",
    ],
    ["is not there", (_: unknown, response) => response.writeHead(404).end("no"), "The site answered with status 404."],
    [
      "has nothing in it",
      send("text/html", "<html><body><script>go()</script></body></html>"),
      "There is no text on the page.",
    ],
    ["is too large", send("text/plain", "a".repeat(40_000)), "The page is larger than 32 KB."],
    [
      "unpacks to something too large",
      send("text/html", gzipSync(Buffer.alloc(50 * 1024 * 1024, "a")), { "content-encoding": "gzip" }),
      "The page is larger than 32 KB.",
    ],
    [
      "is packed wrongly",
      send("text/html", "not gzip", { "content-encoding": "gzip" }),
      "The page could not be loaded.",
    ],
    [
      "breaks off",
      (_: unknown, response) =>
        response
          .writeHead(200, { "content-type": "text/html", "content-length": "99" })
          .write("a", () => response.destroy()),
      "The page could not be loaded.",
    ],
    ["never answers", () => undefined, "The page took too long to load."],
    [
      "stops in the middle",
      (_: unknown, response) => response.writeHead(200, { "content-type": "text/html" }).write("a"),
      "The page took too long to load.",
    ],
  ] satisfies readonly (readonly [string, Answer, string])[])("is given up when it %s", async (_, answer, message) => {
    const reading = read(answer, { limits: { maxBytes: 32 * 1024, wholeMs: 1_500, idleMs: 1_000 } });
    await expect(reading).rejects.toThrow(PageUnreadable);
    await expect(reading).rejects.toThrow(message);
  });

  it("is given up when it comes too slowly, though it never pauses", async () => {
    const reading = read(
      (_, response) => {
        response.writeHead(200, { "content-type": "text/plain" });
        const drip = setInterval(() => response.write("a"), 20);
        response.on("close", () => clearInterval(drip));
      },
      { limits: { wholeMs: 300 } },
    );
    await expect(reading).rejects.toThrow("The page took too long to load.");
  });

  it.each([
    ["nested without end", `<html><body>${"<div>".repeat(100_000)}tea`],
    ["made to take for ever", `<html><body>${"<table><tr><td>".repeat(2_000)}tea`],
  ])("is given up when it is %s, and the next one is read", async (_, html) => {
    const impatient = createHtmlReader({ readWithinMs: 2_500 });
    await expect(read(send("text/html", html), { htmlReader: impatient })).rejects.toThrow(PageUnreadable);
    await site?.close();
    expect((await read(send("text/html", article), { htmlReader: impatient })).title).toBe("Tea");
  });

  it("is let go of when nobody waits any more", async () => {
    const gone = new AbortController();
    let closed = false;
    site = await startPageSite((request) => {
      request.on("close", () => {
        closed = true;
      });
      gone.abort(new Error("the caller has gone"));
    });
    const reader = createPageReader({ isPublicAddress: () => true, isPort: () => true, htmlReader });
    await expect(reader.read(site.origin, { signal: gone.signal })).rejects.toThrow("the caller has gone");
    await expect.poll(() => closed).toBe(true);
  });
});
