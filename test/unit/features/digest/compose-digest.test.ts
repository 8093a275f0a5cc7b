import { describe, expect, it } from "vitest";
import type { DigestItem } from "../../../../src/core/digest-slot.ts";
import { parseMarkdown } from "../../../../src/core/markdown.ts";
import {
  composeDigest as compose,
  type Edition,
  editionTitle,
} from "../../../../src/features/digest/compose-digest.ts";
import { MONDAY_9 } from "./digest-bench.ts";

const limits = { maxLength: 2_000, measure: (markdown: string) => markdown.length };

const item: DigestItem = {
  title: "Tea harvest begins",
  url: "https://www.example.org/tea",
  summary: "It is early this year.",
  publishedAt: "2026-01-04",
  keys: ["k"],
};

function composeDigest(whole: Edition, within: typeof limits): readonly string[] {
  return compose(whole, within).map(({ markdown }) => markdown);
}

function edition(more: Partial<Edition> = {}): Edition {
  const digest = { topic: "Tea", timeZone: "Europe/Berlin", layout: "together" } as const;
  return { digest, slot: MONDAY_9, items: [item], isLate: false, ...more };
}

function threaded(more: Partial<Edition> = {}): Edition {
  const whole = edition(more);
  return { ...whole, digest: { ...whole.digest, layout: "thread" } };
}

describe("an edition in one message", () => {
  it("has a headline with the day, and each item with its link, summary, site and date", () => {
    expect(composeDigest(edition(), limits)).toEqual([
      [
        "**Tea · 5 January 2026**",
        "",
        "**1.** [Tea harvest begins](https://www.example.org/tea)  ",
        "It is early this year.  ",
        "_example.org, 4 Jan 2026_",
      ].join("\n"),
    ]);
  });

  it("is dated as it is in the digest's own zone", () => {
    const digest = { topic: "Tea", timeZone: "Pacific/Auckland", layout: "together" } as const;
    const slot = Date.UTC(2026, 0, 5, 20);
    expect(editionTitle({ digest, slot })).toBe("Tea · 6 January 2026");
    const [text] = composeDigest(
      edition({ digest, slot, items: [{ ...item, publishedAt: "2026-01-05T20:00:00.000Z" }] }),
      limits,
    );
    expect(text).toContain("6 Jan 2026_");
  });

  it("says that it is late, and when it was due", () => {
    expect(composeDigest(edition({ isLate: true }), limits)[0]).toContain("_Late: this was due at 10:00._");
  });

  it("says what has changed in an update", () => {
    expect(composeDigest(edition({ items: [{ ...item, update: "It has ended." }] }), limits)[0]).toContain(
      "**Update:** It has ended.",
    );
  });

  it("is cut between two items, and loses none", () => {
    const items = Array.from({ length: 10 }, (_, index) => ({
      ...item,
      title: `Story ${index}`,
      summary: "x".repeat(390),
    }));
    const parts = composeDigest(edition({ items }), limits);
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) {
      expect(part.length).toBeLessThanOrEqual(2_000);
      expect(part.match(/\*\*\d+\.\*\*/gu)?.length).toBe(part.match(/_example\.org/gu)?.length);
    }
    expect(parts.join("\n").match(/Story \d/gu)).toHaveLength(10);
  });
});

describe("an edition in a thread", () => {
  it("has the titles in the channel, and each item by itself", () => {
    const items = [item, { ...item, title: "Coffee is out", update: "Gone." }];
    const [head, ...others] = composeDigest(threaded({ items }), limits);
    expect(head).toBe("**Tea · 5 January 2026**\n\n**1.** Tea harvest begins\n\n**2.** Update: Coffee is out");
    expect(others).toHaveLength(2);
    expect(others[1]).toContain("**2.** [Coffee is out](https://www.example.org/tea)");
  });

  it("has a headline that is one message, however long its titles are", () => {
    const items = Array.from({ length: 10 }, () => ({ ...item, title: "*_[".repeat(50) }));
    expect(composeDigest(threaded({ items }), limits)).toHaveLength(11);
  });
});

describe("what pages have written", () => {
  it("makes no link, no heading and no emphasis of its own", () => {
    const title = "](https://evil.example) # **bold** <b> `code` [x](https://evil.example)";
    const [text = ""] = composeDigest(edition({ items: [{ ...item, title, summary: title, update: title }] }), limits);
    const links = JSON.stringify(parseMarkdown(text)).match(/"type":"link"[^}]*?"url":"[^"]*"|"url":"[^"]*"/gu);
    expect(links).toEqual([expect.stringContaining('"url":"https://www.example.org/tea"')]);
  });

  it("is named without a link when no message can hold its address", () => {
    const url = `https://example.org/${"a".repeat(1_900)}`;
    const [text = ""] = composeDigest(edition({ items: [{ ...item, url }] }), limits);
    expect(text).toContain("**1.** Tea harvest begins  \n");
    expect(text).not.toContain("aaaa");
  });

  it("does not end its link early", () => {
    const [text] = composeDigest(edition({ items: [{ ...item, url: "https://example.org/a_(b) c" }] }), limits);
    expect(text).toContain("(https://example.org/a_%28b%29%20c)");
  });
});

it("an edition without items says so", () => {
  expect(composeDigest(edition({ items: [] }), limits)).toEqual([
    "**Tea · 5 January 2026**\n\nNothing new since the last time.",
  ]);
});

describe("thumbs", () => {
  const items = [item, { ...item, title: "Coffee is out", summary: "**7.** x" }];

  it("stand under a message for the items in it", () => {
    expect(compose(edition({ items }), limits).map(({ feedback }) => feedback)).toEqual([{ items: [1, 2] }]);
    const long = Array.from({ length: 10 }, () => ({ ...item, summary: "x".repeat(390) }));
    const numbers = compose(edition({ items: long }), limits).flatMap(({ feedback }) => feedback?.items ?? []);
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it("stand under each item of a thread, and none for an item under its headline", () => {
    expect(compose(threaded({ items }), limits).map(({ feedback }) => feedback?.items)).toEqual([undefined, [1], [2]]);
  });
});
