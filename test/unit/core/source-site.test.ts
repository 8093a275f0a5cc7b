import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UserInputError } from "../../../src/core/errors.ts";
import { hostOfUrl, isOnSite, parseSourceSite, parseSourceSites } from "../../../src/core/source-site.ts";

describe("a site", () => {
  it.each([
    ["arxiv.org", "arxiv.org"],
    ["  ArXiv.ORG ", "arxiv.org"],
    ["https://arxiv.org/abs/1?x=1#y", "arxiv.org"],
    ["http://arxiv.org:8080/", "arxiv.org"],
    ["arxiv.org:443", "arxiv.org"],
    ["arxiv.org/abs", "arxiv.org"],
    ["*.arxiv.org", "arxiv.org"],
    ["https://*.arxiv.org/x", "arxiv.org"],
    ["arxiv.org.", "arxiv.org"],
    ["<http://arxiv.org|arxiv.org>", "arxiv.org"],
    ["<https://arxiv.org>", "arxiv.org"],
    ["`arxiv.org`", "arxiv.org"],
    ["“arxiv.org”", "arxiv.org"],
    ["(arxiv.org)", "arxiv.org"],
    ["Bücher.example.de", "xn--bcher-kva.example.de"],
    ["https://medium.com/@someone", "medium.com"],
    ["пример.рф", "xn--e1afmkfd.xn--p1ai"],
    ["docs.example.co.uk", "docs.example.co.uk"],
    // Private suffixes are hosts that somebody owns: one may allow a single project, or all of them.
    ["foo.github.io", "foo.github.io"],
    ["github.io", "github.io"],
    [`${"a".repeat(63)}.org`, `${"a".repeat(63)}.org`],
  ])("%j is %s", (text, site) => {
    expect(parseSourceSite(text)).toBe(site);
    expect(parseSourceSite(site)).toBe(site);
  });

  it.each(["com", "co.uk", "рф", "xn--p1ai", ".org", "*.com", "https://co.uk/"])("is no domain ending: %j", (text) => {
    expect(() => parseSourceSite(text)).toThrow(UserInputError);
  });

  it.each(["com", "co.uk", "рф"])("%s is refused with a sentence about domain endings", (text) => {
    expect(() => parseSourceSite(text)).toThrow(/domain ending/u);
  });

  it.each(["1.2.3.4", "http://127.0.0.1:80", "0x7f.1", "2130706433", "[::1]", "http://[::1]/"])(
    "is no address: %j",
    (text) => {
      expect(() => parseSourceSite(text)).toThrow(UserInputError);
    },
  );

  it.each([
    ...["", " ", "localhost", "arxiv", "foo_bar.com", "-a.com", "a-.com", "a..com", "two words.com", "ftp://arxiv.org"],
    ...["javascript:alert(1)", "me@arxiv.org", "https://user:secret@arxiv.org", "*", "*.*.com", "a.*.com", "__proto__"],
    ...[`${"a".repeat(64)}.org`, `${"a.".repeat(126)}org`, "https://", "…", "<!channel>", "a\u0000b.com"],
  ])("is not %j", (text) => {
    expect(() => parseSourceSite(text)).toThrow(UserInputError);
  });

  it("has one spelling: what comes out goes in unchanged", () => {
    fc.assert(
      fc.property(fc.oneof(fc.domain(), fc.webUrl(), fc.string()), (text) => {
        let site: string;
        try {
          site = parseSourceSite(text);
        } catch (error) {
          expect(error).toBeInstanceOf(UserInputError);
          return;
        }
        expect(parseSourceSite(site)).toBe(site);
        expect(hostOfUrl(`https://${site}/`)).toBe(site);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("a list of sites", () => {
  it("is separated by anything people use, without repeats, in order", () => {
    expect(parseSourceSites("b.org, a.org;c.org\n<http://a.org|a.org> *.b.org")).toEqual(["b.org", "a.org", "c.org"]);
  });

  it("names one at least and 100 at most", () => {
    const sites = Array.from({ length: 101 }, (_, index) => `s${index}.org`);
    expect(() => parseSourceSites(" , ")).toThrow("Name at least one site");
    expect(parseSourceSites(sites.slice(1).join(" "))).toHaveLength(100);
    expect(() => parseSourceSites(sites.join(" "))).toThrow("101 sites");
  });
});

describe("a host", () => {
  it("is on its site and on the sites above it, and on no other", () => {
    expect(isOnSite("arxiv.org", "arxiv.org")).toBe(true);
    expect(isOnSite("export.arxiv.org", "arxiv.org")).toBe(true);
    expect(isOnSite("evilarxiv.org", "arxiv.org")).toBe(false);
    expect(isOnSite("arxiv.org.evil.com", "arxiv.org")).toBe(false);
    expect(isOnSite("org", "arxiv.org")).toBe(false);
  });

  it.each([
    ["https://EXPORT.arXiv.org./x", "export.arxiv.org"],
    ["https://arxiv.org../x", "arxiv.org"],
    ["http://arxiv.org:8080", "arxiv.org"],
    ["https://arxiv.org@evil.com/", "evil.com"],
    ["ftp://arxiv.org", undefined],
    ["//arxiv.org", undefined],
    ["arxiv.org", undefined],
  ])("of %j is %s", (url, host) => {
    expect(hostOfUrl(url)).toBe(host);
  });
});
