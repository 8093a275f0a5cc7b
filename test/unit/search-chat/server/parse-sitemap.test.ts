import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { parseSitemap } from "../../../../src/search-chat/server/docs/parse-sitemap.ts";

const maxBytes = 100_000;
const read = (xml: string | Uint8Array) => parseSitemap(typeof xml === "string" ? Buffer.from(xml) : xml, { maxBytes });
const pages = async (xml: string) => (await read(xml))?.pages.map(({ url }) => url);

describe("a sitemap", () => {
  it("names pages, each with its date where it has one", async () => {
    const xml = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
  <url><loc>https://a.example/one?x=1&amp;y=2#part</loc><lastmod>2026-01-02</lastmod><priority>0.5</priority></url>
  <url><loc> https://a.example/two </loc></url>
</urlset>`;
    expect(await read(xml)).toEqual({
      pages: [
        { url: "https://a.example/one?x=1&y=2", lastmod: "2026-01-02" },
        { url: "https://a.example/two", lastmod: undefined },
      ],
      sitemaps: [],
    });
  });

  it("names further sitemaps when it is an index", async () => {
    const xml = "<sitemapindex><sitemap><loc>https://a.example/1.xml</loc></sitemap></sitemapindex>";
    expect(await read(xml)).toEqual({ pages: [], sitemaps: [{ url: "https://a.example/1.xml", lastmod: undefined }] });
  });

  it("names no images, no empty entries and nothing that is not an address", async () => {
    const image = "<image:image><image:loc>https://a.example/a.png</image:loc></image:image>";
    const xml = `<urlset xmlns:image="i"><url>${image}<loc>https://a.example/</loc></url><url/><url><loc>x</loc></url></urlset>`;
    expect(await pages(xml)).toEqual(["https://a.example/"]);
  });

  it("may have a prefix for its names", async () => {
    const xml = "<s:urlset xmlns:s='s'><s:url><s:loc>https://a.example/</s:loc></s:url></s:urlset>";
    expect(await pages(xml)).toEqual(["https://a.example/"]);
  });

  it("may be packed, within limits", async () => {
    expect((await read(gzipSync("<urlset><url><loc>https://a.example/</loc></url></urlset>")))?.pages).toHaveLength(1);
    expect(await read(gzipSync(Buffer.alloc(10_000_000, " ")))).toBeUndefined();
    expect(await read(gzipSync("<urlset/>").subarray(0, 15))).toBeUndefined();
  });

  it("reads no file and grows no entity", async () => {
    const file = '<!DOCTYPE u [<!ENTITY x SYSTEM "file:///etc/hostname">]>';
    const lol = '<!DOCTYPE u [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY x "&b;&b;&b;">]>';
    for (const start of [file, lol]) {
      const found = await pages(`${start}<urlset><url><loc>https://a.example/&x;</loc></url></urlset>`);
      expect(found).toEqual(["https://a.example/&x;"]);
    }
  });

  it.each(["", "not XML", "<html><body>Gone</body></html>", "{}", "<urlset", "<<<>>>", "\0"])(
    "is not %j",
    async (text) => {
      expect((await read(text))?.pages ?? []).toEqual([]);
    },
  );
});
