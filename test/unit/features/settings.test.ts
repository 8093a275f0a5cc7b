import { describe, expect, it } from "vitest";
import type { ChannelRef, ReplyTarget } from "../../../src/core/chat.ts";
import { channel, openChannel } from "./feature-bench.ts";

const discord: ChannelRef = { platform: "discord", workspaceId: "G1", channelId: "C1", categoryId: "K1" };
const slack: ChannelRef = { platform: "slack", workspaceId: "T1", channelId: "C1" };
const directMessage: ChannelRef = { platform: "discord", workspaceId: "dm", channelId: "D1" };

function inThread(at: ChannelRef, threadId: string): { readonly channel: ChannelRef; readonly replyTo: ReplyTarget } {
  return { channel: at, replyTo: { kind: "message", channel: at, messageId: "m", threadId } };
}

const lineOf = (card: string, label: string) => card.split("\n").find((line) => line.includes(`**${label}**`));

describe("/settings show", () => {
  it("says everything that holds where nothing was ever said, in its groups", async () => {
    expect(await openChannel().type("/settings")).toBe(`**Sources**
- **Only these sites**: any site (default)
- **Never these sites**: none (default)
- **Search service**: Tavily (default)
- **Search results**: 10 (default)
- **Sources off the list**: Remove (default)

**Answers**
- **Model**: the endpoint's own (default)
- **Answer mode**: none (default)
- **Length**: Normal (default)
- **Language**: The asker's (default)
- **Instructions**: none (default)

**Conversation**
- **When to answer**: Mentions and commands (default)
- **Follow-ups in threads**: On (default)
- **Where to answer**: In the channel (default)
- **Who sees answers**: Everybody (default)
- **Streaming**: On (default)

**Rules**
- **Who may ask**: everyone (default)
- **Retention**: 30 (default)
- **Time zone**: UTC (default)`);
  });

  it("names the scope that each value comes from, and who locks it", async () => {
    const bot = openChannel();
    await bot.type("/settings set searchResults 5 scope:workspace");
    await bot.type("/settings set excludeSites ads.example.com scope:workspace");
    await bot.type("/settings set excludeSites evil.com");
    await bot.type("/settings set answerLength long");
    await bot.type("/settings lock searchResults");
    const card = await bot.type("/settings show");
    expect(lineOf(card, "Search results")).toBe("- **Search results**: 5 (this workspace), locked by this workspace");
    expect(lineOf(card, "Never these sites")).toBe(
      "- **Never these sites**: ads.example.com (this workspace), evil.com (this channel)",
    );
    expect(lineOf(card, "Length")).toBe("- **Length**: Long (this channel)");
  });

  it("has a button for each group and one for the history, none longer than a button can carry", async () => {
    const outcome = await openChannel().invoke("/settings show");
    const buttons = outcome.kind === "reply" ? (outcome.buttons ?? []) : [];
    expect(buttons.map(({ label, command }) => `${label} → ${command}`)).toEqual([
      "Edit: Sources → settings edit group:sources scope:channel",
      "Edit: Answers → settings edit group:answers scope:channel",
      "Edit: Conversation → settings edit group:conversation scope:channel",
      "Edit: Rules → settings edit group:rules scope:channel",
      "History → settings history",
    ]);
  });

  it("knows each platform's habit, and fits one message when everything is said at length", async () => {
    const bot = openChannel();
    expect(lineOf(await bot.type("/settings", { channel: slack }), "Where to answer")).toContain(
      "In a thread (default)",
    );
    await bot.type(`/settings set instructions ${"word ".repeat(199)}`);
    await bot.type(
      `/settings set includeSites ${Array.from({ length: 99 }, (_, i) => `site-${i}.example.org`).join(" ")}`,
    );
    const card = await bot.type("/settings");
    expect(card).toContain("and 89 more (this channel)");
    expect(card.length).toBeLessThan(2_000);
  });
});

describe("/settings set", () => {
  it("changes one setting of the channel, says what holds now, and can be taken back with one press", async () => {
    const bot = openChannel();
    const outcome = await bot.invoke("/settings set setting:answerLength long");
    expect(outcome).toEqual({
      kind: "reply",
      markdown: "Changed in this channel. What holds now:\n\n- **Length**: Long (this channel)",
      buttons: [
        { label: "Undo", command: "settings undo channel-general-1" },
        { label: "All settings", command: "settings show" },
      ],
    });
    expect((await bot.layer()).answerLength).toBe("long");
    expect(await bot.type("/settings set ANSWERLENGTH Long")).toContain("it was like that already");
    expect((await bot.layer()).revision).toBe(1);
  });

  it("says so when a narrower scope still says something else", async () => {
    const bot = openChannel();
    await bot.type("/settings set answerLength long");
    expect(await bot.type("/settings set answerLength short scope:workspace")).toBe(
      "Changed in this workspace. What holds now:\n\n- **Length**: Long (this channel)",
    );
  });

  it("reaches every scope of a place", async () => {
    const bot = openChannel();
    const place = inThread(discord, "TH1");
    for (const [scope, count] of [
      ["workspace", 2],
      ["category", 3],
      ["channel", 4],
      ["thread", 5],
    ] as const)
      await bot.type(`/settings set searchResults ${count} scope:${scope}`, place);
    const layers = await bot.settings.read(discord, "TH1");
    expect(Object.entries(layers).map(([scope, { searchResults }]) => [scope, searchResults])).toEqual([
      ["workspace", 2],
      ["category", 3],
      ["channel", 4],
      ["thread", 5],
    ]);
    expect(lineOf(await bot.type("/settings", place), "Search results")).toContain("5 (this thread)");
    expect(lineOf(await bot.type("/settings", { channel: discord }), "Search results")).toContain("4 (this channel)");
  });

  it.each(["answerWhen every", "visibility asker", "streaming off", "whoMayAsk <@&123456789012345678>"])(
    "takes %s, whatever the platform makes of it",
    async (typed) => {
      expect(await openChannel().type(`/settings set ${typed}`)).toContain("Changed in this channel");
    },
  );

  it("names a list of the workspace's, whose hosts then hold", async () => {
    const bot = openChannel();
    await bot.settings.set(channel, "workspace", (layer) => ({ ...layer, siteLists: { research: ["arxiv.org"] } }));
    expect(await bot.type("/settings set includeSites @Research, zod.dev")).toContain(
      "arxiv.org and zod.dev (this channel)",
    );
    expect((await bot.layer()).includeSites).toEqual(["@research", "zod.dev"]);
  });
});

describe("/settings reset", () => {
  it("lets the wider scope decide again", async () => {
    const bot = openChannel();
    await bot.type("/settings set answerLength long scope:workspace");
    await bot.type("/settings set answerLength short");
    await bot.type("/settings set includeSites arxiv.org");
    expect(await bot.type("/settings reset answerLength")).toContain("- **Length**: Long (this workspace)");
    expect(await bot.type("/settings set includeSites -")).toContain("any site (default)");
    expect(await bot.layer()).toMatchObject({ includeSites: [], revision: 4 });
    expect((await bot.layer()).answerLength).toBeUndefined();
  });
});

describe("a change that is refused", () => {
  it.each([
    ["/settings set", "Which setting? For example: `/settings set searchResults 5`. There are: includeSites,"],
    ["/settings set nonsense 5", "“nonsense” is not a setting. There are: includeSites,"],
    ["/settings set searchResults", "Which value? For example: `/settings set searchResults 5`."],
    ["/settings set searchResults 21", "Search results is a whole number from 1 to 20."],
    ["/settings set searchResults five", "Search results is a whole number from 1 to 20."],
    ["/settings set answerLength huge", "“huge” is not a value of Length. Choose short, normal or long."],
    ["/settings set searchService google", "“google” is not a value of Search service. Choose tavily, exa or bocha."],
    ["/settings set searchService search1api", "Choose tavily, exa or bocha."],
    ["/settings set answerMode deep-search,magic", "“magic” is not a value of Answer mode."],
    ["/settings set streaming maybe", "Write `on` or `off`."],
    ["/settings set includeSites com", "domain ending"],
    ["/settings set includeSites @nobody", "There is no list @nobody in this workspace."],
    ["/settings set excludeSites kept.org", "kept.org would be on both lists."],
    ["/settings set excludeSites org.example kept.org", "kept.org would be on both lists."],
    ["/settings set searchService bocha", "Bocha cannot keep to a list of sites"],
    ["/settings set excludeSites kept.org scope:workspace", "nothing would be left to search"],
    [
      `/settings set instructions ${"x".repeat(1_001)}`,
      "Instructions can have 1,000 characters at most; these are 1,001.",
    ],
    ["/settings set whoMayAsk admins", "“admins” is not a role or user group."],
    ["/settings set timeZone Europe/Paris", "Time zone is one for the whole workspace: add `scope:workspace`."],
    ["/settings set timeZone Mars/Base scope:workspace", "“Mars/Base” is not a time zone."],
    [
      "/settings set answerLength long scope:planet",
      "“planet” is not a scope. Write workspace, category, channel or thread.",
    ],
    ["/settings set answerLength long scope:category", "This channel stands in no category."],
    ["/settings set answerLength long scope:thread", "This is not a thread."],
    ["/settings reset", "Which setting?"],
    ["/settings reset everything", "“everything” is not a setting."],
  ])("%.60s is told what is wrong, and nothing changes", async (typed, sentence) => {
    const bot = openChannel();
    await bot.type("/sources include kept.org");
    const before = await bot.settings.read(channel);
    const outcome = await bot.invoke(typed);
    expect(outcome).toMatchObject({ kind: "reply", isRefusal: true });
    expect(outcome.kind === "reply" ? outcome.markdown : "").toContain(sentence);
    expect(await bot.settings.read(channel)).toEqual(before);
  });

  it("in a direct message is one of the workspace, which everybody's share on Discord", async () => {
    const bot = openChannel();
    expect(await bot.type("/settings set answerLength long scope:workspace", { channel: directMessage })).toBe(
      "A direct message belongs to no server. Leave `scope` out to change it for this one alone.",
    );
    expect(await bot.type("/settings set answerLength long", { channel: directMessage })).toContain(
      "Changed in this channel",
    );
  });
});

describe("who may change settings", () => {
  it.each([
    ["channel", discord, "**Manage Channels**"],
    ["thread", discord, "**Manage Channels**"],
    ["category", discord, "**Manage Server**"],
    ["workspace", discord, "**Manage Server**"],
    [
      "channel",
      slack,
      "the channel's creator, the admins of this Slack workspace and those the operator has named (`SLACK_CHANNEL_MANAGERS`)",
    ],
    ["workspace", slack, "Only the admins of this Slack workspace"],
  ] as const)("of a %s: a refusal says it", async (scope, at, sentence) => {
    const bot = openChannel({ manages: [] });
    const answer = await bot.type(`/settings set answerLength long scope:${scope}`, inThread(at, "TH1"));
    expect(answer).toContain(sentence);
    expect(await bot.settings.history(at)).toEqual([]);
  });

  it("is asked of the channel for channel and thread, and of the workspace for the wider scopes", async () => {
    const bot = openChannel({ manages: ["channel"] });
    const place = inThread(discord, "TH1");
    const answers = [];
    for (const scope of ["workspace", "category", "channel", "thread"])
      answers.push((await bot.type(`/settings set answerLength long scope:${scope}`, place)).slice(0, 7));
    expect(answers).toEqual(["Only wh", "Only wh", "Changed", "Changed"]);
  });
});

describe("the time zone", () => {
  it("takes the digests along that follow it, like /digest zone", async () => {
    const bot = openChannel();
    await bot.type('/digest create Own when:"daily 8:00" zone:Europe/Berlin');
    await bot.type('/digest create Following when:"daily 9:00"');
    const zones = async () =>
      Object.fromEntries((await bot.digests.list(channel)).map((it) => [it.topic, it.timeZone]));
    await bot.type("/settings set timeZone asia/tokyo scope:workspace");
    expect(await zones()).toEqual({ Own: "Europe/Berlin", Following: "Asia/Tokyo" });
    await bot.type("/settings undo");
    expect(await zones()).toEqual({ Own: "Europe/Berlin", Following: "Europe/Berlin" });
    await bot.type("/settings reset timeZone scope:workspace");
    expect(await zones()).toEqual({ Own: "Europe/Berlin", Following: "UTC" });
    expect([...bot.jobs.schedules.values()].map(({ timeZone }) => timeZone).sort()).toEqual(["Europe/Berlin", "UTC"]);
  });
});
