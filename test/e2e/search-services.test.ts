import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startFakeBocha } from "../fakes/search-services/fake-bocha.ts";
import { startFakeTavily } from "../fakes/search-services/fake-tavily.ts";
import { type FakeVendor, vendorKey } from "../fakes/search-services/fake-vendor.ts";
import { type Install, openInstall } from "./search-server-process.ts";

describe("npm run search-server with the keys of search services", { timeout: 60_000 }, () => {
  let tavily: FakeVendor;
  let bocha: FakeVendor;
  let install: Install;
  beforeEach(async () => {
    tavily = await startFakeTavily();
    bocha = await startFakeBocha();
    install = await openInstall({
      TAVILY_API_KEY: vendorKey,
      TAVILY_API_URL: tavily.url,
      BOCHA_API_KEY: vendorKey,
      BOCHA_API_URL: bocha.url,
    });
  });
  afterEach(async () => {
    await install.close();
    await Promise.all([tavily.close(), bocha.close()]);
  }, 30_000);

  it("answers from what they find, by the default and by name, and searches for those who want results only", async () => {
    const server = await install.start();
    const messages = [{ role: "user", content: "What is a footnote?" }];
    const lists = { "search-include-sites": ["encyclopedia.example"] };
    const answered = await server.chat({ model: "extractive-web-search", messages, ...lists });
    expect([answered.status, await answered.json()]).toMatchObject([
      200,
      { citations: ["https://encyclopedia.example/wiki/Footnote"] },
    ]);
    expect(tavily.requests).toMatchObject([{ body: { include_domains: ["encyclopedia.example"] } }]);

    const chinese = { model: "extractive-web-search", messages: [{ role: "user", content: "脚注" }] };
    expect((await server.chat({ ...chinese, "search-service": "bochaai" })).status).toBe(200);
    expect(bocha.requests).toHaveLength(1);
    expect((await server.chat({ ...chinese, "search-service": "bocha", ...lists })).status).toBe(400);
    expect((await server.chat({ ...chinese, "search-service": "exa" })).status).toBe(400);
    expect(bocha.requests).toHaveLength(1);

    const found = await fetch(`${server.url}/302/general/search`, {
      method: "POST",
      body: JSON.stringify({ provider: "bocha", query: "脚注", max_results: 1 }),
    });
    expect([found.status, await found.json()]).toMatchObject([
      200,
      { search_results: [{ title: "脚注 - 示例百科", published_at: "2025-02-23T08:18:30+08:00" }] },
    ]);
    const { stdout, stderr } = await server.stop();
    expect(`${stdout}${stderr}`).not.toContain(vendorKey);
  });
});
