import { describe, expect, it } from "vitest";
import { type StoryWords, storyKeys } from "../../../../src/features/digest/story-key.ts";

function story(title: string, url = "https://example.org/a", words?: string): StoryWords {
  return { title, url, story: words };
}

function share(a: StoryWords, b: StoryWords): boolean {
  const keys = new Set(storyKeys(a));
  return storyKeys(b).some((key) => keys.has(key));
}

describe("one story on two sites", () => {
  it.each([
    [story("TypeScript 6.0 released"), story("Announcing TypeScript 6.0")],
    [story("TypeScript 6.0 is out now | InfoWorld"), story("TypeScript 6.0 Released!")],
    [
      story("Apple unveils M6 chip - The Verge", "https://www.theverge.com/1"),
      story("Apple unveils its M6 chips — BBC News", "https://www.bbc.co.uk/2"),
    ],
    [story("Node.js v26.1.0 fixes TLS bug"), story("NodeJS 26.1.0 fixes a TLS bug")],
    [story("OpenAI’s board fires chief"), story("OpenAI's Board Fires Chief")],
    [story("Café in Zürich gewinnt den Preis"), story("Cafe in Zurich gewinnt Preis")],
    [story("Redis 9 adds vector sets"), story("Vector sets added: Redis 9")],
    [story("東京で新しい図書館が開館しました"), story("東京で新しい図書館が開館しました。")],
    [
      story("What we know so far", "https://a.org/1", "ferry sinks off Crete"),
      story("Rescue at sea", "https://b.org/2", "Ferry sinks off Crete"),
    ],
    [story("Ferry sinks off Crete"), story("Dozens rescued in the night", "https://b.org/2", "ferry sinks Crete")],
  ])("%o and %o have a key in common", (a, b) => {
    expect(share(a, b)).toBe(true);
  });
});

describe("two stories", () => {
  it.each([
    [story("TypeScript 6.0 released"), story("TypeScript 6.1 released")],
    [story("TypeScript 6.0 released"), story("TypeScript 6.0 beta released")],
    [story("TypeScript 6.0 released"), story("TypeScript 6.0 delayed")],
    [story("This Week in Rust 600"), story("This Week in Rust 601")],
    [story("Bitcoin hits 100,000"), story("Bitcoin falls below 100,000")],
    [story("Ferry sinks off Crete"), story("Ferry sinks off Malta")],
    [story("Court rules for Google"), story("Court rules against Google")],
    [
      story("Release 2.0 - security fixes", "https://example.org/a"),
      story("Release 2.0 - faster builds", "https://example.org/b"),
    ],
    [story("東京で新しい図書館が開館しました"), story("大阪で新しい図書館が開館しました")],
    [story("Update", "https://a.org/1", "news"), story("Update", "https://b.org/1", "news")],
  ])("%o and %o have none", (a, b) => {
    expect(share(a, b)).toBe(false);
  });
});

it.each(["", "The news", "Release notes", "OpenAI", "🎉🎉🎉"])("“%s” is too little to know a story by", (title) => {
  expect(storyKeys(story(title))).toEqual([]);
});
