import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseItems } from "../../../../src/features/digest/parse-items.ts";

const ITEM = { title: "Tea", url: "https://example.org/tea", summary: "Leaves in water." };
const JSON_ITEM = JSON.stringify(ITEM);

describe("items", () => {
  it.each([
    ["bare", `[${JSON_ITEM}]`],
    ["in a code block", `\`\`\`json\n[${JSON_ITEM}]\n\`\`\``],
    ["in a code block without an end", `\`\`\`json\n[${JSON_ITEM}]`],
    ["in a code block between prose", `Here they are [1]:\n\n\`\`\`\n[\n${JSON_ITEM}\n]\n\`\`\`\nEnjoy!`],
    ["in prose", `I found this: [${JSON_ITEM}] and no more [1].`],
    ["in an object", `{"items": [${JSON_ITEM}]}`],
    ["in an object that has other lists", `{"sources": ["a", "b"], "news": [${JSON_ITEM}], "more": []}`],
    ["alone", JSON_ITEM],
    ["a line each", `${JSON_ITEM}\n`],
    ["with a comma too many", `[${JSON_ITEM},]`],
    ["in single quotes", "[{'title': 'Tea', 'url': 'https://example.org/tea', 'summary': 'Leaves in water.'}]"],
    ["broken off", `[${JSON_ITEM}, {"title": "Cof`],
    [
      "broken off in a summary",
      `[${JSON_ITEM}, {"title": "Cups", "url": "https://example.org/cups", "summary": "Cups a`,
    ],
    ["with other names", '[{"headline":"Tea","link":"https://example.org/tea","description":"Leaves in water."}]'],
    [
      "with a source as object",
      '[{"title":"Tea","source":{"url":"https://example.org/tea"},"summary":"Leaves in water."}]',
    ],
  ])("are read %s", (_name, text) => {
    expect(parseItems(text)).toEqual([expect.objectContaining(ITEM)]);
  });

  it("keep what is said of date, story and update", () => {
    const more = { date: "2026-01-05", story: "tea found", update: "More tea." };
    expect(parseItems(JSON.stringify([{ ...ITEM, ...more }]))).toEqual([
      { ...ITEM, publishedAt: "2026-01-05", story: "tea found", update: "More tea." },
    ]);
  });

  it("without summary or title are items, without an address they are none", () => {
    expect(parseItems('[{"url":"https://a.org"},{"title":"B"}]')).toEqual([
      expect.objectContaining({ url: "https://a.org", title: "", summary: "" }),
    ]);
  });

  it("take null for nothing", () => {
    const [item] = parseItems(JSON.stringify([{ ...ITEM, date: null, update: "null" }])) ?? [];
    expect(item).toEqual({ ...ITEM, publishedAt: undefined, story: undefined, update: undefined });
  });
});

it.each(["[]", "```json\n[]\n```", "There is nothing new: []", "[]\n\nNothing new today.", '{"items": []}'])(
  "“%s” is an empty list",
  (text) => {
    expect(parseItems(text)).toEqual([]);
  },
);

it.each(["", "Tea was found. [1]", "[1] Tea was found.", "{curly} words", "```js\nlet a = [1];\n```", "[1, 2, 3]"])(
  "“%s” holds no list of items",
  (text) => {
    expect(parseItems(text)).toBeUndefined();
  },
);

it("nothing that a model writes makes it throw", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.json().map((json) => `[{"url": ${json}`),
      ),
      (text) => {
        const items = parseItems(text) ?? [];
        return items.every(
          ({ url, title, summary }) => url !== "" && typeof title === "string" && typeof summary === "string",
        );
      },
    ),
  );
});
