import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isChannelSlug, toChannelSlug } from "../../../../src/platforms/web/channel-slug.ts";

describe("toChannelSlug", () => {
  it.each([
    ["general", "general"],
    ["  Release notes ", "release-notes"],
    ["#Café & Crème!", "cafe-creme"],
    ["a--b__c", "a-b-c"],
    ["x".repeat(40), "x".repeat(40)],
  ])("makes %j %j", (name, slug) => {
    expect(toChannelSlug(name)).toBe(slug);
  });

  it.each(["", "???", "日本語"])("refuses %j, which leaves nothing of a name", (name) => {
    expect(() => toChannelSlug(name)).toThrow(/at least one letter/u);
  });

  it("refuses a name that is too long, with both numbers", () => {
    expect(() => toChannelSlug("x".repeat(41))).toThrow(/40 characters; this one has 41/u);
  });

  it("makes only what is a channel's id", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (name) => {
        fc.pre(/[a-z0-9]/iu.test(name));
        expect(isChannelSlug(toChannelSlug(name))).toBe(true);
      }),
    );
  });
});

describe("isChannelSlug", () => {
  it.each(["", "-a", "a-", "A", "a/b", "../etc", "a b", "x".repeat(41)])("refuses %j", (text) => {
    expect(isChannelSlug(text)).toBe(false);
  });
});
