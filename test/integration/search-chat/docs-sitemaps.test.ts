import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../../src/core/clock.ts";
import { type OpenDocs, openDocs } from "../../../src/search-chat/server/docs/open-docs.ts";
import { createHtmlReader } from "../../../src/search-chat/server/links/html-reader.ts";
import { createFakeClock } from "../../fakes/fake-clock.ts";
import { createMemoryLog, type MemoryLog } from "../../fakes/memory-log.ts";
import { type Answer, type PageSite, redirectTo, sendHtml, startPageSite } from "./links/page-site.ts";

const context = { signal: new AbortController().signal };
const dependencies = { nodeModulesDir: "/nowhere", packageJsonPath: "/nowhere/package.json" };
const htmlReader = createHtmlReader();
const soon = { timeout: 15_000, interval: 20 };

/** A page of the site, as its server keeps it. */
interface Page {
  readonly text: string;
  readonly lastmod?: string;
  readonly etag?: string;
}

describe("the pages of the operator's sitemaps", () => {
  let site: PageSite;
  let log: MemoryLog;
  let docs: OpenDocs;
  let pages: Map<string, Page>;
  let answers: Map<string, Answer>;
  beforeEach(async () => {
    log = createMemoryLog();
    pages = new Map();
    answers = new Map();
    site = await startPageSite((request, response) => {
      const path = request.url ?? "/";
      const page = pages.get(path);
      const answer = answers.get(path);
      if (answer !== undefined) answer(request, response);
      else if (path === "/sitemap.xml") response.writeHead(200, { "content-type": "application/xml" }).end(urlset());
      else if (page === undefined) response.writeHead(404).end();
      else if (page.etag !== undefined && request.headers["if-none-match"] === page.etag) response.writeHead(304).end();
      else sendHtml(response, htmlOf(page), page.etag === undefined ? {} : { etag: page.etag });
    });
  });
  afterEach(async () => {
    await docs.close();
    await site.close();
  });

  const urlset = (list: Iterable<readonly [string, Page]> = pages) =>
    `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${[...list]
      .map(([path, { lastmod }]) => {
        const date = lastmod === undefined ? "" : `<lastmod>${lastmod}</lastmod>`;
        return `<url><loc> ${site.origin}${path} </loc>${date}</url>`;
      })
      .join("")}</urlset>`;
  const htmlOf = ({ text }: Page) =>
    `<html><head><title>${text}</title></head><body><nav><a href="/">Menu</a></nav><article><h1>${text}</h1>
    <p>${`All about ${text}, and how it is poured into a cup that is warm. `.repeat(6)}</p></article></body></html>`;
  const open = async (...sitemaps: readonly string[]) => {
    docs = await openDocs(
      { clock: systemClock, log, htmlReader },
      { sitemaps: sitemaps.map((path) => `${site.origin}${path}`), refreshEveryMs: 100, dependencies },
    );
  };
  const pathsFor = async (query: string) => {
    const found = await docs.search.search({ query, limit: 20, includeSites: [], excludeSites: [] }, context);
    return [...new Set(found.map(({ url }) => new URL(url).pathname))].sort();
  };
  const asked = (path: string) => site.requests.filter(({ url }) => url === path);
  /** Until the sitemap has been looked at so often again, and its pages with it. */
  const looked = () => log.lines.filter(({ sentence }) => sentence === "the sitemaps have been read").length;
  const looks = async (count: number) => {
    const goal = looked() + count;
    await expect.poll(looked, soon).toBeGreaterThanOrEqual(goal);
  };

  it("are found by their readable text, without holding up the start", async () => {
    pages.set("/green", { text: "sencha" });
    pages.set("/black", { text: "assam" });
    await open("/sitemap.xml");
    await expect.poll(() => pathsFor("sencha"), soon).toEqual(["/green"]);
    await expect.poll(() => pathsFor("assam"), soon).toEqual(["/black"]);
    expect(await pathsFor("menu")).toEqual([]);
    expect(docs.hosts()).toEqual(["127.0.0.1"]);
  });

  it("are fetched again only when the sitemap has a new date for them", async () => {
    pages.set("/green", { text: "sencha", lastmod: "2026-01-01" });
    await open("/sitemap.xml");
    await expect.poll(() => pathsFor("sencha"), soon).toEqual(["/green"]);
    await looks(2);
    expect(asked("/green")).toHaveLength(1);
    pages.set("/green", { text: "gyokuro", lastmod: "2026-01-02" });
    await expect.poll(() => pathsFor("gyokuro"), soon).toEqual(["/green"]);
    expect(await pathsFor("sencha")).toEqual([]);
    expect(asked("/green")).toHaveLength(2);
  });

  it("are asked for with what their server said of them where the sitemap has no dates", async () => {
    pages.set("/green", { text: "sencha", etag: '"one"' });
    await open("/sitemap.xml");
    await expect.poll(() => pathsFor("sencha"), soon).toEqual(["/green"]);
    const sent = () => asked("/green").map(({ headers }) => headers["if-none-match"]);
    await expect.poll(() => sent().slice(0, 3), soon).toEqual([undefined, '"one"', '"one"']);
    expect(await pathsFor("sencha")).toEqual(["/green"]);
    pages.set("/green", { text: "gyokuro", etag: '"two"' });
    await expect.poll(() => pathsFor("gyokuro"), soon).toEqual(["/green"]);
  });

  it("come and go with the sitemap", async () => {
    pages.set("/green", { text: "sencha" });
    await open("/sitemap.xml");
    await expect.poll(() => pathsFor("sencha"), soon).toEqual(["/green"]);
    pages.set("/black", { text: "assam" });
    pages.delete("/green");
    await expect.poll(() => pathsFor("assam"), soon).toEqual(["/black"]);
    expect(await pathsFor("sencha")).toEqual([]);
  });

  it.each([
    ["is not there", (_: unknown, response) => response.writeHead(404).end()],
    ["is for members only now", (_: unknown, response) => response.writeHead(403).end()],
    ["has moved to another host", (_: unknown, response) => redirectTo(response, "http://login.example/")],
  ] satisfies readonly (readonly [string, Answer])[])("leave when their site says that one %s", async (_, answer) => {
    pages.set("/green", { text: "sencha" });
    await open("/sitemap.xml");
    await expect.poll(() => pathsFor("sencha"), soon).toEqual(["/green"]);
    answers.set("/green", answer);
    await expect.poll(() => pathsFor("sencha"), soon).toEqual([]);
  });

  it.each([
    ["/green", "a page", (_: unknown, response) => response.writeHead(503).end()],
    ["/green", "a page", (request) => request.socket.destroy()],
    ["/sitemap.xml", "the sitemap", (_: unknown, response) => response.writeHead(500).end()],
    ["/sitemap.xml", "the sitemap", (request) => request.socket.destroy()],
    ["/sitemap.xml", "the sitemap", (_: unknown, response) => sendHtml(response, "<h1>Down for repairs</h1>")],
  ] satisfies readonly (readonly [string, string, Answer])[])(
    "stay while %s, %s, is out of order",
    async (path, _, answer) => {
      pages.set("/green", { text: "sencha" });
      await open("/sitemap.xml");
      await expect.poll(() => pathsFor("sencha"), soon).toEqual(["/green"]);
      answers.set(path, answer);
      await looks(2);
      expect(await pathsFor("sencha")).toEqual(["/green"]);
      expect(log.lines.map(({ level }) => level)).toContain("warn");
      answers.delete(path);
      pages.set("/green", { text: "gyokuro" });
      await expect.poll(() => pathsFor("gyokuro"), soon).toEqual(["/green"]);
    },
  );

  it("are found through an index of sitemaps, packed ones too", async () => {
    pages.set("/green", { text: "sencha" });
    pages.set("/black", { text: "assam" });
    const entries = [...pages];
    const child = (path: string) => `<sitemap><loc>${site.origin}${path}</loc></sitemap>`;
    answers.set("/index.xml", (_, response) =>
      response
        .writeHead(200)
        .end(`<sitemapindex>${child("/a.xml")}${child("/b.xml.gz")}${child("/c.xml")}</sitemapindex>`),
    );
    answers.set("/a.xml", (_, response) => response.writeHead(200).end(urlset(entries.slice(0, 1))));
    answers.set("/b.xml.gz", (_, response) => response.writeHead(200).end(gzipSync(urlset(entries.slice(1)))));
    await open("/index.xml");
    await expect.poll(() => pathsFor("sencha assam"), soon).toEqual(["/black", "/green"]);
  });

  it("are only those of the sitemap's own host", async () => {
    const other = await startPageSite((_, response) => sendHtml(response, htmlOf({ text: "sencha" })));
    pages.set("/black", { text: "assam" });
    const foreign = `<url><loc>${other.origin}/green</loc></url><url><loc>file:///etc/passwd</loc></url>`;
    answers.set("/mixed.xml", (_, response) =>
      response.writeHead(200).end(urlset().replace("</urlset>", `${foreign}</urlset>`)),
    );
    await open("/mixed.xml");
    await expect.poll(() => pathsFor("assam"), soon).toEqual(["/black"]);
    await looks(1);
    expect(other.requests).toEqual([]);
    await other.close();
  });

  it("are asked for two at a time", async () => {
    for (let page = 0; page < 8; page += 1) pages.set(`/${page}`, { text: `sencha${page}` });
    let busy = 0;
    let most = 0;
    for (const [path, page] of pages) {
      answers.set(path, (_, response) => {
        busy += 1;
        most = Math.max(most, busy);
        setTimeout(() => {
          busy -= 1;
          sendHtml(response, htmlOf(page));
        }, 30);
      });
    }
    await open("/sitemap.xml");
    await expect.poll(() => docs.passageCount(), soon).toBe(8);
    expect(most).toBe(2);
  });

  it("are looked at again after a quarter of an hour, and no more once they are closed", async () => {
    const clock = createFakeClock();
    pages.set("/green", { text: "sencha" });
    docs = await openDocs({ clock, log, htmlReader }, { sitemaps: [`${site.origin}/sitemap.xml`], dependencies });
    await expect.poll(() => pathsFor("sencha"), soon).toEqual(["/green"]);
    await expect.poll(() => clock.advance(200).then(() => looked()), soon).toBe(1);
    await clock.advance(14 * 60_000);
    expect(looked()).toBe(1);
    await expect.poll(() => clock.advance(60_000).then(() => looked()), soon).toBe(2);
    await docs.close();
    expect(clock.waiting()).toBe(0);
  });
});
