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
