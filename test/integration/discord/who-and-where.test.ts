import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventually, startListenerBench } from "../../fakes/discord/discord-listener-bench.ts";

const ROLE = "900000000000000010";
const png = (name: string) => ({ name, contentType: "image/png" });

describe("who asks on Discord, where, and with what", () => {
  let bench: Awaited<ReturnType<typeof startListenerBench>>;
  beforeEach(async () => {
    bench = await startListenerBench();
    await bench.start();
  });
  afterEach(() => bench.close());

  async function seen(count: number) {
    await eventually(() => expect(bench.seen).toHaveLength(count));
    return bench.seen;
  }

  it("is known with the category, of a channel and of its threads", async () => {
    const categoryId = bench.discord.addChannel("Research", { kind: "category" });
    const channelId = bench.discord.addChannel("papers", { parentId: categoryId });
    const threadId = bench.discord.addThread(channelId);
    const channel = { platform: "discord", workspaceId: bench.discord.guildId, channelId, categoryId };
    bench.discord.mention("in the channel", { channelId });
    bench.discord.mention("in the thread", { channelId: threadId });
    bench.discord.slash({ command: "help", channelId });
    bench.discord.slash({ command: "help", channelId: threadId });
    for (const invocation of await seen(4)) {
      expect(invocation.channel).toEqual(channel);
      expect(invocation.replyTo.channel).toEqual(channel);
    }
  });

  it("is known without one where the channel stands alone, and in direct messages", async () => {
    bench.discord.mention("alone");
    bench.discord.dm("in private");
    expect((await seen(2)).map(({ channel }) => "categoryId" in channel)).toEqual([false, false]);
  });

  it("has roles, @everyone among them, by a message and by a command", async () => {
    const user = bench.discord.addMember("Grace", { roles: [ROLE] });
    bench.discord.mention("as a member", { user });
    bench.discord.slash({ command: "help", user });
    bench.discord.mention("as anybody");
    const roles = await Promise.all(
      (await seen(3)).map(async (invocation) => (await invocation.roles?.())?.toSorted()),
    );
    expect(roles.toSorted((a, b) => (b?.length ?? 0) - (a?.length ?? 0))).toEqual([
      [bench.discord.guildId, ROLE].toSorted(),
      [bench.discord.guildId, ROLE].toSorted(),
      [bench.discord.guildId],
    ]);
  });

  it("speaks the server's language in messages, and one's own in commands", async () => {
    bench.discord.mention("what?");
    bench.discord.slash({ command: "help", locale: "ja" });
    bench.discord.dm("what?");
    expect((await seen(3)).map(({ locale }) => locale).toSorted()).toEqual(["en-US", "ja", undefined]);
  });

  it("shows the first four images of the message and of the one it replies to", async () => {
    const { id: replyTo } = bench.discord.say("look", { attachments: [png("a.png"), { name: "b.pdf" }, png("c.png")] });
    const own = [png("d.png"), { name: "e.svg", contentType: "image/svg+xml" }, png("f.png"), png("g.png")];
    bench.discord.mention("what is this?", { replyTo, attachments: own });
    const [invocation] = await seen(1);
    const name = (url: string) => new URL(url).pathname.split("/").at(-1);
    expect(invocation?.images?.map(name)).toEqual(["d.png", "f.png", "g.png", "a.png"]);
    expect(invocation?.images?.every((url) => url.startsWith("https://cdn.discordapp.com/"))).toBe(true);
  });

  it("goes without the other's images where that message cannot be read", async () => {
    const { id: replyTo } = bench.discord.say("look", { attachments: [png("a.png")] });
    bench.discord.denyHistory(bench.discord.channelId);
    bench.discord.mention("what is this?", { replyTo });
    const [invocation] = await seen(1);
    expect(invocation).not.toHaveProperty("images");
    expect(bench.logged.join("\n")).toContain("could not be read");
  });
});
