import { PermissionFlagsBits } from "discord.js";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ADMIN, GENERAL } from "../fakes/slack/fake-slack.ts";
import { type RunningApp, startApp } from "./start-app.ts";

const WITHIN = { timeout: 15_000, interval: 20 };

/** News of today, as an endpoint answers that does what it is told. */
function newsOf(topic: string) {
  const item = (name: string) => ({
    title: `${topic} ${name} is out`,
    url: `https://news.example/${topic.toLowerCase()}-${name}`,
    summary: `The ${name} release of ${topic}.`,
    date: new Date().toISOString(),
    story: `${topic} ${name} released`,
  });
  const items = [item("one"), item("two")];
  return { text: `\`\`\`json\n${JSON.stringify(items)}\n\`\`\``, citations: items.map(({ url }) => url) };
}

describe("/digest on Discord", () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp({ discord: true });
    app.endpoint.answer(({ question }) => newsOf(question));
  });
  afterAll(async () => app.close());

  const use = (subcommand: string, options: Record<string, string | number> = {}) =>
    app.discord.slash({
      command: "digest",
      subcommand,
      options,
      permissions: PermissionFlagsBits.ManageChannels | PermissionFlagsBits.ManageGuild,
    });
  const digest = async (...parameters: Parameters<typeof use>) => {
    const used = use(...parameters);
    await vi.waitFor(() => expect(app.discord.interactionReply(used).content).toBeTruthy(), WITHIN);
    return app.discord.interactionReply(used);
  };

  it("previews to one person, posts to everybody, and says what became of it", async () => {
    expect((await digest("create", { topic: "Node", when: "weekdays 9:00", zone: "Europe/Berlin" })).content).toContain(
      "**Next**",
    );
    const preview = await digest("preview", { digest: "Node" });
    expect(preview).toMatchObject({ content: expect.stringContaining("Node one is out"), ephemeral: true });
    expect(app.discord.messages()).toEqual([]);
    expect((await digest("run", { digest: "Node" })).content).toContain("is being written");
    await vi.waitFor(() => expect(app.discord.messages()).toHaveLength(1), WITHIN);
    const [post] = app.discord.messages();
    expect(post?.content).toContain("Node two is out");
    await vi.waitFor(async () => expect((await digest("history")).content).toContain("**posted**"), WITHIN);
    expect((await digest("history")).content).toContain(
      `https://discord.com/channels/${app.discord.guildId}/${app.discord.channelId}/${post?.id}`,
    );
  });

  it("is paused, resumed, exported, deleted and imported over the same store", async () => {
    await digest("create", { topic: "Rust", when: "daily 7:15" });
    expect((await digest("pause", { digest: "Rust" })).content).toContain("Paused.");
    expect((await digest("list")).content).toMatch(/“Rust”.*paused/u);
    expect((await digest("resume", { digest: "Rust" })).content).toContain("Resumed.");
    const exported = (await digest("export")).content ?? "";
    const json = /```json\n(.*?)\n```/su.exec(exported)?.[1] ?? "";
    expect((await digest("import", { json })).content).toContain("2 were here already");
    await digest("delete", { digest: "Rust" });
    expect((await digest("import", { json })).content).toContain("Added 1 of 2");
    expect((await digest("list")).content).toMatch(/“Rust”.*next/u);
  });

  it("does not let one server write into the channels of another", async () => {
    const row = { topic: "Spam", when: "daily 7:15", channelId: "1234567890123456789" };
    const { content } = await digest("import", { json: JSON.stringify({ version: 1, digests: [row] }) });
    expect(content).toContain("no channel of this workspace");
    expect((await digest("export")).content).not.toContain("Spam");
  });
});

describe("/digest on Slack", () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp({ slack: "http" });
    app.endpoint.answer(({ question }) => newsOf(question));
  });
  afterAll(async () => app.close());

  it("is typed, previewed in private and posted", async () => {
    const digest = (text: string) => app.slack.slash("/digest", text, { user: ADMIN });
    const shown = () => app.slack.ephemerals.map(({ text }) => text).join("\n");
    await digest('create Node when:"weekdays 9:00" zone:Europe/Berlin');
    expect(shown()).toContain("Saved.");
    await digest("preview Node");
    await vi.waitFor(() => expect(shown()).toContain("Node one is out"), WITHIN);
    expect(app.slack.messages()).toEqual([]);
    await digest("run Node");
    await vi.waitFor(
      () => expect(app.slack.messages(GENERAL)).toMatchObject([{ text: expect.stringContaining("Node two is out") }]),
      WITHIN,
    );
    const [post] = app.slack.messages(GENERAL);
    const permalink = `https://footnote.slack.com/archives/${GENERAL}/p${post?.ts.replace(".", "")}`;
    await vi.waitFor(async () => {
      await digest("history Node");
      expect(shown()).toContain(`<${permalink}|message>`);
    }, WITHIN);
  });
});
