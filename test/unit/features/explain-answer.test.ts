import { describe, expect, it } from "vitest";
import type { Invocation, PointedMessage } from "../../../src/core/invocation.ts";
import type { SettingsLayer } from "../../../src/core/settings.ts";
import { explainAnswer } from "../../../src/features/why/explain-answer.ts";
import { openChannel } from "./feature-bench.ts";

const channel = { platform: "discord", workspaceId: "G1", channelId: "C1" } as const;

/** A channel with these settings, where somebody asks why. */
async function open(layer: Partial<SettingsLayer> = {}) {
  const bot = openChannel();
  await bot.settings.set(channel, "channel", (before) => ({ ...before, ...layer }));
  return {
    ...bot,
    async why(more: Partial<Invocation> = {}): Promise<string> {
      const outcome = await explainAnswer(
        {
          id: "w",
          channel,
          asker: { id: "u" },
          replyTo: {
            kind: "interaction",
            channel,
            interactionId: "i",
            token: "t",
            expiresAt: 1,
            visibility: "asker",
          },
          receivedAt: 0,
          call: { name: "settings", action: "why", options: {} },
          mayManage: async () => false,
          ...more,
        },
        bot,
      );
      return outcome.kind === "reply" ? outcome.markdown : outcome.kind;
    },
  };
}

const pointed: PointedMessage = { trigger: "message", authorId: "u", isAutomatic: false };

describe("why a message was or was not answered", () => {
  it("is told of a mention and a plain message where none is pointed at, rule by rule", async () => {
    const bot = await open();
    expect(await bot.why()).toBe(
      [
        "**A mention of yours is answered here**",
        "",
        "1. ✅ It was not written by a bot.",
        "2. ▫️ It is not a direct message.",
        "3. ▫️ It is not a command.",
        "4. ✅ **“When to answer” is “Mentions and commands” (default), and it mentions me.** This decided.",
        "5. ✅ Everybody may ask here (default).",
        "6. ✅ Answers here are seen by everybody (default).",
        "",
        "**A message of yours without a mention is not answered here**",
        "",
        "1. ✅ It was not written by a bot.",
        "2. ▫️ It is not a direct message.",
        "3. ▫️ It is not a command.",
        "4. 🚫 **“When to answer” is “Mentions and commands” (default), and it does not mention me.** This decided.",
        "5. ▫️ It does not go on with a conversation of mine.",
      ].join("\n"),
    );
  });

  it("is told of the message that is pointed at", async () => {
    const bot = await open({ answerWhen: "every" });
    expect(await bot.why({ pointedAt: { ...pointed, text: "Thanks." } })).toMatch(
      /^\*\*This message is not answered\*\*[\s\S]*🚫 \*\*.*“Every question” \(this channel\), and no sentence/u,
    );
    expect(await bot.why({ pointedAt: { ...pointed, text: "Is it?" } })).toContain("This message is answered");
    expect(await bot.why({ pointedAt: pointed })).toContain("a message is answered when a sentence of it ends");
    expect(await bot.why({ pointedAt: { ...pointed, isAutomatic: true } })).toContain(
      "1. 🚫 **It was written by a bot",
    );
  });

  it("knows the conversations of ours, and the settings of the thread", async () => {
    const bot = await open();
    await bot.conversations.add(
      channel,
      "t1",
      { id: "a", question: "Q", answer: "A", at: 0 },
      { keepMs: 1_000, alsoKnownAs: [] },
    );
    const inThread = { pointedAt: { ...pointed, threadId: "t1" } };
    expect(await bot.why(inThread)).toContain("✅ **It goes on with a conversation of mine");
    await bot.settings.update(
      { channel, scope: "thread", threadId: "t1" },
      { by: { id: "u" }, at: 0, change: (layer) => ({ ...layer, threadFollowUps: false }) },
    );
    expect(await bot.why(inThread)).toContain("🚫 **“Follow-ups in threads” is off (this thread)");
  });

  it("looks at the roles of the one who asks, and keeps quiet of those of others", async () => {
    const bot = await open({ whoMayAsk: ["r1"] });
    const mine = { pointedAt: { ...pointed, trigger: "mention" }, roles: async () => ["r2"] } as const;
    expect(await bot.why(mine)).toContain("its author is in none of them");
    expect(await bot.why({ ...mine, pointedAt: { ...mine.pointedAt, authorId: "other" } })).toContain(
      "is not known to you",
    );
  });
});

it("is what /settings why says", async () => {
  expect(await openChannel().type("/settings why")).toMatch(/^\*\*A mention of yours is answered here\*\*/u);
});
