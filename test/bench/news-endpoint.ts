import { createServer, type Server } from "node:http";
import { readBody } from "./read-body.ts";

/** How a digest is named in its topic, and a story in its address: its digest, and its number there. */
const DIGEST_ID = /\bd\d{4}\b/gu;
export const STORY = /\bd\d{4}\/\d+/gu;

export function storiesOf(digestId: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${digestId}/${index + 1}`);
}

/** A search-chat endpoint that answers at once with the news of the digest that asks, which no other digest has. */
export function createNewsEndpoint({ items }: { readonly items: number }): {
  readonly server: Server;
  searches(): number;
} {
  let searches = 0;
  const server = createServer((request, response) => {
    void readBody(request).then(
      (body) => {
        searches += 1;
        const stories = storiesOf(body.match(DIGEST_ID)?.at(-1) ?? "d0000", items);
        response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
        response.write(chunk({ choices: [{ index: 0, delta: { content: JSON.stringify(stories.map(toItem)) } }] }));
        response.write(
          chunk({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }], citations: stories.map(toUrl) }),
        );
        response.end("data: [DONE]\n\n");
      },
      () => response.destroy(),
    );
  });
  return { server, searches: () => searches };
}

function toItem(story: string) {
  const [company = "", office = ""] = story.split("/");
  return {
    title: `Company ${company} opens office ${office}`,
    url: toUrl(story),
    summary: `The company says that office ${office} has a door, some windows and people who work there.`,
    date: null,
    story: `company ${company} opens office ${office}`,
    update: null,
  };
}

function toUrl(story: string): string {
  return `https://news.example.org/${story}`;
}

function chunk(fields: object): string {
  return `data: ${JSON.stringify({ id: "chatcmpl-bench", object: "chat.completion.chunk", created: 1, model: "bench", ...fields })}\n\n`;
}
