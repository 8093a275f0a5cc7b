import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ADMIN, ASKER, GENERAL } from "../../fakes/slack/fake-slack.ts";
import { type SlackWithFeatures, startSlackWithFeatures } from "./slack-app.ts";

const THREAD = "1700000000.000100";

describe.each(["socket", "http"] as const)("a command behind a mention, over %s", (mode) => {
  let app: SlackWithFeatures["app"];
  let bot: SlackWithFeatures["bot"];
  beforeEach(async () => {
    ({ app, bot } = await startSlackWithFeatures(mode));
  });
  afterEach(() => app.close());

  const inThread = { user: ADMIN, threadTs: THREAD };
  const resultsIn = async (threadId?: string) => {
    const layers = await bot.settings.read(
      { platform: "slack", workspaceId: app.slack.teamId, channelId: GENERAL },
      threadId,
    );
    return { thread: layers.thread.searchResults, channel: layers.channel.searchResults };
  };
  const said = () => app.slack.ephemerals.at(-1);

  it("changes the settings of its thread, and tells the one who typed it alone", async () => {
    await app.slack.mention("/settings set searchResults 5 scope:thread", inThread);
    await expect.poll(said).toMatchObject({ user: ADMIN, text: expect.stringContaining("this thread") });
    expect(await resultsIn(THREAD)).toEqual({ thread: 5, channel: undefined });
    expect(await resultsIn("1700000000.000200")).toEqual({ thread: undefined, channel: undefined });
    await app.slack.mention("/settings", inThread);
    await expect.poll(() => said()?.text).toContain("5 (this thread)");
    expect(bot.jobs.jobs.size).toBe(0);
  });

  it("is refused with its sentence where it is typed wrong, or by somebody who may not", async () => {
    await app.slack.mention("/settings frobnicate", inThread);
    await expect.poll(said).toMatchObject({ user: ADMIN, text: expect.stringContaining("frobnicate") });
    await app.slack.mention("/settings set searchResults 6 scope:thread", { ...inThread, user: ASKER });
    await expect.poll(said).toMatchObject({ user: ASKER, text: expect.stringContaining("may change the settings") });
    expect(await resultsIn(THREAD)).toEqual({ thread: undefined, channel: undefined });
  });

  it("is a question where the word is no command of ours", async () => {
    await app.slack.mention("/etc/hosts: what is it for?", { user: ASKER });
    await app.slack.mention("/deploy what is that?", { user: ASKER });
    await expect.poll(() => bot.jobs.jobs.size).toBe(2);
  });
});
