import { PermissionFlagsBits } from "discord.js";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { buttonsOf as discordButtonsOf } from "../fakes/discord/fake-discord-components.ts";
import { buttonsOf as slackButtonsOf } from "../fakes/slack/blocks.ts";
import { ADMIN, GENERAL } from "../fakes/slack/fake-slack.ts";
import { type RunningApp, startApp } from "./start-app.ts";

const WITHIN = { timeout: 8_000, interval: 20 };
const ANSWER = { text: "Whole [1].", citations: ["https://spam.example/"] };

describe("thumbs under an answer on Discord", () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp({ discord: true });
    app.endpoint.answer(ANSWER);
  });
  afterAll(async () => app.close());

  it("stand beside what it can be asked for, and a press is answered to the one who pressed", async () => {
    const asked = app.discord.mention("Is it so?");
    const answer = () => app.discord.messages().find(({ referenceId }) => referenceId === asked.id);
    const labels = () => discordButtonsOf(answer()?.components ?? []).map(({ label }) => label);
    await vi.waitFor(() => expect(labels()).toEqual(expect.arrayContaining(["Regenerate", "👍", "👎"])), WITHIN);
    const pressed = app.discord.press("down", { messageId: answer()?.id ?? "" });
    await vi.waitFor(() => expect(app.discord.interactionReply(pressed).followUps).toHaveLength(1), WITHIN);
    expect(app.discord.interactionReply(pressed).followUps[0]).toMatchObject({
      content: expect.stringContaining("What was wrong?"),
      ephemeral: true,
    });
  });

  it("lead who manages the channel to keep a wrong source out of every later answer", async () => {
    const { discord, endpoint } = app;
    const manager = { permissions: PermissionFlagsBits.ManageChannels };
    const answerTo = async (question: string) => {
      const asked = discord.mention(question);
      const answer = () => discord.messages().find(({ referenceId }) => referenceId === asked.id);
      await vi.waitFor(
        () => expect(discordButtonsOf(answer()?.components ?? []).map(({ label }) => label)).toContain("👎"),
        WITHIN,
      );
      return { id: answer()?.id ?? "", content: answer()?.content ?? "" };
    };
    const labelsUnder = (use: ReturnType<typeof discord.press>) => discord.buttonRows(use).flat();
    /** From the thumb to what is said of its sources. */
    const blame = async (messageId: string, use: { readonly permissions: bigint }) => {
      const thumb = discord.press("down", { messageId, ...use });
      await vi.waitFor(() => expect(labelsUnder(thumb)).toContain("Wrong source"), WITHIN);
      const reason = discord.pressUnder(thumb, "Wrong source", use);
      await vi.waitFor(() => expect(discord.interactionReply(reason)).toMatchObject({ state: "answered" }), WITHIN);
      return reason;
    };
    const text = "By the book [1], or by hearsay [2].";
    endpoint.next({ text, citations: ["https://docs.bullmq.io/", "https://www.hearsay.example/post"] });
    const first = await answerTo("Says who?");
    expect(first.content).toContain("hearsay.example/post");

    const reported = await blame(first.id, { permissions: 0n });
    expect(discord.interactionReply(reported)).toMatchObject({
      content: expect.stringContaining("The people who manage this channel see it"),
      ephemeral: true,
    });
    expect(labelsUnder(reported)).toEqual([]);

    const offered = await blame(first.id, manager);
    expect(discord.interactionReply(offered)).toMatchObject({
      content: expect.stringContaining("Which source was wrong?"),
      ephemeral: true,
    });
    expect(labelsUnder(offered)).toEqual(["Exclude docs.bullmq.io", "Exclude hearsay.example"]);
    const refused = discord.pressUnder(offered, "Exclude hearsay.example", { permissions: 0n });
    await vi.waitFor(() => expect(discord.interactionReply(refused).content).toContain("**Manage Channels**"), WITHIN);
    const excluded = discord.pressUnder(offered, "Exclude hearsay.example", manager);
    await vi.waitFor(() => expect(discord.interactionReply(excluded).content).toContain("hearsay.example"), WITHIN);
    expect(discord.interactionReply(excluded).ephemeral).toBe(true);

    endpoint.next({ text, citations: ["https://docs.bullmq.io/", "https://www.hearsay.example/post"] });
    const second = await answerTo("And now?");
    expect(endpoint.requests.at(-1)?.body).toMatchObject({ "search-exclude-sites": ["hearsay.example"] });
    expect(second.content).toContain("https://docs.bullmq.io/");
    expect(second.content).not.toContain("https://www.hearsay.example/post");
    expect(second.content).not.toContain("[2]");
  });

  it("are none under what is shown to one person who tests the sources", async () => {
    const permissions = PermissionFlagsBits.ManageChannels;
    const options = { question: "Is it so?" };
    const used = app.discord.slash({ command: "sources", subcommand: "test", options, permissions });
    await vi.waitFor(() => expect(app.discord.interactionReply(used).content).toContain("1 source came back"), WITHIN);
    expect(app.discord.interactionReply(used)).toMatchObject({ ephemeral: true });
  });
});

describe("thumbs under an answer on Slack", () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp({ slack: "http" });
    app.endpoint.answer(ANSWER);
  });
  afterAll(async () => app.close());

  it.each(["streamed", "edited"] as const)("stand under one that was %s, and a press is answered", async (how) => {
    app.slack.setStreaming(how === "streamed" ? "on" : "unsupported");
    await app.slack.mention(`Is it ${how}?`);
    const asked = () => app.slack.messages(GENERAL).findLast(({ text }) => text?.includes(`Is it ${how}?`) === true);
    const answer = () =>
      app.slack.thread(GENERAL, asked()?.ts ?? "").findLast(({ text }) => text?.includes("Whole") === true);
    const labels = () => slackButtonsOf(answer()?.blocks).map(({ text }) => text.text);
    await vi.waitFor(() => expect(labels()).toEqual(expect.arrayContaining(["Regenerate", "👍", "👎"])), WITHIN);
    await app.slack.press("down", { ts: answer()?.ts ?? "" });
    await vi.waitFor(() => expect(app.slack.ephemerals.at(-1)?.text).toContain("What was wrong?"), WITHIN);
  });

  it("tells one person which sources pass", async () => {
    await app.slack.slash("/sources", "test Is it so?", { user: ADMIN });
    await vi.waitFor(() => expect(app.slack.ephemerals.at(-1)?.text).toContain("1 source came back"), WITHIN);
  });
});
