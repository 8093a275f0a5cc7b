import { describe, expect, it } from "vitest";
import { parseUrl } from "../../../src/core/parse-url.ts";
import { hostOfUrl } from "../../../src/core/source-site.ts";

/** Enough for V8 to optimise what is called. */
const OFTEN = 100_000;

describe("an address", () => {
  it("with a letter such as é is one, however often one is asked for", () => {
    let denied = 0;
    for (let call = 0; call < OFTEN; call += 1) {
      if (hostOfUrl("https://caf\u00e9.example/men\u00fa") !== "xn--caf-dma.example") denied += 1;
    }
    expect(denied).toBe(0);
  });

  it("is read against another one", () => {
    expect(parseUrl("../b", "https://example.org/a/c")?.href).toBe("https://example.org/b");
  });

  it.each(["", "example.org", "https://", "//example.org", "http://exa mple.org"])("is not %j", (text) => {
    expect(parseUrl(text)).toBeUndefined();
  });
});
