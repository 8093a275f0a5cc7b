import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFence } from "../../../../src/search-chat/server/answer/fence.ts";
import {
  createPageReader,
  type PageReaderOptions,
} from "../../../../src/search-chat/server/links/create-page-reader.ts";
import { fetchPage, type Lookup } from "../../../../src/search-chat/server/links/fetch-page.ts";
import { PAGE_LIMITS } from "../../../../src/search-chat/server/links/page-limits.ts";
import { PageUnreadable } from "../../../../src/search-chat/server/links/page-reader.ts";
import { isPublicAddress } from "../../../../src/search-chat/server/links/public-address.ts";
import { createReadLinks } from "../../../../src/search-chat/server/links/read-links.ts";
import { type Answer, type PageSite, redirectTo, startPageSite } from "./page-site.ts";

const signal = new AbortController().signal;
const NOT_PUBLIC = "There is no public site at this address.";
const LOOPBACK = { address: "127.0.0.1", family: 4 };

/** Names and what they resolve to, one answer after the other; the last one stays. */
function namesOf(names: Readonly<Record<string, readonly (readonly string[])[]>>): Lookup & { asked: string[] } {
  const asked: string[] = [];
  const lookup: Lookup = async (hostname) => {
    asked.push(hostname);
    const answers = names[hostname] ?? [];
    const found = answers[Math.min(asked.filter((name) => name === hostname).length, answers.length) - 1];
    if (found === undefined) throw Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" });
    return found.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
  };
  return Object.assign(lookup, { asked });
}

describe("the guard of a fetch", () => {
  let site: PageSite;
  let answer: Answer;
  beforeEach(async () => {
    answer = (_, response) => response.writeHead(200, { "content-type": "text/plain" }).end("a secret of the inside");
    site = await startPageSite((request, response) => answer(request, response));
  });
  afterEach(() => site.close());

  const isPort = () => true;
  const read = (url: string, options: PageReaderOptions, isAllowed?: (url: string) => boolean) =>
    createPageReader({ isPort, ...options }).read(url, { signal, isAllowed });
  const refusal = async (reading: Promise<unknown>) => {
    const error: unknown = await reading.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(PageUnreadable);
    return error instanceof Error ? error.message : "";
  };

  it("lets no request reach this machine by a literal", async () => {
    for (const host of ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "localhost"]) {
      expect(await refusal(read(`http://${host}:${site.port}/`, {}))).toBe(NOT_PUBLIC);
    }
    expect(site.requests).toEqual([]);
  });

  it("opens no connection to a literal, even where the address itself was let through", async () => {
    const guard = { checkUrl: () => undefined, isAddressAllowed: isPublicAddress };
    for (const host of ["127.0.0.1", "[::1]"]) {
      const options = { signal, guard, limits: PAGE_LIMITS, isReadable: () => true };
      expect(await refusal(fetchPage(`http://${host}:${site.port}/`, options))).toBe(NOT_PUBLIC);
    }
    expect(site.requests).toEqual([]);
  });

  it.each([
    ["this machine", ["127.0.0.1"]],
    ["a network inside", ["10.0.0.5"]],
    ["a metadata server", ["169.254.169.254"]],
    ["a public machine and one inside", ["8.8.8.8", "127.0.0.1"]],
    ["one inside by IPv6", ["2606:4700:4700::1111", "::1"]],
    ["an IPv4 address in an IPv6 one", ["::ffff:127.0.0.1"]],
    ["nothing at all", []],
  ])("refuses a name that resolves to %s", async (_, addresses) => {
    const lookup = namesOf({ "inside.example": [addresses] });
    expect(await refusal(read(`http://inside.example:${site.port}/`, { lookup }))).toBe(NOT_PUBLIC);
    expect(site.requests).toEqual([]);
  });

  it("says no more of a name that does not exist than of one inside", async () => {
    expect(await refusal(read("http://nowhere.example/", { lookup: namesOf({}) }))).toBe(NOT_PUBLIC);
  });

  it("connects to the address that it has checked, without asking for it again", async () => {
    // 127.0.0.1 counts as public here, 127.0.0.2 as inside; the name turns from the one to the other.
    const lookup = namesOf({ "rebinding.example": [["127.0.0.1"], ["127.0.0.2"]] });
    const isFirst = (address: string) => address === "127.0.0.1";
    const page = await read(`http://rebinding.example:${site.port}/`, { lookup, isPublicAddress: isFirst });
    expect(page.text).toBe("a secret of the inside");
    expect(lookup.asked).toEqual(["rebinding.example"]);
    expect(site.requests[0]?.socket.localAddress).toBe("127.0.0.1");
  });

  it("checks a name anew when a redirect comes back to it", async () => {
    const lookup = namesOf({ "rebinding.example": [["127.0.0.1"], ["127.0.0.2"]] });
    answer = (_, response) => {
      response.setHeader("connection", "close");
      redirectTo(response, "/again");
    };
    const isFirst = (address: string) => address === "127.0.0.1";
    const reading = read(`http://rebinding.example:${site.port}/`, { lookup, isPublicAddress: isFirst });
    expect(await refusal(reading)).toBe(NOT_PUBLIC);
    expect(site.requests).toHaveLength(1);
  });

  it.each([
    ["this machine", "http://127.0.0.1/"],
    ["this machine in another spelling", "http://0x7f000001/"],
    ["a metadata server", "http://169.254.169.254/latest/meta-data/"],
    ["a name inside", "http://inside.example/"],
    ["a name without a dot", "http://metadata/"],
  ])("refuses a redirect to %s", async (_, target) => {
    const lookup = namesOf({ "public.example": [["127.0.0.1"]], "inside.example": [["10.0.0.1"]] });
    let connections = 0;
    // The first connection is the test's own site; after it the real rule holds.
    const firstOnly = (address: string) => {
      connections += 1;
      return connections === 1 || isPublicAddress(address);
    };
    answer = (_request, response) => redirectTo(response, target);
    const reading = read(`http://public.example:${site.port}/`, { lookup, isPublicAddress: firstOnly });
    expect(await refusal(reading)).toBe(NOT_PUBLIC);
    expect(site.requests).toHaveLength(1);
  });

  it.each([
    ["another scheme", "file:///etc/passwd", "Only http and https addresses are read."],
    ["credentials", "http://a:b@public.example/", "An address with a user name or a password is not read."],
    ["nonsense", "http://[", "That is not an address of a page."],
  ])("refuses a redirect to %s", async (_, target, message) => {
    answer = (_request, response) => redirectTo(response, target);
    expect(await refusal(read(site.origin, { isPublicAddress: () => true }))).toBe(message);
  });

  it("follows five redirects and no sixth", async () => {
    answer = (request, response) => {
      const left = Number(request.url?.slice(1));
      if (left > 0) redirectTo(response, `/${left - 1}`, left % 2 === 0 ? 301 : 307);
      else response.writeHead(200, { "content-type": "text/plain" }).end("arrived");
    };
    const page = await read(`${site.origin}/5`, { isPublicAddress: () => true });
    expect(page).toMatchObject({ url: `${site.origin}/0`, text: "arrived" });
    const reading = read(`${site.origin}/6`, { isPublicAddress: () => true });
    expect(await refusal(reading)).toBe("The page redirects more than 5 times.");
  });

  it("does not read what a redirect says beside its target, be it without end", async () => {
    answer = (request, response) => {
      if (request.url === "/end") response.writeHead(200, { "content-type": "text/plain" }).end("arrived");
      else response.writeHead(302, { location: "/end" }).write("a".repeat(1024 * 1024));
    };
    const limits = { wholeMs: 2_000 };
    expect((await read(site.origin, { isPublicAddress: () => true, limits })).text).toBe("arrived");
  });

  it("asks whether a page is allowed before every request", async () => {
    answer = (_, response) => redirectTo(response, `http://other.example:${site.port}/b`);
    const lookup: Lookup = async () => [LOOPBACK];
    const asked: string[] = [];
    const isAllowed = (url: string) => {
      asked.push(url);
      return !url.includes("other.example");
    };
    const reading = read(`${site.origin}/a`, { isPublicAddress: () => true, lookup }, isAllowed);
    expect(await refusal(reading)).toBe("The page is not on an allowed site.");
    expect(asked).toEqual([`${site.origin}/a`, `http://other.example:${site.port}/b`]);
    expect(site.requests).toHaveLength(1);
  });

  it("lets a question have the pages that may be read, and one sentence for each that may not", async () => {
    answer = (_, response) => response.writeHead(200, { "content-type": "text/plain" }).end("Pour at 80 degrees.");
    const lookup = namesOf({ "tea.example": [["127.0.0.1"]], "inside.example": [["10.0.0.1"]] });
    const reader = createPageReader({ isPort, lookup, isPublicAddress: (address) => address === "127.0.0.1" });
    const content = `What say http://tea.example:${site.port}/ and http://inside.example/?`;
    const fence = createFence("k3v9qz7w2m1x");
    const [message] = await createReadLinks(reader)([{ role: "user", content }], { signal, fence });
    expect(message?.content).toContain("Pour at 80 degrees.");
    expect(message?.content).toContain(`http://inside.example/ could not be read: ${NOT_PUBLIC}`);
    expect(message?.content).not.toContain("10.0.0.1");
  });

  it("names no address of the inside when a connection fails", async () => {
    const { port } = site;
    await site.close();
    const lookup: Lookup = async () => [LOOPBACK];
    const message = await refusal(read(`http://down.example:${port}/`, { lookup, isPublicAddress: () => true }));
    expect(message).toBe("The page could not be loaded.");
    site = await startPageSite(() => undefined);
  });
});
