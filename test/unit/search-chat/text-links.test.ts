import { describe, expect, it } from "vitest";
import { findTextLinks } from "../../../src/search-chat/text-links.ts";

const found = (text: string) =>
  findTextLinks(text).map(({ url, title }) => (title === undefined ? url : `${title}: ${url}`));

describe("links in an answer without sources", () => {
  it.each([
    ["[Tea](https://a.example/x)", ["Tea: https://a.example/x"]],
    ['[Tea](<https://a.example/x> "old")', ["Tea: https://a.example/x"]],
    ["[1](https://a.example/x)", ["https://a.example/x"]],
    ["([tea](https://a.example/x_(y)))", ["tea: https://a.example/x_(y)"]],
    ["see https://a.example/x.", ["https://a.example/x"]],
    ["see **https://a.example/x**, too", ["https://a.example/x"]],
    ["<https://a.example/x>", ["https://a.example/x"]],
    ["見て https://a.example/x。", ["https://a.example/x"]],
    ["HTTPS://A.example/x", ["HTTPS://A.example/x"]],
    ["https://a.example/x\nhttps://b.example/y", ["https://a.example/x", "https://b.example/y"]],
    ["| a | https://a.example/x|", ["https://a.example/x"]],
    ["```sh\ncurl https://a.example/x\n```", []],
    ["`https://a.example/x`", []],
    ["![cup](https://a.example/cup.png)", []],
    ["[mail](mailto:a@a.example) [js](javascript:alert(1)) ftp://a.example/x", []],
  ])("in %j are %j", (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  // Read backwards and forwards for each sign, it would take minutes.
  it("are found behind 100,000 signs that could each begin one", () => {
    const begun = "[".repeat(20_000) + "![](".repeat(20_000) + "https://a.example/(".repeat(20_000);
    expect(found(`${begun}\nhttps://b.example/y ${"`".repeat(20_001)}`).at(-1)).toBe("https://b.example/y");
  });
});
