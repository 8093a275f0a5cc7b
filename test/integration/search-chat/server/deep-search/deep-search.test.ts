import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { systemClock } from "../../../../../src/core/clock.ts";
import { createAnswerQuestion } from "../../../../../src/search-chat/server/answer/create-answer-question.ts";
import { createDeepSearch } from "../../../../../src/search-chat/server/deep-search/create-deep-search.ts";
import { createPageReader } from "../../../../../src/search-chat/server/links/create-page-reader.ts";
import { createMemoryLog } from "../../../../fakes/memory-log.ts";
import { type PageSite, redirectTo, sendHtml, startPageSite } from "../../links/page-site.ts";
import { startAnswering } from "../../server-site.ts";
import { startVendorSite, type VendorSite } from "../search/vendors.ts";
import { type ModelSite, startModelSite } from "../upstream/model-site.ts";

const USAGE = { promptTokens: 100, completionTokens: 10 };
const QUESTION = "How long do refunds take, and who pays the postage?";

let server: Awaited<ReturnType<typeof startAnswering>>;
let vendor: VendorSite;
let model: ModelSite;
let pages: PageSite;
let port: string;

beforeEach(async () => {
  vendor = await startVendorSite("tavily");
  model = await startModelSite();
  pages = await startPageSite((request, response) => {
    if (request.url === "/away") return redirectTo(response, `http://evil.example:${port}/steal`);
    sendHtml(
      response,
      `<title>Refunds</title><article><p>A refund takes fourteen days. We pay the postage.</p></article>`,
    );
  });
  port = String(pages.port);
  vendor.vendor.answer({
    body: {
      results: [
        { url: page("/refunds"), title: "Refunds", content: "All about refunds." },
        { url: page("/away"), title: "More", content: "More about refunds." },
        { url: `http://evil.example:${port}/steal`, title: "Steal", content: "Off the list." },
      ],
    },
  });
  const parts = { clock: systemClock, log: createMemoryLog(), chatModel: model.model };
  const reader = createPageReader({
    isPublicAddress: () => true,
    isPort: () => true,
    lookup: async () => [{ address: "127.0.0.1", family: 4 }],
  });
  server = await startAnswering(
    createAnswerQuestion({
      ...parts,
      readLinks: undefined,
      memory: undefined,
      deepSearch: createDeepSearch({ ...parts, pages: reader }),
      newBoundary: () => "a1b2c3d4e5f6",
    }),
    { searchServices: vendor.services, defaultSearchService: "tavily" },
  );
});
afterEach(() => Promise.all([server.close(), vendor.close(), model.upstream.close(), pages.close()]));

describe("a deep search of the server", () => {
  it("streams its progress as reasoning_content, then the answer, its citations and the usage of every call", async () => {
    says({
      plan: '{"queries": ["refund duration", "refund postage site:evil.example"]}',
      judgements: [
        '{"answered": false, "missing": "who pays", "queries": ["who pays return postage"]}',
        '{"answered": true}',
      ],
      answer: ["Fourteen days [1], and they pay [9]. ", "See [here](https://evil.example/)."],
    });

    const response = await ask({ stream: true, stream_options: { include_usage: true } });
    const chunks = chunksOf(await response.text());

    expect(response.status).toBe(200);
    const deltas = chunks.flatMap(({ choices }) => choices.map(({ delta }) => delta));
    const reasoning = deltas.map(({ reasoning_content }) => reasoning_content ?? "").join("");
    expect(reasoning.split("\n")).toEqual([
      "Searching: refund duration",
      "Searching: refund postage",
      "Found 2 new results",
      "Reading pages.example (1 of 2)",
      "Reading pages.example (2 of 2)",
      expect.stringMatching(/^Could not read pages\.example: ./u),
      "Not yet answered: who pays",
      "Searching: who pays return postage",
      "Found 0 new results",
      "",
    ]);
    const text = deltas.map(({ content }) => content ?? "").join("");
    expect(text).toBe("Fourteen days [1], and they pay. See here.");
    const last = chunks.find(({ citations }) => citations !== undefined);
    expect(last?.citations).toEqual([page("/refunds"), page("/away")]);
    expect(chunks.at(-1)?.usage).toMatchObject({ prompt_tokens: 400, completion_tokens: 40, total_tokens: 440 });
    expect(pages.requests.map(({ url }) => url).sort()).toEqual(["/away", "/refunds"]);
    expect(vendor.vendor.requests.map(({ body }) => body["include_domains"])).toEqual([
      ["pages.example"],
      ["pages.example"],
      ["pages.example"],
    ]);
    expect(lastPrompt()).toContain("A refund takes fourteen days. We pay the postage.");
  });

  it("is the same answer at once when it is not streamed", async () => {
    says({ plan: '{"queries": ["refunds"]}', judgements: ['{"answered": true}'], answer: ["Fourteen days [1]."] });
    const response = await ask({});
    expect(await response.json()).toMatchObject({
      choices: [
        {
          message: {
            content: "Fourteen days [1].",
            reasoning_content: expect.stringContaining("Searching: refunds\n"),
          },
        },
      ],
      citations: [page("/refunds"), page("/away")],
      usage: { total_tokens: 330 },
    });
  });

  it("is refused with the search's own failure when no search succeeds", async () => {
    says({ plan: '{"queries": ["refunds"]}', judgements: [], answer: [] });
    vendor.vendor.answer({ status: 429, headers: { "retry-after": "7" }, body: {} });
    const response = await ask({});
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "7"]);
    expect(model.upstream.requests).toHaveLength(1);
  });

  it("stops asking when its caller goes away", async () => {
    model.upstream.answer("silent");
    const gone = new AbortController();
    const response = ask({ stream: true }, { signal: gone.signal });
    await expect.poll(() => model.upstream.requests.length).toBe(1);
    gone.abort();
    await expect(response).rejects.toThrow();
    expect(await model.upstream.requests[0]?.isAbandoned).toBe(true);
    expect(vendor.vendor.requests).toEqual([]);
  });
});

function page(path: string): string {
  return `http://pages.example:${port}${path}`;
}

function ask(fields: object, init: RequestInit = {}): Promise<Response> {
  const messages = [{ role: "user", content: QUESTION }];
  const sites = { "search-include-sites": ["pages.example"] };
  return server.complete({ model: "tiny-deep-search", messages, ...sites, ...fields }, init);
}

interface Said {
  readonly plan: string;
  readonly judgements: readonly string[];
  readonly answer: readonly string[];
}

/** The upstream's model knows its task by what the system says. */
function says({ plan, judgements, answer }: Said): void {
  const left = [...judgements];
  model.upstream.answer(({ messages: [system] }) => {
    const task = String(system?.content);
    const text = task.startsWith("You plan") ? plan : task.startsWith("You judge") ? (left.shift() ?? "") : answer;
    return { text, usage: USAGE };
  });
}

function lastPrompt(): string {
  return String(model.upstream.requests.at(-1)?.body.messages.at(-1)?.content);
}

const chunkSchema = z.object({
  choices: z.array(
    z.object({ delta: z.object({ content: z.string().optional(), reasoning_content: z.string().optional() }) }),
  ),
  citations: z.array(z.string()).optional(),
  usage: z.record(z.string(), z.unknown()).nullish(),
});

function chunksOf(stream: string) {
  return stream
    .split("\n\n")
    .flatMap((event) => (event.startsWith("data: {") ? [chunkSchema.parse(JSON.parse(event.slice(6)))] : []));
}
