import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ADMIN, ASKER } from "../../fakes/slack/fake-slack.ts";
import { openChannel } from "../../unit/features/feature-bench.ts";
import { type SlackApp, startSlackApp } from "./slack-app.ts";

describe("/digest on Slack", () => {
  let app: SlackApp;
  let bot: ReturnType<typeof openChannel>;
  beforeEach(async () => {
    bot = openChannel();
    app = await startSlackApp();
    await app.listener.start(bot.dispatch);
  });
  afterEach(() => app.close());

  const digest = async (text: string, user = ADMIN) => {
    const seen = app.slack.ephemerals.length;
    await app.slack.slash("/digest", text, { user });
    return app.slack.ephemerals
      .slice(seen)
      .map((message) => message.text)
      .join("\n");
  };
  const stored = () => bot.digests.list({ platform: "slack", workspaceId: app.slack.teamId });

  it("is typed in one line, with the quotes that a Mac makes, and answered to the manager alone", async () => {
    const answer = await digest("create Node & Deno news when:“weekdays 9:00” zone:Europe/Berlin items:4");
    expect(answer).toContain("Wed 15 Nov 2023, 09:00");
    expect(answer).toContain("“Node &amp; Deno news”");
    expect(await stored()).toMatchObject([{ topic: "Node & Deno news", cron: "0 9 * * 1-5", items: 4 }]);
    expect(await digest("", ASKER)).toContain("`weekdays 9:00` (Europe/Berlin)");
    expect(await digest("delete Node", ASKER)).toContain("whoever created the channel");
    expect(await digest("delete Node")).toContain("Deleted");
    expect(await stored()).toEqual([]);
    expect(app.slack.messages()).toEqual([]);
  });

  it("is previewed in private", async () => {
    await digest('create Node news when:"daily 7:15"');
    expect(await digest("preview", ASKER)).toBe("");
    expect([...bot.jobs.jobs.values()]).toMatchObject([
      { name: "digest-preview", payload: { reply: { target: { kind: "interaction", visibility: "asker" } } } },
    ]);
  });

  it("can be exported and imported by copying what Slack shows", async () => {
    await digest('create News `<!here>` & more when:"daily 7:15"');
    const shown = (await digest("export")).replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
    const json = /```(?:json)?\s*(.*?)\s*```/su.exec(shown)?.[1] ?? "";
    const [before] = await stored();
    await digest("delete");
    expect(await digest(`import ${json}`)).toBe("Added 1 of 1.");
    expect((await stored())[0]?.topic).toBe(before?.topic);
  });
});
