import { afterAll, beforeAll, describe, expect } from "vitest";
import { systemClock } from "../../../../src/core/clock.ts";
import { createAdmitCaller } from "../../../../src/search-chat/server/keys/admit-caller.ts";
import { row } from "../../../contracts/search-chat-row.ts";
import { NOW_MS } from "../server-site.ts";
import { type ContractSite, openContract } from "./contract-site.ts";

const secret = ["a", "long", "key"].join("-");
const models = [
  { id: "gpt-4o", ownedBy: "openai", created: 1_700_000_000 },
  { id: "deepseek-ai/deepseek-r1", ownedBy: "deepseek" },
];

let site: ContractSite;
beforeAll(async () => {
  site = await openContract({
    models: {
      list: async () => models,
      status: async (model) =>
        [
          { id: "gpt-4o", firstByteMs: 1_990 },
          { id: "deepseek-ai/deepseek-r1", firstByteMs: undefined },
        ].filter(({ id }) => model === undefined || id === model),
    },
    unifiedSearch: async (body) => ({ search_results: [], asked: body }),
  });
});
afterAll(() => site.close());

const get = async (path: string) => (await fetch(`${site.origin}${path}`)).json();

describe("the addresses", () => {
  row("route.chat", async () => expect((await site.post({})).status).toBe(200));
  row("route.models", async () => {
    expect(await get("/v1/models")).toEqual({
      object: "list",
      data: [
        { id: "gpt-4o", object: "model", created: 1_700_000_000, owned_by: "openai" },
        { id: "deepseek-ai/deepseek-r1", object: "model", created: NOW_MS / 1000, owned_by: "deepseek" },
      ],
    });
  });
  row("route.models.query", async () =>
    expect(await get("/v1/models?llm=1&include_custom_models=1")).toEqual(await get("/v1/models")),
  );
  row("route.model", async () => {
    expect(await get("/v1/models/deepseek-ai%2Fdeepseek-r1")).toMatchObject({ owned_by: "deepseek" });
    expect(await get("/v1/models/deepseek-ai/deepseek-r1")).toMatchObject({ owned_by: "deepseek" });
    expect(await get("/v1/models/other")).toMatchObject({ error: { err_code: -10_008 } });
  });
  row("route.status", async () => {
    expect(await get("/v1/status?model=gpt-4o")).toEqual({
      data: [{ id: "gpt-4o", object: "model", first_byte_req_time: "1.99" }],
    });
    expect(await get("/v1/status")).toMatchObject({ data: [{}, { first_byte_req_time: null }] });
  });
  row("route.search", async () => {
    const search = (body: string) => fetch(`${site.origin}/302/general/search`, { method: "POST", body });
    const asked = { query: "q", provider: "tavily" };
    expect(await (await search(JSON.stringify(asked))).json()).toEqual({ search_results: [], asked });
    expect((await search("{")).status).toBe(400);
  });
  row("route.unknown", async () => {
    for (const path of ["/", "/v1", "/v1/completions", "/v1/chat/completions/more", "/302", "/%00", "/v1/%E0%A4%A"]) {
      expect(await get(path)).toMatchObject({ error: { err_code: -10_010 } });
    }
  });
  row("route.method", async () => {
    const paths = { "/v1/chat/completions": "POST", "/v1/models": "GET", "/v1/status": "GET" };
    for (const [path, allow] of Object.entries({ ...paths, "/302/general/search": "POST" })) {
      const response = await fetch(`${site.origin}${path}`, { method: "DELETE" });
      expect(response.status).toBe(405);
      expect(response.headers.get("allow")).toBe(allow);
    }
  });
  row("route.async", async () => {
    const body = JSON.stringify({ model: "gpt-4o", messages: [{ role: "user", content: "?" }] });
    const ask = (query: string) => fetch(`${site.url}/chat/completions${query}`, { method: "POST", body });
    const response = await ask("?async=true&callback=https%3A%2F%2Fa.example");
    expect(await response.json()).toMatchObject({ error: { err_code: -10_009 } });
    expect((await ask("?async=false")).status).toBe(200);
  });
});

describe("the key", () => {
  const admit = createAdmitCaller(
    { keys: undefined, clock: systemClock },
    { fixedKeys: [{ id: "k", secret }], isOpen: false },
  );
  const calls = [
    ["POST", "/v1/chat/completions"],
    ["GET", "/v1/models"],
    ["GET", "/v1/models/gpt-4o"],
    ["GET", "/v1/status"],
    ["POST", "/302/general/search"],
  ] as const;
  async function codes(headers: Record<string, string>) {
    const locked = await openContract({ admit });
    const refusals = await Promise.all(
      calls.map(async ([method, path]) => (await fetch(`${locked.origin}${path}`, { method, headers })).json()),
    );
    await locked.close();
    return refusals;
  }
  row("auth.missing", async () => {
    for (const refusal of await codes({})) expect(refusal).toMatchObject({ error: { err_code: -10_001 } });
  });
  row("auth.wrong", async () => {
    for (const refusal of await codes({ authorization: `Bearer ${secret}x` })) {
      expect(refusal).toMatchObject({ error: { err_code: -10_005 } });
    }
  });
});
