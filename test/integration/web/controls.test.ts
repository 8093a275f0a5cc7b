import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StoreError } from "../../../src/core/errors.ts";
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
  await site.transcripts.put("general", question);
  await site.transcripts.put("general", answer);
});
afterEach(() => site.close());

const question = { id: "web-1", author: "asker", markdown: "Why?", state: "final", at: 1 } as const;
const answer = {
  id: "web-1-0",
  author: "footnote",
  inReplyTo: "web-1",
  answerId: "web-1",
  controls: ["regenerate"],
  markdown: "Because.",
  state: "final",
  at: 2,
} as const;

interface PressOptions {
  readonly channel?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

function press(path: string, { channel = "general", body = {}, headers = {} }: PressOptions = {}): Promise<Response> {
  return fetch(`${site.origin}/web/channels/${channel}/answers/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

describe("pressing a button under an answer", () => {
  it.each(["stop", "retry", "regenerate"] as const)(
    "asks for %s with the whole contract of an invocation",
    async (control) => {
      const response = await press(`web-1/${control}`, { body: { id: "p-1" } });
      expect([response.status, await response.json()]).toEqual([202, {}]);
      const channel = { platform: "web", workspaceId: "web", channelId: "general" };
      expect(seen).toMatchObject([
        {
          id: "web-press-p-1",
          channel,
          asker: { id: "you" },
          replyTo: { kind: "message", channel, messageId: "web-1" },
          call: { name: "control", control, answerId: "web-1" },
        },
      ]);
      expect(await seen[0]?.mayManage("channel")).toBe(true);
    },
  );

  it("is another press each time, unless the page says that it is the same", async () => {
    for (const body of [{}, {}, { id: "x" }, { id: "x" }]) await press("web-1/regenerate", { body });
    const ids = seen.map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9-]+$/u);
  });

  it("shows a refusal as a sentence to the one who pressed, and changes nothing", async () => {
    outcome = async () => ({ kind: "reply", markdown: "Only the **asker** may do that. See `/help`." });
    const response = await press("web-1/stop");
    expect([response.status, await response.json()]).toEqual([
      409,
      { error: "Only the asker may do that. See /help." },
    ]);
    expect(await site.transcripts.read("general")).toEqual([question, answer]);
  });

  it("says so when it could not be accepted", async () => {
    outcome = () => Promise.reject(new StoreError("Redis is away at redis://secret"));
    const response = await press("web-1/retry");
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain("secret");
    expect(await site.transcripts.read("general")).toEqual([question, answer]);
  });

  it("counts an answer's time from the last time it was asked for", async () => {
    await press("web-1/regenerate");
    const [asked, ended] = await site.transcripts.read("general");
    expect(asked).toEqual({ ...question, askedAgainAt: seen[0]?.receivedAt });
    expect(ended).toEqual(answer);
    await press("web-1/stop");
    expect((await site.transcripts.read("general"))[0]).toEqual(asked);
  });

  it("counts as accepted although its time cannot be noted", async () => {
    site.transcripts.failNextPut(new StoreError("Redis is away"));
    expect((await press("web-1/retry")).status).toBe(202);
  });

  it.each([
    ["an answer that is not there", "web-2/stop", {}, 404],
    ["a question", "web-1-0/stop", {}, 404],
    ["an answer of another channel", "web-1/stop", { channel: "other" }, 404],
    ["a control nobody knows", "web-1/explode", {}, 404],
    ["an id that is none", "web-1/stop", { body: { id: "a b" } }, 400],
  ] as const)("is refused for %s", async (_, path, options, status) => {
    await site.transcripts.addChannel("other");
    const response = await press(path, options);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error: expect.stringMatching(/\.$/u) });
    expect(seen).toEqual([]);
  });

  it("is not possible from another website, or with a form", async () => {
    expect((await press("web-1/stop", { headers: { origin: "http://evil.example" } })).status).toBe(403);
    expect((await press("web-1/stop", { headers: { "content-type": "text/plain" } })).status).toBe(403);
    expect(seen).toEqual([]);
  });
});

describe("pressing a thumb under a digest", () => {
  const digest = { id: "digest-1-0", author: "footnote", answerId: "digest-1", markdown: "News." } as const;
  beforeEach(() => site.transcripts.put("general", { ...digest, state: "final", at: 3 }));

  it("is told of the item and the whole, and says what came of it", async () => {
    outcome = async () => ({ kind: "reply", markdown: "**Noted.**" });
    const response = await press("digest-1/feedback", { body: { id: "p-1", value: "down", item: 2 } });
    expect([response.status, await response.json()]).toEqual([
      202,
      { reply: { html: "<p><strong>Noted.</strong></p>", text: "Noted.", buttons: [] } },
    ]);
    await press("digest-1/feedback", { body: { value: "up" } });
    expect(seen[0]?.id).toBe("web-press-p-1");
    expect(seen.map(({ call }) => call)).toEqual([
      { name: "feedback", answerId: "digest-1", item: 2, value: "down" },
      { name: "feedback", answerId: "digest-1", value: "up" },
    ]);
  });

  it("is remembered under the item and the whole, the last one of each", async () => {
    const [first, second] = [
      { ...digest, feedback: { items: [1, 2] }, state: "final", at: 3 },
      { ...digest, id: "digest-1-1", feedback: { items: [] }, state: "final", at: 4 },
    ] as const;
    for (const entry of [first, second]) await site.transcripts.put("general", entry);
    outcome = async () => ({ kind: "reply", markdown: "Noted." });
    await press("digest-1/feedback", { body: { value: "down", item: 2 } });
    await press("digest-1/feedback", { body: { value: "up", item: 2 } });
    await press("digest-1/feedback", { body: { value: "up" } });
    const remembered = async () => (await site.transcripts.read("general")).slice(2).map(({ feedback }) => feedback);
    const both = [
      { items: [1, 2], chosen: [{ item: 2, value: "up" }] },
      { items: [], chosen: [{ value: "up" }] },
    ];
    expect(await remembered()).toEqual(both);
    outcome = async () => ({ kind: "reply", markdown: "This post is too old.", isRefusal: true });
    await press("digest-1/feedback", { body: { value: "down", item: 2 } });
    expect(await remembered()).toEqual(both);
  });

  it("is taken in although it cannot be remembered", async () => {
    await site.transcripts.put("general", { ...digest, feedback: { items: [1] }, state: "final", at: 3 });
    outcome = async () => ({ kind: "reply", markdown: "Noted." });
    site.transcripts.failNextPut(new StoreError("Redis is away"));
    expect((await press("digest-1/feedback", { body: { value: "up", item: 1 } })).status).toBe(202);
  });

  it.each([{}, { value: "sideways" }, { value: "up", item: 0 }, { value: "up", item: "2" }])(
    "is refused as %j",
    async (body) => {
      expect((await press("digest-1/feedback", { body })).status).toBe(400);
      expect(seen).toEqual([]);
    },
  );

  it("is told why it counts for nothing", async () => {
    outcome = async () => ({ kind: "reply", markdown: "This post is too **old**.", isRefusal: true });
    const response = await press("digest-1/feedback", { body: { value: "up" } });
    expect([response.status, await response.json()]).toEqual([409, { error: "This post is too old." }]);
  });

  it("is refused where the digest is not, or no longer", async () => {
    const response = await press("digest-2/feedback", { body: { value: "up" } });
    expect(response.status).toBe(404);
    expect(seen).toEqual([]);
  });
});
