import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTeamChannels } from "../../../src/platforms/slack/team-channels.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";
import { DM, GENERAL } from "../../fakes/slack/fake-slack.ts";
import { type SlackApp, startSlackApp } from "./slack-app.ts";

describe("whether a channel belongs to a Slack team", () => {
  let app: SlackApp;
  beforeEach(async () => {
    app = await startSlackApp();
  });
  afterEach(() => app.close());

  const ask = (channelId: string) =>
    createTeamChannels(
      { log: createMemoryLog() },
      { botToken: app.slack.botToken, apiUrl: app.slack.apiUrl },
    )({
      platform: "slack",
      workspaceId: app.slack.teamId,
      channelId,
    });

  it("is asked of Slack; a direct message is its people's own", async () => {
    expect(await ask(GENERAL)).toBe(true);
    expect(await ask("C0NOWHERE")).toBe(false);
    expect(await ask(DM)).toBe(false);
    expect(await ask("not a channel")).toBe(false);
  });

  it("is not guessed when Slack cannot tell", async () => {
    app.slack.failNext("conversations.info", { status: 503 });
    await expect(ask(GENERAL)).rejects.toMatchObject({ code: "PLATFORM_UNAVAILABLE" });
  });
});
