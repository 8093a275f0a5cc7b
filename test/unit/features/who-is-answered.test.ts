import { describe, expect, it } from "vitest";
import type { Invocation } from "../../../src/core/invocation.ts";
import type { SettingsLayer } from "../../../src/core/settings.ts";
import { openChannel } from "./feature-bench.ts";

const channel = { platform: "slack", workspaceId: "T1", channelId: "C1" } as const;
const inChannel = { channel, replyTo: { kind: "message", channel, messageId: "q1", threadId: "q1" } } as const;
const inThread = { channel, replyTo: { kind: "message", channel, messageId: "q2", threadId: "t1" } } as const;
const asCommand = {
  channel,
  trigger: "command",
  replyTo: { kind: "interaction", channel, interactionId: "i1", token: "t", expiresAt: 9_000, visibility: "public" },
} as const;

/** A Slack channel with these settings, where people say things. */
async function open(layer: Partial<SettingsLayer> = {}, { manages = false } = {}) {
  const bot = openChannel({ manages: manages ? ["channel"] : [] });
  await bot.settings.set(channel, "channel", (before) => ({ ...before, ...layer }));
  return {
    ...bot,
    say: (text: string, more: Partial<Invocation> = {}) => bot.type(`/ask ${text}`, { ...inChannel, ...more }),
    jobs: () => [...bot.jobs.answers.values()],
  };
}

describe("in a channel that answers mentions", () => {
  it("a mention is answered, and a plain message ignored without a word", async () => {
    const bot = await open();
    expect(await bot.say("Why?", { trigger: "mention" })).toBe("(accepted)");
    expect(await bot.say("Why?", { trigger: "message" })).toBe("(ignored)");
    expect(bot.jobs()).toHaveLength(1);
  });

  it("a plain message in a thread of ours is answered, and goes on with it", async () => {
    const bot = await open();
    await bot.conversations.add(
      channel,
      "t1",
      { id: "a", question: "Q", answer: "A", at: 0 },
      { keepMs: 1_000, alsoKnownAs: [] },
    );
    expect(await bot.say("and in Python", { ...inThread, trigger: "message" })).toBe("(accepted)");
    expect(bot.jobs()[0]?.goesOnWith).toEqual(["t1"]);
    expect(await bot.say("and elsewhere", { ...inChannel, trigger: "message" })).toBe("(ignored)");
  });

  it("no follow-up is answered without a mention where that is off", async () => {
    const bot = await open({ threadFollowUps: false });
    await bot.conversations.add(
      channel,
      "t1",
      { id: "a", question: "Q", answer: "A", at: 0 },
      { keepMs: 1_000, alsoKnownAs: [] },
    );
    expect(await bot.say("and in Python", { ...inThread, trigger: "message" })).toBe("(ignored)");
    expect(await bot.say("and in Python", { ...inThread, trigger: "reply" })).toBe("(ignored)");
    expect(bot.conversations.reads).toBe(0);
    expect(await bot.say("and in Python", { ...inThread, trigger: "mention" })).toBe("(accepted)");
  });

  it("costs no look at a conversation for what is answered anyway, or begins a thread itself", async () => {
    const bot = await open();
    await bot.say("Why?", { trigger: "mention" });
    await bot.say("Why?", { ...inThread, trigger: "mention" });
    await bot.say("Why?", { trigger: "message" });
    expect(bot.conversations.reads).toBe(0);
  });

  it("an image alone, or an essay, in a thread of ours is ignored without a word", async () => {
    const bot = await open();
    expect(await bot.say("", { ...inThread, trigger: "reply" })).toBe("(ignored)");
    expect(await bot.say("x".repeat(4_001), { ...inThread, trigger: "reply" })).toBe("(ignored)");
    expect(await bot.say("", { ...inThread, trigger: "mention" })).toContain("Ask me something");
  });
});

it("a channel that answers every question answers what ends with a question mark", async () => {
  const bot = await open({ answerWhen: "every" });
  expect(await bot.say("Why is it so?", { trigger: "message" })).toBe("(accepted)");
  expect(await bot.say("Thanks.", { trigger: "message" })).toBe("(ignored)");
});

it("a channel that answers commands only refuses a mention, and says how to ask", async () => {
  const bot = await open({ answerWhen: "commands" });
  expect(await bot.say("Why?", { trigger: "mention" })).toBe(
    "In this channel I answer commands only. Ask with `/ask`.",
  );
  expect(await bot.say("Why?", { trigger: "message" })).toBe("(ignored)");
  expect(await bot.say("Why?", asCommand)).toBe("(accepted)");
});

describe("in a channel where only some may ask", () => {
  const roles = (...ids: readonly string[]) => ({ trigger: "mention", roles: async () => ids }) as const;

  it("those with a role are answered, and others told why not", async () => {
    const bot = await open({ whoMayAsk: ["r1"] });
    expect(await bot.say("Why?", roles("r1", "r9"))).toBe("(accepted)");
    expect(await bot.say("Why?", roles("r2"))).toContain("Only some roles or groups may ask here");
    expect(await bot.say("Why?", { ...roles("r2"), trigger: "message" })).toBe("(ignored)");
    expect(await bot.say("Why?", { trigger: "mention" })).toContain("Only some roles");
  });

  it("managers always may", async () => {
    const bot = await open({ whoMayAsk: ["r1"] }, { manages: true });
    expect(await bot.say("Why?", roles())).toBe("(accepted)");
  });

  it("nobody's roles are asked for in vain", async () => {
    const asked: string[] = [];
    const spy = async () => {
      asked.push("asked");
      return ["r1"];
    };
    const everybody = await open();
    await everybody.say("Why?", { trigger: "mention", roles: spy });
    const some = await open({ whoMayAsk: ["r1"] });
    await some.say("Why?", { trigger: "message", roles: spy });
    expect(asked).toEqual([]);
  });
});

describe("in a channel whose answers are for the asker alone", () => {
  it("a command is answered privately, and its platform told so", async () => {
    const bot = await open({ visibility: "asker" });
    expect(await bot.invoke("/ask Why?", asCommand)).toEqual({ kind: "accepted", visibility: "asker" });
    expect(bot.jobs()[0]?.reply.target).toMatchObject({ visibility: "asker" });
    expect(await bot.invoke("/ask Why? private:no", asCommand)).toEqual({ kind: "accepted" });
  });

  it("a mention is told to use the command, a plain message ignored, a direct message answered", async () => {
    const bot = await open({ visibility: "asker", answerWhen: "every" });
    expect(await bot.say("Why?", { trigger: "mention" })).toContain("Ask with `/ask`");
    expect(await bot.say("Why?", { trigger: "message" })).toBe("(ignored)");
    expect(await bot.say("Why?", { trigger: "direct" })).toBe("(accepted)");
  });
});

it("an answer goes where the channel wants it", async () => {
  const bot = await open({ answerWhere: "channel" });
  await bot.say("Why?");
  const slack = await open();
  await slack.say("Why?");
  expect([bot.jobs()[0]?.reply.target, slack.jobs()[0]?.reply.target]).toMatchObject([
    { placement: "channel" },
    { placement: "thread" },
  ]);
});

it("the images of a question travel with it where they are read, four at most", async () => {
  const images = ["https://a.example/1.png", "data:image/png;base64,AAAA", "ftp://a/b", "3", "4"].concat(
    ["5", "6", "7"].map((name) => `https://a.example/${name}.png`),
  );
  const blind = await open();
  await blind.say("What is this?", { trigger: "mention", images });
  const seeing = await open({ answerMode: ["image-reading"] });
  await seeing.say("What is this?", { trigger: "mention", images });
  expect(blind.jobs()[0]?.images).toBeUndefined();
  expect(seeing.jobs()[0]?.images).toEqual([
    "https://a.example/1.png",
    "data:image/png;base64,AAAA",
    "https://a.example/5.png",
    "https://a.example/6.png",
  ]);
});

it("the settings are read once for a question, whatever it is narrowed to", async () => {
  const bot = await open();
  let reads = 0;
  const { read } = bot.settings;
  Object.assign(bot.settings, {
    read: (...place: Parameters<typeof read>) => {
      reads += 1;
      return read(...place);
    },
  });
  expect(await bot.say("Why? sites:zod.dev", { trigger: "mention" })).toBe("(accepted)");
  expect(reads).toBe(1);
});
