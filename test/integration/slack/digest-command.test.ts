import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ADMIN, ASKER, GENERAL } from "../../fakes/slack/fake-slack.ts";
import { textOfView } from "../../fakes/slack/views.ts";
import { type SlackWithFeatures, startSlackWithFeatures } from "./slack-app.ts";

describe.each(["socket", "http"] as const)("/digest on Slack over %s", (mode) => {
  let app: SlackWithFeatures["app"];
  let bot: SlackWithFeatures["bot"];
  beforeEach(async () => {
    ({ app, bot } = await startSlackWithFeatures(mode));
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
    expect(await digest("preview", ASKER)).toContain("whoever created the channel");
    expect(await digest("preview")).toBe("");
    expect([...bot.jobs.jobs.values()]).toMatchObject([
      { name: "digest-preview", payload: { reply: { target: { kind: "interaction", visibility: "asker" } } } },
    ]);
  });

  it("changes the time zone of the team for its admins", async () => {
    expect(await digest("zone Asia/Tokyo", ASKER)).toContain("Only the people who manage this workspace");
    expect(await digest("zone Asia/Tokyo")).toContain("is Asia/Tokyo now; it was UTC");
    await digest('create Node news when:"daily 7:15"');
    expect(await stored()).toMatchObject([{ timeZone: "Asia/Tokyo", zoneFrom: "workspace" }]);
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

  it("opens a form without options, which is laid aside when it is filled in", async () => {
    expect(await digest("create")).toBe("");
    const names = app.slack.modal()?.blocks.map((block) => (block.type === "input" ? block.block_id : ""));
    expect(names).toEqual(["topic", "when", "zone", "sites", "items"]);
    await app.slack.submit({ topic: "Node & Deno", when: "weekdays 9:00", items: "4" }, { user: ADMIN });
    expect(textOfModal()).toContain("Wed 15 Nov 2023, 09:00");
    expect(await stored()).toMatchObject([
      { channel: { channelId: GENERAL }, topic: "Node & Deno", cron: "0 9 * * 1-5", items: 4 },
    ]);
    expect(app.slack.messages()).toEqual([]);
  });

  it("keeps what was filled in when it cannot be, under a sentence", async () => {
    await digest("create");
    await app.slack.submit({ topic: "Node", when: "sometimes" }, { user: ADMIN });
    expect(textOfModal()).toContain("is not a time that I understand");
    app.slack.closeModal();
    await app.slack.submit({ topic: "Node", when: "daily 7:15" });
    expect(textOfModal()).toContain("whoever created the channel");
    app.slack.closeModal();
    expect(await stored()).toEqual([]);
    await app.slack.submit({ topic: "Node", when: "daily 7:15" }, { user: ADMIN });
    expect(textOfModal()).toContain("Saved.");
    expect(await stored()).toHaveLength(1);
  });

  it("says so when Slack does not open the form", async () => {
    app.slack.failNext("views.open", { status: 503 });
    expect(await digest("create")).toContain("could not be reached");
  });

  function textOfModal(): string {
    const modal = app.slack.modal();
    return modal === undefined ? "" : textOfView(modal);
  }
});
