import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPermalinks } from "../../../src/platforms/slack/permalinks.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";
import { GENERAL } from "../../fakes/slack/fake-slack.ts";
import { type SlackApp, startSlackApp } from "./slack-app.ts";

describe("where a message of a Slack team is", () => {
  let app: SlackApp;
  let linkTo: ReturnType<typeof createPermalinks>;
  beforeEach(async () => {
    app = await startSlackApp();
    linkTo = createPermalinks({ log: createMemoryLog() }, { botToken: app.slack.botToken, apiUrl: app.slack.apiUrl });
  });
  afterEach(() => app.close());

  it("is asked of Slack, once for each message", async () => {
    const { ts } = app.slack.write("News");
    const reply = app.slack.write("More", { threadTs: ts });
    const url = `https://footnote.slack.com/archives/${GENERAL}/p${ts.replace(".", "")}`;
    expect(await linkTo({ channelId: GENERAL, messageId: ts })).toBe(url);
    expect(await linkTo({ channelId: GENERAL, messageId: ts })).toBe(url);
    expect(await linkTo({ channelId: GENERAL, messageId: reply.ts })).toContain(`?thread_ts=${ts}&cid=${GENERAL}`);
    expect(app.slack.calls("chat.getPermalink")).toHaveLength(2);
  });

  it("is not known of a message that is gone, nor when Slack is away, and is asked for again", async () => {
    expect(await linkTo({ channelId: GENERAL, messageId: "1.000001" })).toBeUndefined();
    const { ts } = app.slack.write("News");
    app.slack.failNext("chat.getPermalink", { status: 503 });
    expect(await linkTo({ channelId: GENERAL, messageId: ts })).toBeUndefined();
    app.slack.failNext("chat.getPermalink", { hang: true });
    expect(await linkTo({ channelId: GENERAL, messageId: ts })).toBeUndefined();
    expect(await linkTo({ channelId: GENERAL, messageId: ts })).toContain("/archives/");
  });
});
