import { readdirSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { ConfigError } from "../../../../../src/core/errors.ts";
import { endpointFetch } from "../../../../../src/search-chat/endpoint-fetch.ts";
import { createSearchServices } from "../../../../../src/search-chat/server/search/create-search-services.ts";
import { vendorFixture, vendorKey } from "../../../../fakes/search-services/fake-vendor.ts";
import { NOW_MS, startVendorSite, type VendorName, type VendorSite, vendorNames } from "./vendors.ts";

let site: VendorSite;
afterEach(() => site.close());

const expected: Readonly<Record<VendorName, Readonly<Record<string, string>>>> = {
  search1api: {
    "401-invalid-token": "searchKeyRefused",
    "402-no-credits": "searchOutOfQuota",
    "422-invalid-parameters": "searchRejected",
    "429-rate-limit": "searchBusy",
    "500-internal": "searchFailed",
  },
  tavily: {
    "400-query-too-long": "searchRejected",
    "401-invalid-key": "searchKeyRefused",
    "429-rate-limit": "searchBusy",
    "432-plan-limit": "searchOutOfQuota",
    "433-pay-as-you-go-limit": "searchOutOfQuota",
    "500-internal": "searchFailed",
  },
  exa: {
    "400-invalid-request-body": "searchRejected",
    "401-invalid-key": "searchKeyRefused",
    "402-budget-exceeded": "searchOutOfQuota",
    "402-no-more-credits": "searchOutOfQuota",
    "403-access-denied": "searchKeyRefused",
    "403-prohibited-content": "searchRejected",
    "422-unprocessable": "searchRejected",
    "429-rate-limit": "searchBusy",
    "500-internal": "searchFailed",
    "503-unavailable": "searchFailed",
  },
  bocha: {
    "200-not-enough-money": "searchOutOfQuota",
    "200-request-limit": "searchBusy",
    "400-missing-query": "searchRejected",
    "401-invalid-key": "searchKeyRefused",
    "403-not-enough-money": "searchOutOfQuota",
    "429-request-limit": "searchBusy",
    "500-internal": "searchFailed",
  },
};
const cases = vendorNames.flatMap((name) =>
  Object.entries(expected[name]).map(([file, failure]) => [name, file, failure] as const),
);
const replySchema = z.object({ status: z.number(), headers: z.record(z.string(), z.string()), body: z.unknown() });

describe("a search that a service refuses", () => {
  it.each(cases)("%s %s becomes %s", async (name, file, failure) => {
    site = await startVendorSite(name);
    const reply = replySchema.parse(vendorFixture(`${name}/errors/${file}.json`));
    site.vendor.answer(reply);
    const thrown = await site.failure();
    expect(thrown.failure).toBe(failure);
    const seconds = reply.headers["retry-after"];
    expect(thrown.retryAfterMs).toBe(seconds === undefined ? undefined : Number(seconds) * 1_000);
    expect(site.vendor.requests).toHaveLength(1);
  });

  it.each(vendorNames)("every documented refusal of %s is in the table", async (name) => {
    site = await startVendorSite(name);
    const files = readdirSync(new URL(`../../../../fixtures/search-services/${name}/errors`, import.meta.url));
    expect(files.map((file) => file.replace(/\.json$/u, "")).sort()).toEqual(Object.keys(expected[name]).sort());
  });

  it("tells the operator what was answered and what to do, and the caller less", async () => {
    site = await startVendorSite("exa");
    site.vendor.answer(replySchema.parse(vendorFixture("exa/errors/402-no-more-credits.json")));
    const { detail, cause } = await site.failure();
    expect(detail).toBe("Exa has no quota left for this server.");
    expect(cause).toMatchObject({
      message: "Exa answered 402 NO_MORE_CREDITS. Top up the account, or raise the limit of its key or plan.",
    });
  });

  it.each(vendorNames)("%s refuses a wrong key, and it is not in the failure", async (name) => {
    const wrong = ["not", "the", "key"].join("-");
    site = await startVendorSite(name, { apiKey: wrong });
    const thrown = await site.failure();
    expect(thrown.failure).toBe("searchKeyRefused");
    expect(JSON.stringify([thrown.message, thrown.detail, String(thrown.cause)])).not.toContain(wrong);
  });
});

describe("a search whose reply is none", () => {
  it.each([
    ["a web page", "<html>Maintenance</html>"],
    ["nothing", ""],
    ["other JSON", { ok: true }],
    ["results that are no list", { results: {}, code: 200, data: { webPages: { value: {} } } }],
    [
      "a result without its address",
      { results: [{ title: "a" }], code: 200, data: { webPages: { value: [{ name: "a" }] } } },
    ],
  ])("%s is a failure of the service, of every vendor", async (_, body) => {
    for (const name of vendorNames) {
      site = await startVendorSite(name);
      site.vendor.answer({ body });
      expect((await site.failure()).failure).toBe("searchFailed");
      await site.close();
    }
  });

  it("tells the operator that a web page is no JSON, without a word of it", async () => {
    site = await startVendorSite("tavily");
    site.vendor.answer({ body: "what is a footnote? <html>Maintenance</html>" });
    const { cause } = await site.failure();
    expect(String(cause)).toBe(
      "Error: Tavily sent a reply that could not be read: it is not JSON. It is down, or the base URL is not the API's.",
    );
  });

  it("a redirect is not followed, since the key would go with it", async () => {
    site = await startVendorSite("tavily");
    const elsewhere = await startVendorSite("tavily");
    site.vendor.answer({ status: 307, headers: { location: `${elsewhere.vendor.url}/search` }, body: {} });
    expect((await site.failure()).failure).toBe("searchFailed");
    expect(elsewhere.vendor.requests).toEqual([]);
    await elsewhere.close();
  });

  it("a reply of more than 16 MB is not read to its end", async () => {
    site = await startVendorSite("tavily");
    site.vendor.answer({ body: { results: [], answer: "x".repeat(17 * 1024 * 1024) } });
    const { failure, cause } = await site.failure();
    expect([failure, String(cause)]).toEqual(["searchFailed", expect.stringContaining("longer than")]);
  });

  it.each(["hang", "hangInBody"] as const)("one that never ends is given up at the deadline: %s", async (reply) => {
    site = await startVendorSite("exa", { deadlineMs: 100 });
    site.vendor.answer(reply);
    expect((await site.failure()).failure).toBe("searchTookTooLong");
    await expect.poll(site.vendor.inFlight).toBe(0);
  });

  it("a connection that breaks is not asked again, since the search may have been billed", async () => {
    site = await startVendorSite("tavily");
    site.vendor.answer("reset");
    expect((await site.failure()).failure).toBe("searchFailed");
    expect(site.vendor.requests).toHaveLength(1);
  });

  it("a service that is not there is a failure with the reason for the operator", async () => {
    site = await startVendorSite("tavily");
    await site.close();
    const { failure, cause } = await site.failure();
    expect([failure, String(cause)]).toEqual(["searchFailed", expect.stringContaining("ECONNREFUSED")]);
  });

  it.each([
    ["ECONNREFUSED", 1, 1, undefined],
    ["UND_ERR_CONNECT_TIMEOUT", 1, 1, undefined],
    ["ECONNREFUSED", 2, 0, "searchFailed"],
    ["ECONNRESET", 1, 0, "searchFailed"],
  ])("asks a second time only where no connection was made: %s, %i times", async (code, times, searches, failure) => {
    let left = times;
    site = await startVendorSite("tavily", {
      fetch: async (url, request) => {
        if (left-- > 0) throw Object.assign(new Error("no"), { code });
        return endpointFetch(url, request);
      },
    });
    if (failure === undefined) await site.search();
    else expect((await site.failure()).failure).toBe(failure);
    expect(site.vendor.requests).toHaveLength(searches);
  });

  it.each([
    ["not a URL", { baseUrl: "api.example" }, "base URL of Exa"],
    ["another scheme", { baseUrl: "ftp://api.example" }, "base URL of Exa"],
    ["a key with a line break", { apiKey: "test\nkey" }, "API key of Exa"],
  ])("what cannot be used to call is refused before any search: %s", async (_, access, sentence) => {
    site = await startVendorSite("exa");
    const make = () =>
      createSearchServices({ exa: { apiKey: "test-key", ...access } }, { clock: { now: () => NOW_MS } });
    expect(make).toThrow(sentence);
    expect(make).toThrow(ConfigError);
    expect(make).not.toThrow(/test\nkey/u);
  });

  it("leaves no deadline running behind a search that is over", async () => {
    site = await startVendorSite("tavily");
    const running = () => process.getActiveResourcesInfo().filter((resource) => resource === "Timeout").length;
    await site.search();
    const before = running();
    for (let search = 0; search < 20; search += 1) await site.search();
    expect(running()).toBeLessThan(before + 10);
  });

  it("a base URL with or without a slash at its end is the same", async () => {
    site = await startVendorSite("bocha");
    const slashed = await startVendorSite("bocha", { baseUrl: `${site.vendor.url}/` });
    await slashed.search();
    expect(site.vendor.requests).toHaveLength(1);
    await slashed.close();
  });

  it("the failure names the operator's key nowhere", async () => {
    site = await startVendorSite("tavily");
    site.vendor.answer({ status: 401, body: { detail: { error: `the key ${vendorKey} is unknown` }, tag: vendorKey } });
    const thrown = await site.failure();
    expect(JSON.stringify([thrown.message, thrown.detail, String(thrown.cause), thrown.stack])).not.toContain(
      vendorKey,
    );
  });
});
