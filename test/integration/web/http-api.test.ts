import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StoreError, UserInputError } from "../../../src/core/errors.ts";
import type { Invocation, Outcome } from "../../../src/core/invocation.ts";
import { startWebSite, type WebSite } from "./web-site.ts";

let site: WebSite;
let seen: Invocation[];
let outcome: () => Promise<Outcome>;
beforeEach(async () => {
  seen = [];
  outcome = async () => ({ kind: "accepted" });
  site = await startWebSite();
  await site.start(async (invocation) => {
    seen.push(invocation);
    return outcome();
  });
});
afterEach(() => site.close());

/** Headers as a browser on another site, or a tool, could send them; fetch would not let us. */
function rawRequest(
  path: string,
  headers: Record<string, string>,
  body?: string,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? "GET" : "POST";
    const sent = request({ host: "127.0.0.1", port: site.port, path, method, headers }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

const shown = async () => (await site.transcripts.read("general")).filter(({ markdown }) => markdown !== "");

describe("typing in a channel", () => {
  it("shows the question and asks it with the whole contract of an invocation", async () => {
    const response = await site.send("  what is a job?  ", "abc-1");
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ id: "web-abc-1" });
    const channel = { platform: "web", workspaceId: "web", channelId: "general" };
    expect(seen).toMatchObject([
      {
        id: "web-abc-1",
        channel,
        asker: { id: "you" },
        replyTo: { kind: "message", channel, messageId: "web-abc-1" },
        call: { name: "ask", options: { question: "what is a job?" } },
      },
    ]);
    expect(await seen[0]?.mayManage("workspace")).toBe(true);
    expect(await shown()).toMatchObject([{ id: "web-abc-1", author: "asker", markdown: "what is a job?" }]);
  });

  it("says what it is said under when a digest is the last thing in the channel", async () => {
    const post = { author: "footnote", answerId: "digest-1", state: "final", at: 1 } as const;
    await site.transcripts.put("general", { ...post, id: "digest-1-0", markdown: "Headline." });
    await site.transcripts.put("general", { ...post, id: "digest-1-1", markdown: "Two." });
    await site.transcripts.put("general", { ...post, id: "digest-1-2", markdown: "" });
    await site.send("more on 2");
    await site.send("and another thing");
    expect(seen.map(({ inReplyTo }) => inReplyTo)).toEqual([{ messageId: "digest-1-0" }, undefined]);
  });

  it("says which digest it is said under, when it is a reply to one that is still shown", async () => {
    const post = { author: "footnote", state: "final", at: 1 } as const;
    for (const answerId of ["digest-1", "digest-2"])
      for (const part of [0, 1])
        await site.transcripts.put("general", { ...post, answerId, id: `${answerId}-${part}`, markdown: "News." });
    await site.send("something else");
    expect((await site.send("more on 2", "r1", { inReplyTo: "digest-1" })).status).toBe(202);
    expect(seen.at(-1)?.inReplyTo).toEqual({ messageId: "digest-1-0" });
    const gone = await site.send("more on 2", "r2", { inReplyTo: "digest-0" });
    expect([gone.status, await gone.json()]).toEqual([
      400,
      { error: "This digest is no longer here. Ask without it." },
    ]);
    expect((await site.send("more on 2", "r3", { inReplyTo: "web-r1" })).status).toBe(400);
    expect(seen).toHaveLength(2);
    expect((await shown()).map(({ id }) => id)).not.toContain("web-r2");
  });

  it("understands commands as they are typed elsewhere", async () => {
    await site.send("/ask sites:zod.dev private:yes how do I parse?");
    await site.send("/Sources include bullmq.io");
    expect(seen.map(({ call }) => call)).toEqual([
      { name: "ask", options: { question: "how do I parse?", sites: "zod.dev", private: "yes" } },
      { name: "sources", action: "include", options: { sites: "bullmq.io" } },
    ]);
  });

  it("puts an immediate reply under the command", async () => {
    outcome = async () => ({ kind: "reply", markdown: "Allowed: **zod.dev**" });
    await site.send("/sources show", "s1");
    expect(await shown()).toMatchObject([
      { id: "web-s1" },
      { author: "footnote", inReplyTo: "web-s1", markdown: "Allowed: **zod.dev**", state: "final" },
    ]);
  });

  it.each([
    ["/frobnicate now", "There is no command /frobnicate."],
    ["/", "A slash starts a command."],
    ["/sources frobnicate", "does not know"],
    ["   ", "Type a question first."],
    ["x".repeat(4_001), "4,000 characters at most"],
  ])("refuses %j with a sentence and asks nothing", async (text, sentence) => {
    const response = await site.send(text);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(sentence);
    expect(seen).toEqual([]);
    expect(await shown()).toEqual([]);
  });

  it("takes the question back when it could not be accepted", async () => {
    outcome = () => Promise.reject(new StoreError("Redis is away at redis://secret"));
    const response = await site.send("lost?");
    expect(response.status).toBe(503);
    const text = await response.text();
    expect(text).toContain("was not accepted");
    expect(text).not.toContain("redis://");
    expect(await shown()).toEqual([]);
  });

  it("shows the asker's own mistake as such", async () => {
    outcome = () => Promise.reject(new UserInputError("“com” is a whole domain ending, not a site."));
    const response = await site.send("/sources include com");
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("whole domain ending");
  });

  it("says nothing of an unexpected fault but that it is ours", async () => {
    outcome = () => Promise.reject(new TypeError("x is undefined at secret.ts"));
    const response = await site.send("boom?");
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("undefined");
  });

  it("says so when the store is away before anything was written", async () => {
    site.transcripts.failNextPut(new StoreError("Redis is away"));
    expect((await site.send("lost?")).status).toBe(503);
    expect(seen).toEqual([]);
  });
});

describe("channels", () => {
  const create = (name: unknown) =>
    fetch(`${site.origin}/web/channels`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name }),
    });

  it("start with one, and grow", async () => {
    expect(await (await fetch(`${site.origin}/web/channels`)).json()).toEqual({ channels: ["general"] });
    const created = await create("Release notes");
    expect([created.status, await created.json()]).toEqual([201, { channel: "release-notes" }]);
    expect(await (await fetch(`${site.origin}/web/channels`)).json()).toEqual({
      channels: ["general", "release-notes"],
    });
  });

  it.each(["", "???", "x".repeat(41), 7, undefined])("refuse the name %j with a sentence", async (name) => {
    const response = await create(name);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: expect.stringMatching(/^A channel.*\.$/u) });
  });

  it("that nobody made cannot be read, written or watched", async () => {
    expect((await site.send("hello?", "x", { channel: "nowhere" })).status).toBe(404);
    expect((await fetch(`${site.origin}/web/channels/nowhere/messages`)).status).toBe(404);
    expect((await fetch(`${site.origin}/web/channels/nowhere/events`)).status).toBe(404);
    expect((await fetch(`${site.origin}/web/channels/..%2Fgeneral/messages`)).status).toBe(404);
    expect(seen).toEqual([]);
  });

  it("are read back rendered", async () => {
    await site.send("why?", "q1");
    const response = await fetch(`${site.origin}/web/channels/general/messages`);
    expect(await response.json()).toEqual({
      entries: [{ kind: "question", id: "web-q1", text: "why?", at: expect.any(Number) }],
    });
  });
});

describe("other websites", () => {
  const body = JSON.stringify({ text: "hello?" });
  const path = "/web/channels/general/messages";
  const json = { "content-type": "application/json" };

  it.each(["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "evil.example:3000"])(
    "cannot reach us by pointing the name %s at this machine",
    async (host) => {
      expect((await rawRequest("/web/channels", { host })).status).toBe(403);
      expect((await rawRequest("/", { host })).status).toBe(403);
    },
  );

  it.each(["localhost:1", "127.0.0.1", "[::1]:3000", "192.168.1.5:3000", "footnote.example", "FOOTNOTE.example:443"])(
    "do not keep %s from being an address of ours",
    async (host) => {
      expect((await rawRequest("/web/channels", { host })).status).toBe(200);
    },
  );

  it.each(["http://evil.example", "null", "http://127.0.0.1:1", "not a url"])(
    "cannot write from %s",
    async (origin) => {
      const { status, text } = await rawRequest(path, { ...json, host: `127.0.0.1:${site.port}`, origin }, body);
      expect(status).toBe(403);
      expect(text).toContain("refused");
      expect(seen).toEqual([]);
    },
  );

  it("cannot write with a form", async () => {
    const types = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"];
    for (const type of types) {
      expect((await rawRequest(path, { host: "localhost", "content-type": type }, body)).status).toBe(403);
    }
    expect(seen).toEqual([]);
  });

  it("aside, our own page and tools can write", async () => {
    const host = `127.0.0.1:${site.port}`;
    expect((await rawRequest(path, { ...json, host, origin: `http://${host}` }, body)).status).toBe(202);
    expect((await rawRequest(path, { "content-type": "application/json; charset=utf-8", host }, body)).status).toBe(
      202,
    );
  });

  it("and broken or huge bodies are refused with a sentence", async () => {
    expect(await rawRequest(path, { ...json, host: "localhost" }, "{")).toMatchObject({ status: 400 });
    const huge = JSON.stringify({ text: "x".repeat(200_000) });
    const answer = await rawRequest(path, { ...json, host: "localhost", "content-length": `${huge.length}` }, huge);
    expect(answer).toMatchObject({ status: 413, text: expect.stringContaining("too long") });
  });
});

describe("the page's files", () => {
  it("are served with their types, and nothing may be loaded or framed from elsewhere", async () => {
    for (const [path, type] of [
      ["/", "text/html"],
      ["/assets/app.js", "text/javascript"],
      ["/assets/theme.css", "text/css"],
      ["/assets/favicon.svg", "image/svg+xml"],
      ["/assets/lit-html/directives/unsafe-html.js", "text/javascript"],
    ]) {
      const response = await fetch(`${site.origin}${path}`);
      expect([path, response.status]).toEqual([path, 200]);
      expect(response.headers.get("content-type")).toContain(type);
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
      expect(response.headers.get("content-security-policy")).toBe(
        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
      );
    }
  });

  it("hold nothing inline, as the policy demands", async () => {
    const html = await (await fetch(site.origin)).text();
    expect(html).not.toMatch(/\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)/u);
  });

  it("are not sent again while they are the same", async () => {
    const first = await fetch(`${site.origin}/assets/app.js`);
    const etag = first.headers.get("etag") ?? "";
    const again = await fetch(`${site.origin}/assets/app.js`, { headers: { "if-none-match": etag } });
    expect([etag.length > 10, again.status, await again.text()]).toEqual([true, 304, ""]);
  });

  it.each([
    "/assets/tsconfig.json",
    "/assets/../web-routes.ts",
    "/assets/%2e%2e/web-routes.ts",
    "/assets/lit-html/package.json",
    "/assets/lit-html/../../package.json",
    "/assets/",
    "/package.json",
  ])("do not include %s", async (path) => {
    expect((await rawRequest(path, { host: "localhost" })).status).toBe(404);
  });
});
