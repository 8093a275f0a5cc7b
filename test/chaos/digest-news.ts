import type { FakeAnswer } from "../fakes/fake-search-chat-reply.ts";

/** How a text names a digest, and how an item links to its story: by this alone, so that a title alone tells none. */
const DIGEST_ID = /\bd\d{5}\b/u;
export const STORY = /\b[dp]\d{5}-\d+\b/gu;

const SHARED_STORIES = 4;

export function digestIdIn(text: string): string | undefined {
  return DIGEST_ID.exec(text)?.[0];
}

/** The digests of one place ask for the same news, and each for some of its own. */
export function topicOf(digestId: string, placeId: string): string {
  return `News of ${digestId} and ${placeId}`;
}

/**
 * What the endpoint finds on such a topic. Each search finds one of those that the one before had, one that the next will
 * have, and one that no other has: a slot that searches again after a crash finds other items than it has already begun
 * to post, and whichever slot of a digest comes last has something to tell.
 */
export function newsOn(topic: string, nth: number): FakeAnswer {
  const place = /\bp\d{5}\b/u.exec(topic)?.[0] ?? "p00000";
  const own = digestIdIn(topic) ?? "d00000";
  const stories = [
    ...[2 * nth, 2 * nth - 1, 2 * nth + 1].map((number) => `${own}-${number}`),
    ...Array.from({ length: SHARED_STORIES }, (_, index) => `${place}-${index + 1}`),
  ];
  const items = stories.map((story) => {
    const [company = "", office = ""] = story.split("-");
    return {
      title: `Company ${company} opens office ${office}`,
      url: toUrl(story),
      summary: `The company says that office ${office} has a door, some windows and people who work there.`,
      date: null,
      story: `company ${company} opens office ${office}`,
      update: null,
    };
  });
  const text = JSON.stringify(items);
  const half = Math.ceil(text.length / 2);
  return { text: [text.slice(0, half), text.slice(half)], citations: stories.map(toUrl), everyMs: 150 };
}

function toUrl(story: string): string {
  return `https://news.example.org/${story}`;
}
