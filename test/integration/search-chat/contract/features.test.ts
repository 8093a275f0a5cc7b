import fc from "fast-check";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { row } from "../../../contracts/search-chat-row.ts";
import { type ContractSite, openContract } from "./contract-site.ts";

let site: ContractSite;
beforeAll(async () => {
  site = await openContract();
});
afterAll(() => site.close());

const featuresOf = async (fields: object) => (await site.understood(fields)).features;
const none = {
  model: "gpt-4o",
  webSearch: false,
  deepSearch: undefined,
  ocr: undefined,
  fusion: undefined,
  fileParse: false,
};

describe("deep search", () => {
  const deepOf = async (fields: object) => (await featuresOf({ "deep-search": true, ...fields })).deepSearch;
  const serviceAsked = async (fields: object) => {
    const { search } = await site.understood({ "deep-search": true, ...fields });
    await search?.ask("query", { signal: new AbortController().signal });
    return site.queries.at(-1)?.service;
  };
  row("deep.suffix", async () => {
    const deepSearch = { service: undefined };
    expect(await featuresOf({ model: "gpt-4o-deep-search" })).toEqual({ ...none, deepSearch });
    expect(await featuresOf({ model: "gpt-4o-deep-search", "deep-search": false })).toEqual(none);
  });
  row("deep.flag", async () => expect(await deepOf({})).toEqual({ service: undefined }));
  row("deep.type.default", async () => {
    expect(await serviceAsked({})).toBe("search1api");
    expect(await serviceAsked({ "search-service": "exa" })).toBe("exa");
  });
  row("deep.type.jina", async () => {
    expect(await deepOf({ searchType: "jina" })).toEqual({ service: undefined });
    expect(await serviceAsked({ searchType: "jina" })).toBe("search1api");
  });
  row("deep.type.search1api", async () => expect(await serviceAsked({ searchType: "search1api" })).toBe("search1api"));
  row("deep.type.tavily", async () => expect(await serviceAsked({ searchType: "tavily" })).toBe("tavily"));
  row("deep.type.exa", async () => expect(await serviceAsked({ searchType: "exa" })).toBe("exa"));
  row("deep.type.unknown", async () => {
    for (const searchType of ["bocha", "altavista", 1]) {
      expect(await site.refusal({ searchType })).toMatchObject({ status: 400, code: -10_011 });
    }
  });
});

describe("image analysis", () => {
  row("ocr.suffix", async () =>
    expect(await featuresOf({ model: "gpt-4o-ocr" })).toEqual({ ...none, ocr: { model: undefined } }),
  );
  row("ocr.model", async () =>
    expect(await featuresOf({ ocr_model: "gpt-4o-mini" })).toEqual({ ...none, ocr: { model: "gpt-4o-mini" } }),
  );
  row("ocr.flag", async () => {
    expect((await featuresOf({ ocr: true })).ocr).toEqual({ model: undefined });
    expect((await featuresOf({ model: "gpt-4o-ocr", ocr_model: "gpt-4o", ocr: false })).ocr).toBeUndefined();
  });
});

describe("reasoning mode", () => {
  const fusion = { model: undefined };
  row("fusion.suffix.r1", async () =>
    expect(await featuresOf({ model: "gpt-4o-r1-fusion" })).toEqual({ ...none, fusion }),
  );
  row("fusion.suffix", async () => expect(await featuresOf({ model: "gpt-4o-fusion" })).toEqual({ ...none, fusion }));
  row("fusion.flag.r1", async () => {
    expect(await featuresOf({ "r1-fusion": true })).toEqual({ ...none, fusion });
    // 302.AI's own client sends this whenever the mode is off.
    expect(await featuresOf({ "r1-fusion": false })).toEqual(none);
  });
  row("fusion.flag", async () => {
    expect(await featuresOf({ fusion: true, "r1-fusion": false })).toEqual({ ...none, fusion });
    expect(await featuresOf({ model: "gpt-4o-fusion", fusion: false })).toEqual(none);
  });
  row("fusion.flag.dash", async () => expect(await featuresOf({ "-fusion": true })).toEqual({ ...none, fusion }));
  row("fusion.thinking-model", async () =>
    expect((await featuresOf({ fusion: true, "thinking-model": "qwq" })).fusion).toEqual({ model: "qwq" }),
  );
});

describe("link parsing", () => {
  row("file-parse.suffix", async () =>
    expect(await featuresOf({ model: "gpt-4o-file-parse" })).toEqual({ ...none, fileParse: true }),
  );
  row("file-parse.flag", async () => {
    expect(await featuresOf({ "file-parse": true })).toEqual({ ...none, fileParse: true });
    expect(await featuresOf({ model: "gpt-4o-file-parse", "file-parse": false })).toEqual(none);
  });
  row("parse-service", async () => {
    expect((await featuresOf({ "file-parse": true, "parse-service": "jina" })).fileParse).toBe(true);
    expect(await site.refusal({ "parse-service": "other" })).toMatchObject({ status: 400, code: -10_011 });
  });
});

describe("suffixes", () => {
  const suffixes = ["-web-search", "-deep-search", "-ocr", "-r1-fusion", "-file-parse"];
  row("suffix.order", async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(suffixes), async (chosen) => {
        const features = await featuresOf({ model: `gpt-4o${chosen.join("")}` });
        expect(features.model).toBe("gpt-4o");
        const on = [features.webSearch, features.deepSearch, features.ocr, features.fusion, features.fileParse];
        expect(on.map(Boolean)).toEqual(suffixes.map((suffix) => chosen.includes(suffix)));
      }),
      { numRuns: 60 },
    );
  });
  row("suffix.only", async () => {
    for (const model of ["-web-search", "-ocr-web-search"]) {
      expect(await site.refusal({ model })).toMatchObject({ status: 400, code: -10_011 });
    }
  });
});

describe("long-term memory", () => {
  const userId = "3f2b8c1e-7a64-4d0b-9c55-2e1f0a9b8c7d";
  const memoryOf = async (userid: unknown) => (await site.understood({ userid })).memory;
  row("memory.uuid", async () => {
    expect(await memoryOf(userId)).toMatchObject({ userId });
    expect(await memoryOf(userId.toUpperCase())).toMatchObject({ userId });
  });
  row("memory.other", async () => {
    // The second is a UUID of version 1.
    for (const other of ["", "3f2b8c1e-7a64-1d0b-9c55-2e1f0a9b8c7d", "me", 12, {}, null, undefined]) {
      expect(await memoryOf(other)).toBeUndefined();
    }
  });
  row("memory.owner", async () => {
    const owned = await openContract({ admit: async ({ authorization }) => ({ owner: authorization ?? "" }) });
    const response = await owned.post({ userid: userId }, { headers: { authorization: "Bearer one" } });
    await response.text();
    expect((await owned.understood({ userid: userId })).memory).toEqual({ owner: "", userId });
    expect(owned.questions[0]?.memory).toEqual({ owner: "Bearer one", userId });
    await owned.close();
  });
});

describe("tools", () => {
  const tool = {
    type: "function",
    function: { name: "look_up", description: "Looks up.", parameters: { type: "object" } },
  };
  const tools = [tool];
  const useOf = async (fields: object) => (await site.understood({ tools, ...fields })).toolUse;
  row("tools.pass", async () => {
    const choice = { type: "function", function: { name: "look_up" } };
    expect(await useOf({ tool_choice: choice })).toEqual({ tools, choice, mode: "auto" });
    expect((await useOf({ tool_choice: "required" }))?.choice).toBe("required");
    expect(await useOf({ tools: [] })).toBeUndefined();
    expect(await site.takes({ tools: [{ type: "function", function: {} }] })).toBe(false);
  });
  row("tools.choice", async () => {
    const tool_choice = { type: "function", function: { name: "other" } };
    expect(await site.refusal({ tools, tool_choice })).toMatchObject({ status: 400, code: -10_011 });
    expect(await site.takes({ tool_choice: "required" })).toBe(false);
    expect(await site.takes({ tool_choice: "none" })).toBe(true);
  });
  row("tools.mode.auto", async () => {
    expect((await useOf({}))?.mode).toBe("auto");
    expect((await useOf({ "tool-use-mode": 1 }))?.mode).toBe("auto");
  });
  row("tools.mode.native", async () => expect((await useOf({ "tool-use-mode": 2 }))?.mode).toBe("native"));
  row("tools.mode.prompt", async () => expect((await useOf({ "tool-use-mode": 3 }))?.mode).toBe("prompt"));
  row("tools.mode.other", async () => {
    for (const mode of [0, 4, "1", true]) expect(await site.takes({ tools, "tool-use-mode": mode })).toBe(false);
  });
  row("tools.functions", async () => {
    const refusal = await site.refusal({ functions: [{ name: "look_up" }] });
    expect(refusal).toMatchObject({ status: 400, code: -10_011, message: expect.stringContaining("tools") });
    expect(await site.takes({ functions: [] })).toBe(true);
  });
  row("mcp_servers", async () => {
    const refusal = await site.refusal({ mcp_servers: [{ url: "https://mcp.example.com", name: "m" }] });
    expect(refusal).toMatchObject({ status: 400, code: -10_009 });
    expect(await site.takes({ mcp_servers: [] })).toBe(true);
  });
});
