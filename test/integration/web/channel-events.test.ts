import { createParser } from "eventsource-parser";
import { afterEach, describe, expect, it, vi } from "vitest";
import { startWebSite, type WebSite } from "./web-site.ts";

let site: WebSite;
afterEach(() => site.close());

/** Follows a channel as a page does; `events` grows as the server speaks. */
async function follow(channel = "general") {
  const leaving = new AbortController();
  const response = await fetch(`${site.origin}/web/channels/${channel}/events`, { signal: leaving.signal });
  const events: { readonly event: string | undefined; readonly data: string }[] = [];
  const parser = createParser({ onEvent: ({ event, data }) => events.push({ event, data }) });
  const ended = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) parser.feed(decoder.decode(chunk, { stream: true }));
  })().catch(() => undefined);
  return { response, events, ended, leave: () => leaving.abort() };
}

const answer = (markdown: string, state: "searching" | "writing" | "final") =>
  ({ id: "web-1-0", author: "footnote", inReplyTo: "web-1", markdown, state, at: 2 }) as const;

describe("a channel's events", () => {
  it("begin with all there is and go on with each change, rendered", async () => {
    site = await startWebSite();
    await site.transcripts.put("general", { id: "web-1", author: "asker", markdown: "<b>?", state: "final", at: 1 });
    const page = await follow();
    expect(page.response.headers.get("content-type")).toBe("text/event-stream");
    await expect.poll(() => page.events).toHaveLength(1);
    await site.transcripts.put("general", answer("**4", "writing"));
    await site.transcripts.put("general", answer("**42**", "final"));
    await expect.poll(() => page.events).toHaveLength(3);
    expect(page.events.map(({ event }) => event)).toEqual(["entries", "entry", "entry"]);
    expect(JSON.parse(page.events[0]?.data ?? "")).toEqual([{ kind: "question", id: "web-1", text: "<b>?", at: 1 }]);
    expect(JSON.parse(page.events[2]?.data ?? "")).toMatchObject({
      kind: "answer",
      html: "<p><strong>42</strong></p>",
    });
  });

  it("are those of their channel only", async () => {
    site = await startWebSite();
    await site.transcripts.addChannel("general");
    await site.transcripts.addChannel("other");
    const page = await follow();
    await expect.poll(() => page.events).toHaveLength(1);
    await site.transcripts.put("other", answer("elsewhere", "final"));
    await site.transcripts.put("general", answer("here", "final"));
    await expect.poll(() => page.events).toHaveLength(2);
    expect(page.events[1]?.data).toContain("here");
  });

  it("lose nothing that is written while the first list is read", async () => {
    site = await startWebSite();
    await site.transcripts.addChannel("general");
    const read = site.transcripts.read;
    vi.spyOn(site.transcripts, "read").mockImplementation(async (channelId) => {
      const entries = await read(channelId);
      await site.transcripts.put(channelId, answer("in between", "final"));
      return entries;
    });
    const page = await follow();
    await expect.poll(() => page.events.at(-1)?.data).toContain("in between");
  });

  it("say regularly that they are alive", async () => {
    site = await startWebSite({ heartbeatMs: 20 });
    const page = await follow();
    await expect.poll(() => page.events.filter(({ event }) => event === "alive").length).toBeGreaterThan(2);
  });

  it("release the store when the page leaves", async () => {
    site = await startWebSite();
    const page = await follow();
    await expect.poll(() => site.transcripts.watching()).toBeGreaterThan(0);
    page.leave();
    await expect.poll(() => site.transcripts.watching()).toBe(0);
  });

  it("end when the platform stops", async () => {
    site = await startWebSite();
    const page = await follow();
    await expect.poll(() => page.events).toHaveLength(1);
    await site.listener.stop();
    await page.ended;
    expect(site.transcripts.watching()).toBe(0);
  });

  it("end, so that the page connects again, when the store cannot be read", async () => {
    site = await startWebSite();
    await site.transcripts.addChannel("general");
    vi.spyOn(site.transcripts, "read").mockRejectedValueOnce(new Error("Redis is away"));
    const page = await follow();
    await page.ended;
    expect(page.events).toEqual([]);
    expect(site.transcripts.watching()).toBe(0);
  });
});
