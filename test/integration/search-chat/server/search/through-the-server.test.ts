import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { systemClock } from "../../../../../src/core/clock.ts";
import { createAnswerQuestion } from "../../../../../src/search-chat/server/answer/create-answer-question.ts";
import { createUnifiedSearch } from "../../../../../src/search-chat/server/search/unified-search.ts";
import { createMemoryLog } from "../../../../fakes/memory-log.ts";
import { vendorKey } from "../../../../fakes/search-services/fake-vendor.ts";
import { bodyOf, startAnswering } from "../../server-site.ts";
import { startVendorSite, type VendorName, type VendorSite } from "./vendors.ts";

type Server = Awaited<ReturnType<typeof startAnswering>>;

const noParts = { chatModel: undefined, readLinks: undefined, memory: undefined, deepSearch: undefined };
const errorSchema = z.object({ error: z.object({ err_code: z.number(), message: z.string() }) });

let server: Server;
let sites: Readonly<Record<VendorName, VendorSite>>;

beforeEach(async () => {
  sites = {
    search1api: await startVendorSite("search1api"),
    tavily: await startVendorSite("tavily"),
    exa: await startVendorSite("exa"),
    bocha: await startVendorSite("bocha"),
  };
  const searchServices = {
    ...sites.search1api.services,
    ...sites.tavily.services,
    ...sites.exa.services,
    ...sites.bocha.services,
  };
  const log = createMemoryLog();
  server = await startAnswering(
    createAnswerQuestion({ ...noParts, clock: systemClock, log, newBoundary: () => "a1b2c3d4e5f6" }),
    {
      searchServices,
      defaultSearchService: "search1api",
      unifiedSearch: createUnifiedSearch(searchServices, { clock: systemClock }),
    },
  );
});
afterEach(async () => {
  await Promise.all([server.close(), ...Object.values(sites).map((site) => site.close())]);
});

describe("a question to the server, with search", () => {
  it.each([
    [undefined, "search1api"],
    ["search1api", "search1api"],
    ["tavily", "tavily"],
    ["exa", "exa"],
    ["bocha", "bocha"],
    ["bochaai", "bocha"],
  ] as const)("whose search-service is %s asks %s and nobody else", async (service, name) => {
    const response = await server.complete(bodyOf("What is a footnote?", { "search-service": service }));
    expect(response.status).toBe(200);
    const asked = Object.entries(sites).filter(([, { vendor }]) => vendor.requests.length > 0);
    expect(asked.map(([vendor]) => vendor)).toEqual([name]);
  });

  it("sends the lists, and cites nothing off them", async () => {
    const response = await server.complete(
      bodyOf("What is a footnote?", {
        "search-service": "tavily",
        "search-results": 3,
        "search-include-sites": ["encyclopedia.example"],
      }),
    );
    expect(sites.tavily.vendor.requests).toMatchObject([
      { body: { include_domains: ["encyclopedia.example"], max_results: 3 } },
    ]);
    const reply = await response.text();
    expect(reply).toContain("https://encyclopedia.example/wiki/Footnote");
    expect(reply).not.toMatch(/style\.example|print\.example/u);
  });

  it("with lists for bocha is refused, and bocha is not asked", async () => {
    const fields = { "search-service": "bochaai", "search-exclude-sites": ["a.com"] };
    const response = await server.complete(bodyOf("What is a footnote?", fields));
    expect(response.status).toBe(400);
    expect(await errorOf(response)).toMatchObject({ err_code: -10_009, message: expect.stringContaining("Bocha") });
    expect(sites.bocha.vendor.requests).toEqual([]);
  });

  it.each([
    [401, 503, -10_002, null],
    [402, 503, -10_006, null],
    [429, 503, -1024, "7"],
    [500, 502, -1024, null],
    [422, 502, -10_009, null],
  ])(
    "that the search service answers with %i is answered with %i and %i",
    async (vendor, status, errCode, retryAfter) => {
      const headers = vendor === 429 ? { "retry-after": "7" } : {};
      sites.exa.vendor.answer({ status: vendor, headers, body: { error: `no, ${vendorKey}` } });
      const response = await server.complete(bodyOf("What is a footnote?", { "search-service": "exa" }));
      expect([response.status, response.headers.get("retry-after")]).toEqual([status, retryAfter]);
      const error = await errorOf(response);
      expect(error).toMatchObject({ err_code: errCode, message: expect.stringMatching(/^Exa .*\.$/u) });
      expect(JSON.stringify([error, server.logged])).not.toContain(vendorKey);
    },
  );
});

describe("POST /302/general/search", () => {
  const search = (body: unknown) =>
    fetch(server.url.replace(/\/v1$/u, "/302/general/search"), {
      method: "POST",
      body: typeof body === "string" ? body : JSON.stringify(body),
    });

  it("answers with results", async () => {
    const response = await search({ provider: "exa", query: "what is a footnote", max_results: 1 });
    expect([response.status, await response.json()]).toEqual([
      200,
      {
        search_results: [expect.objectContaining({ url: "https://encyclopedia.example/wiki/Footnote" })],
        images: [],
        data: {
          response_time: expect.any(Number),
          request_id: "b5947044c4b78efa9552a7c89b306d95",
          results: [expect.objectContaining({ author: "Ada Example" })],
        },
      },
    ]);
  });

  it.each([
    ["no JSON", "{", 400, -10_011],
    ["no query", { provider: "tavily" }, 400, -10_011],
    ["a provider that is not served", { provider: "metaso", query: "q" }, 400, -10_009],
    ["lists for bocha", { provider: "bocha", query: "q", include_domains: ["a.com"] }, 400, -10_009],
  ])("refuses %s", async (_, body, status, errCode) => {
    const response = await search(body);
    expect([response.status, (await errorOf(response)).err_code]).toEqual([status, errCode]);
  });

  it("says when a provider that is asked too often may be asked again", async () => {
    sites.tavily.vendor.answer({ status: 429, headers: { "retry-after": "30" }, body: {} });
    const response = await search({ provider: "tavily", query: "q" });
    expect([response.status, response.headers.get("retry-after"), await errorOf(response)]).toEqual([
      503,
      "30",
      expect.objectContaining({ err_code: -1024, message: "Tavily is asked too often; try again later." }),
    ]);
  });

  it("tells the operator, once, why a provider's refusal is not the caller's fault", async () => {
    sites.tavily.vendor.answer({
      status: 401,
      body: { detail: { error: "Unauthorized: missing or invalid API key." } },
    });
    expect((await search({ provider: "tavily", query: "q" })).status).toBe(503);
    expect(server.logged).toMatchObject([
      { level: "warn", fields: { path: "/302/general/search", err: expect.any(Error) } },
    ]);
    expect(JSON.stringify(server.logged)).not.toContain(vendorKey);
  });
});

async function errorOf(response: Response) {
  return errorSchema.parse(await response.json()).error;
}
