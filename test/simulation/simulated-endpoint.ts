import type { AnswerEvent, AnswerProvider, Citation } from "../../src/core/answer.ts";
import { ProviderError } from "../../src/core/errors.ts";

const HOUR_MS = 3_600_000;
/** Each topic has a new story so often. */
const NEW_STORY_EVERY_MS = 9 * HOUR_MS;
/** How many of the newest stories a search may find. */
const FOUND_AMONG = 14;
const CHARACTERS_TO_CUT = 40;

/** How a text about one story names it; the story itself is in the words, so that a reader can tell. */
export const STORY = /story\d+n\d+/gu;

/**
 * An endpoint that knows the news of every topic: it lists some of the newest, again and again, under ever other
 * addresses and sites, and deviates from what it was asked for as models do.
 */
export function createSimulatedEndpoint({
  now,
  random,
  isDown,
}: {
  now(): number;
  random(): number;
  isDown(): boolean;
}): AnswerProvider {
  const chance = (share: number) => random() < share;
  const pick = <Value>(values: readonly Value[], fallback: Value): Value =>
    values[Math.floor(random() * values.length)] ?? fallback;

  return {
    async *answer({ messages }): AsyncGenerator<AnswerEvent> {
      if (isDown()) throw new ProviderError("down", { code: "PROVIDER_UNAVAILABLE" });
      const topic = /\d+/u.exec(messages.at(-1)?.content ?? "")?.[0] ?? "0";
      if (chance(0.02)) {
        yield { type: "text", text: "[]" };
        yield { type: "done", finishReason: "stop" };
        return;
      }
      const items = newest(topic);
      const citations = items.flatMap(({ citation }) => citation ?? []);
      yield { type: "citations", citations };
      yield { type: "text", text: textOf(items, citations) };
      yield { type: "done", finishReason: "stop" };
    },
  };

  function textOf(items: ReturnType<typeof newest>, citations: readonly Citation[]): string {
    const json = JSON.stringify(items.map(({ item }) => item));
    const kind = random();
    if (kind < 0.03) {
      const lines = citations.map(({ number, title }) => `- ${title} is told here in some words. [${number}]`);
      return `What is new:\n\n${lines.join("\n")}`;
    }
    if (kind < 0.06) return json.slice(0, -CHARACTERS_TO_CUT);
    return kind < 0.5 ? json : `Here it is:\n\`\`\`json\n${json}\n\`\`\``;
  }

  function newest(topic: string) {
    const last = Math.floor(now() / NEW_STORY_EVERY_MS);
    const stories = new Set(Array.from({ length: 4 }, () => last - Math.floor(random() * FOUND_AMONG)));
    return [...stories].map((story, index) => {
      const words = `Company opens story${topic}n${story}`;
      const at = story * NEW_STORY_EVERY_MS;
      const isUpdate = chance(0.08);
      const date = isUpdate ? now() - HOUR_MS : at;
      const publishedAt = chance(0.7) ? new Date(date).toISOString().slice(0, chance(0.5) ? 10 : 19) : undefined;
      const url = pick(
        [
          `https://news.example.org/t${topic}/s${story}`,
          `https://www.news.example.org/t${topic}/s${story}/?utm_source=feed`,
          `https://m.news.example.org/t${topic}/s${story}#top`,
          `https://amp.news.example.org/t${topic}/s${story}`,
          `https://press.example.net/${topic}/${story}.html`,
          ...(chance(0.2) ? [`https://blocked.example/${topic}/${story}`] : []),
        ],
        "",
      );
      const citation: Citation = { number: index + 1, url, title: words, snippet: `${words}, they say.`, publishedAt };
      return {
        citation: chance(0.95) ? citation : undefined,
        item: {
          title: chance(0.3) ? `${words} | Example News` : words,
          url,
          summary: `It is said that ${words} and more.`,
          date: chance(0.5) ? new Date(at).toISOString().slice(0, 10) : null,
          story: chance(0.5) ? `story${topic}n${story} opens company` : undefined,
          update: isUpdate ? "There is more to it." : null,
        },
      };
    });
  }
}
