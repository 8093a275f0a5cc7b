import { describe, expect, it } from "vitest";
import { parseCommandText } from "../../../../src/core/parse-command-text.ts";
import { commandSuggestions } from "../../../../src/platforms/web/command-suggestions.ts";

const all = commandSuggestions(["tavily", "docs"]);

describe("commandSuggestions", () => {
  it("names only commands that can be typed", () => {
    for (const { text } of all) {
      const [name = "", ...rest] = text.slice(1).split(" ");
      expect(() => parseCommandText(name, rest.join(" "))).not.toThrow();
    }
  });

  it("hints at the options and at this install's search services", () => {
    expect(all.find(({ text }) => text === "/sources service")?.hint).toBe("tavily|docs [scope:channel|workspace]");
    expect(all.find(({ text }) => text === "/ask")?.hint).toBe("question… [sites:…] [private:yes|no]");
    expect(all.find(({ text }) => text === "/digest create")?.hint).toMatch(
      /^topic… when:… \[zone:…\] .*\[empty:quiet\|say\]/u,
    );
  });
});
