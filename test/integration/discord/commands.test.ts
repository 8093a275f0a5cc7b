import { PermissionFlagsBits } from "discord.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StoreError, UserInputError } from "../../../src/core/errors.ts";
import { eventually, startListenerBench } from "../../fakes/discord/discord-listener-bench.ts";

describe("slash commands on Discord", () => {
  let bench: Awaited<ReturnType<typeof startListenerBench>>;
  beforeEach(async () => {
    bench = await startListenerBench();
    await bench.start();
  });
  afterEach(() => bench.close());

  const reply = (markdown: string) => bench.answerWith(async () => ({ kind: "reply", markdown }));
  const contentOf = (use: Parameters<typeof bench.discord.interactionReply>[0]) =>
    bench.discord.interactionReply(use).content;

  it("shows “thinking” before the question is accepted", async () => {
    const release = bench.holdBack();
    const use = bench.discord.slash({ command: "ask", options: { question: "what is a job?" } });
    await eventually(() => expect(bench.discord.interactionReply(use).state).toBe("loading"));
    release({ kind: "accepted" });
  });

  it("becomes a question with everything a worker needs to answer it", async () => {
    const use = bench.discord.slash({ command: "ask", options: { question: "what is a job?", sites: "bullmq.io" } });
    await eventually(() => expect(bench.seen).toHaveLength(1));
    const channel = {
      platform: "discord",
      workspaceId: bench.discord.guildId,
      channelId: bench.discord.channelId,
    };
    expect(bench.seen[0]).toMatchObject({
      id: `discord-int-${use.id}`,
      channel,
      asker: { id: bench.discord.asker.id, name: "Ada" },
      locale: "en-GB",
      call: { name: "ask", options: { question: "what is a job?", sites: "bullmq.io" } },
      replyTo: { kind: "interaction", channel, interactionId: use.id, token: use.token, visibility: "public" },
    });
    const { receivedAt = 0, replyTo } = bench.seen[0] ?? {};
    expect(replyTo).toMatchObject({ expiresAt: receivedAt + 900_000 });
    expect(bench.discord.interactionReply(use)).toMatchObject({ state: "loading", ephemeral: false });
  });

  it("is hidden from others from the first moment when the asker wants it private", async () => {
    const use = bench.discord.slash({ command: "ask", options: { question: "secret?", private: true } });
    await eventually(() => expect(bench.seen).toHaveLength(1));
    expect(bench.seen[0]?.replyTo).toMatchObject({ visibility: "asker" });
    expect(bench.seen[0]?.call).toMatchObject({ options: { private: "true" } });
    expect(bench.discord.interactionReply(use)).toMatchObject({ state: "loading", ephemeral: true });
  });

  it("is answered at once where there is nothing to search", async () => {
    reply("Busy until 14:05.");
    const use = bench.discord.slash({ command: "ask", options: { question: "hm?" } });
    await eventually(() => expect(contentOf(use)).toBe("Busy until 14:05."));
  });

  it("says so when the question could not be accepted", async () => {
    bench.answerWith(() => Promise.reject(new StoreError("Redis is away")));
    const use = bench.discord.slash({ command: "ask", options: { question: "lost?" } });
    await eventually(() => expect(contentOf(use)).toContain("was not accepted"));
    expect(bench.logged.join("\n")).toContain("Redis is away");
  });

  it("passes every option of a settings command as text and answers only the manager", async () => {
    reply("Done.");
    const use = bench.discord.slash({
      command: "sources",
      subcommand: "results",
      options: { count: 7, scope: "workspace" },
    });
    await eventually(() => expect(contentOf(use)).toBe("Done."));
    expect(bench.seen[0]?.call).toEqual({
      name: "sources",
      action: "results",
      options: { count: "7", scope: "workspace" },
    });
    expect(bench.discord.interactionReply(use).ephemeral).toBe(true);
  });

  it("knows who may manage the channel and who the whole server", async () => {
    bench.discord.slash({ command: "help" });
    bench.discord.slash({ command: "help", permissions: PermissionFlagsBits.ManageChannels });
    bench.discord.slash({ command: "help", permissions: PermissionFlagsBits.ManageGuild });
    bench.discord.slash({ command: "help", permissions: PermissionFlagsBits.Administrator });
    await eventually(() => expect(bench.seen).toHaveLength(4));
    const verdicts = await Promise.all(
      bench.seen.map(async ({ mayManage }) => [await mayManage("channel"), await mayManage("workspace")]),
    );
    expect(verdicts).toEqual([
      [false, false],
      [true, false],
      [false, true],
      [true, true],
    ]);
  });

  it("splits a long answer, loses nothing and keeps every part private", async () => {
    const lines = Array.from({ length: 300 }, (_, index) => `- site-${index}.example.org is allowed`);
    reply(`**Sites**\n\n${lines.join("\n")}`);
    const use = bench.discord.slash({ command: "sources", subcommand: "show" });
    await eventually(() => {
      const { content = "", followUps } = bench.discord.interactionReply(use);
      const shown = [content, ...followUps.map((part) => part.content)].join("\n");
      expect(lines.filter((line) => !shown.includes(line))).toEqual([]);
    });
    const { followUps } = bench.discord.interactionReply(use);
    expect(followUps.length).toBeGreaterThan(1);
    expect(followUps.every(({ ephemeral }) => ephemeral)).toBe(true);
    expect(bench.discord.pings).toEqual([]);
  });

  it("notifies nobody and shows no previews", async () => {
    reply(`@everyone <@${bench.discord.owner.id}> see https://zod.dev`);
    const use = bench.discord.slash({ command: "help" });
    await eventually(() => expect(contentOf(use)).toContain("zod.dev"));
    expect(bench.discord.pings).toEqual([]);
    expect(bench.discord.previews).toEqual([]);
  });

  it("explains a command that this version does not have", async () => {
    const use = bench.discord.slash({ command: "sources", subcommand: "forget" });
    await eventually(() => expect(contentOf(use)).toContain("out of date"));
    expect(bench.seen).toEqual([]);
  });

  it("tells a person's mistake to the person, not to the operator", async () => {
    bench.answerWith(() => Promise.reject(new UserInputError("“com” is not a site.")));
    const use = bench.discord.slash({ command: "sources", subcommand: "include", options: { sites: "com" } });
    await eventually(() => expect(contentOf(use)).toContain("not a site"));
    expect(bench.logged.filter((line) => line.startsWith("error"))).toEqual([]);
  });

  it("belongs to the parent channel when used in a thread, and is answered in the thread", async () => {
    const threadId = bench.discord.addThread(bench.discord.channelId);
    bench.discord.slash({ command: "ask", options: { question: "here?" }, channelId: threadId });
    await eventually(() => expect(bench.seen).toHaveLength(1));
    expect(bench.seen[0]?.channel.channelId).toBe(bench.discord.channelId);
    expect(bench.seen[0]?.replyTo).toMatchObject({ threadId });
  });

  it("needs no rights in a direct message, where everybody manages their own settings", async () => {
    const { channelId } = bench.discord.dm("hello");
    bench.discord.slash({ command: "sources", subcommand: "show", channelId });
    await eventually(() => expect(bench.questions()).toContain("sources"));
    const used = bench.seen.find(({ call }) => call.name === "sources");
    expect(used?.channel).toEqual({ platform: "discord", workspaceId: "dm", channelId });
    expect(await used?.mayManage("workspace")).toBe(true);
  });

  it("is done once when the gateway delivers it twice", async () => {
    bench.discord.slash({ command: "ask", options: { question: "once?" } });
    await eventually(() => expect(bench.seen).toHaveLength(1));
    bench.discord.repeatLast("INTERACTION_CREATE");
    bench.discord.mention("after it");
    await eventually(() => expect(bench.questions()).toContain("after it"));
    expect(bench.questions()).toEqual(["once?", "after it"]);
  });

  it("goes on when Discord took the acknowledgement but its answer was lost", async () => {
    reply("Still here.");
    bench.discord.failNext({ method: "POST", path: "/interactions/", status: 502, after: true });
    const use = bench.discord.slash({ command: "help" });
    await eventually(() => expect(contentOf(use)).toBe("Still here."));
  });

  it("accepts nothing that can no longer be answered, and logs no token", async () => {
    const refusal = { code: 10062, message: "Unknown interaction" };
    bench.discord.failNext({ method: "POST", path: "/interactions/", status: 404, body: refusal });
    const use = bench.discord.slash({ command: "ask", options: { question: "too late?" } });
    await eventually(() => expect(bench.logged.join("\n")).toContain("could not be answered"));
    expect(bench.seen).toEqual([]);
    expect(bench.logged.join("\n")).not.toContain(use.token);
    expect(bench.logged.join("\n")).not.toContain("too late?");
  });
});
