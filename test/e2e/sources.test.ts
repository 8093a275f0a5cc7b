import { PermissionFlagsBits } from "discord.js";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ADMIN, ASKER, GENERAL } from "../fakes/slack/fake-slack.ts";
import { type RunningApp, startApp } from "./start-app.ts";

const WITHIN = { timeout: 8_000, interval: 20 };
const SITE_LISTS = ["search-include-sites", "search-exclude-sites", "search-service", "search-results"] as const;

/** What the endpoint was told about the sites of the last question. */
function searchOf(app: RunningApp) {
  const body = app.endpoint.requests.at(-1)?.body;
  return Object.fromEntries(SITE_LISTS.flatMap((field) => (body?.[field] === undefined ? [] : [[field, body[field]]])));
}

describe("/sources on Discord", () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp({ discord: true });
    app.endpoint.answer({
      text: "Yes [1], no [2].",
      citations: ["https://docs.bullmq.io/", "https://zod.dev/"],
    });
  });
  afterAll(async () => app.close());

  const sources = async (
    subcommand: string,
    options: Record<string, string | number> = {},
    permissions = PermissionFlagsBits.ManageChannels,
  ) => {
    const used = app.discord.slash({ command: "sources", subcommand, options, permissions });
    await vi.waitFor(() => expect(app.discord.interactionReply(used).content).toBeTruthy(), WITHIN);
    return app.discord.interactionReply(used);
  };
  const ask = async (options: Record<string, string>) => {
    const asked = app.discord.slash({ command: "ask", options });
    await vi.waitFor(
      () => expect(app.discord.interactionReply(asked).content).toMatch(/Sources|No source|not among/u),
      WITHIN,
    );
    return app.discord.interactionReply(asked).content ?? "";
  };

  it("tells the endpoint the sites of the channel and keeps the answer to them", async () => {
    const { content, ephemeral } = await sources("include", { sites: "https://BullMQ.io/guide, *.arxiv.org" });
    expect(content).toContain("bullmq.io, arxiv.org (this channel)");
    expect(ephemeral).toBe(true);
    const answer = await ask({ question: "Who is right?" });
    expect(searchOf(app)).toMatchObject({ "search-include-sites": ["bullmq.io", "arxiv.org"] });
    expect(answer).toContain("https://docs.bullmq.io/");
    expect(answer).not.toContain("zod.dev");
    expect(answer).not.toContain("[2]");
    expect(answer).toContain("left out");
  });

  it("says so when no allowed site backs the answer", async () => {
    await sources("clear", { list: "all" });
    await sources("include", { sites: "arxiv.org" });
    const answer = await ask({ question: "And now?" });
    expect(answer).toContain("Yes, no.");
    expect(answer).toContain("No source on the allowed sites backs this answer.");
  });

  it("narrows one question to some of the allowed sites, and never widens them", async () => {
    await sources("clear", { list: "all" });
    await sources("include", { sites: "bullmq.io zod.dev" });
    await ask({ question: "Narrow?", sites: "zod.dev" });
    expect(searchOf(app)).toMatchObject({ "search-include-sites": ["zod.dev"] });
    const before = app.endpoint.requests.length;
    expect(await ask({ question: "Wide?", sites: "evil.example" })).toContain(
      "evil.example is not among the sites this channel allows",
    );
    expect(app.endpoint.requests).toHaveLength(before);
  });

  it("adds the workspace's excluded sites to the channel's", async () => {
    await sources("clear", { list: "all" });
    await sources("exclude", { sites: "spam.example", scope: "workspace" }, PermissionFlagsBits.ManageGuild);
    await sources("exclude", { sites: "junk.example" });
    await sources("results", { count: 5 });
    await ask({ question: "Clean?" });
    expect(searchOf(app)).toMatchObject({
      "search-exclude-sites": ["spam.example", "junk.example"],
      "search-results": 5,
    });
    await sources("clear", { list: "all", scope: "workspace" }, PermissionFlagsBits.ManageGuild);
  });

  it.each([
    ["include", { sites: "co.uk" }, "whole domain ending"],
    ["include", { sites: "junk.example" }, "both lists"],
    ["remove", { sites: "never.example" }, "not on a list"],
    ["service", { name: "bocha" }, "cannot keep to a list of sites"],
    ["results", { count: 21 }, "from 1 to 20"],
    ["clear", { list: "everything" }, "Which list?"],
  ])("refuses %s %j with a sentence and changes nothing", async (subcommand, options, sentence) => {
    const { content: before } = await sources("show");
    expect((await sources(subcommand, options)).content).toContain(sentence);
    expect((await sources("show")).content).toBe(before);
  });

  it("refuses a person who may not manage the channel, whatever Discord let through", async () => {
    expect((await sources("include", { sites: "mine.example" }, 0n)).content).toContain(
      "Only who has **Manage Channels** here",
    );
    expect((await sources("show")).content).not.toContain("mine.example");
    expect((await sources("include", { sites: "mine.example", scope: "workspace" })).content).toContain(
      "Only who has **Manage Server**",
    );
  });
});

describe("/sources on Slack", () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp({ slack: "http", env: { SLACK_CHANNEL_MANAGERS: "U0LIST" } });
    app.slack.addUser("U0LIST");
    app.slack.addUser("U0CREATOR");
    app.slack.addChannel("C0OWN", { creator: "U0CREATOR" });
    app.endpoint.answer({ text: "Yes [1].", citations: ["https://docs.bullmq.io/"] });
  });
  afterAll(async () => app.close());

  const sources = async (text: string, { user = ADMIN, channel = GENERAL } = {}) => {
    const seen = app.slack.ephemerals.length;
    await app.slack.slash("/sources", text, { user, channel });
    return app.slack.ephemerals
      .slice(seen)
      .map((message) => message.text)
      .join("\n");
  };

  it.each([
    ["a workspace admin", ADMIN, GENERAL],
    ["a person on the configured list", "U0LIST", GENERAL],
    ["the channel's creator", "U0CREATOR", "C0OWN"],
  ])("lets %s change the sites", async (_who, user, channel) => {
    expect(await sources("include bullmq.io", { user, channel })).toContain("Included bullmq.io");
    expect(await sources("clear include", { user, channel })).toContain("Emptied the include list");
  });

  it("refuses everybody else, and shows the card to them all the same", async () => {
    expect(await sources("include evil.example", { user: ASKER })).toContain("Only the channel's creator");
    expect(await sources("show", { user: ASKER })).toContain("any site");
  });

  it("tells the endpoint the sites of the channel, and of that channel only", async () => {
    await sources("include <http://bullmq.io|bullmq.io>");
    const listed = await app.slack.mention("Listed?");
    await vi.waitFor(() => expect(app.endpoint.requests.at(-1)?.question).toBe("Listed?"), WITHIN);
    expect(searchOf(app)).toMatchObject({ "search-include-sites": ["bullmq.io"] });
    await app.slack.mention("Free?", { channel: "C0OWN" });
    await vi.waitFor(() => expect(app.endpoint.requests.at(-1)?.question).toBe("Free?"), WITHIN);
    expect(searchOf(app)).not.toHaveProperty("search-include-sites");
    expect(listed.isAcknowledged()).toBe(true);
  });
});
