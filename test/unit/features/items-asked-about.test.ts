import { beforeEach, describe, expect, it } from "vitest";
import { digestRef } from "../../../src/core/digest.ts";
import type { Invocation } from "../../../src/core/invocation.ts";
import { questionText } from "../../../src/features/ask/question-text.ts";
import { channel, openChannel } from "./feature-bench.ts";

const SLOT = 1_700_000_000_000;
const items = ["Node 26 is out", "Deno 3", "Bun moves"].map((title, index) => ({
  title,
  url: `https://example.com/${index + 1}`,
  summary: "It happened.",
  keys: [`url:${index}`],
}));

describe("a question under a digest", () => {
  let bot: ReturnType<typeof openChannel>;
  beforeEach(async () => {
    bot = openChannel();
    await bot.type('/digest create Node news when:"weekdays 9:00"');
    const [digest] = await bot.digests.list(channel);
    if (digest === undefined) throw new Error("there is no digest");
    await bot.slots.write(digestRef(digest), {
      version: 1,
      slot: SLOT,
      isManual: false,
      state: "posted",
      at: SLOT,
      dropped: [],
      items: [...items],
      messageIds: ["m0", "m1", "m2", "m3"],
    });
  });

  const asked = async (question: string, inReplyTo: Invocation["inReplyTo"] = { messageId: "m0" }) => {
    await bot.invoke(`/ask ${question}`, { inReplyTo });
    const job = [...bot.jobs.answers.values()].at(-1);
    if (job === undefined) throw new Error("no question was accepted");
    return job;
  };
  const titles = async (...how: Parameters<typeof asked>) => (await asked(...how)).about?.map(({ title }) => title);

  it.each(["more on 2", "More on #2, please", "2", "what about item 2?", "no. 2", "tell me about 2!"])(
    "is about the item that it names: %s",
    async (question) => {
      expect(await titles(question)).toEqual(["Deno 3"]);
    },
  );

  it.each(["what happened in the last 2 weeks?", "is 2.5 faster?", "more on 9", "which one matters most?"])(
    "is about all of them when it names none: %s",
    async (question) => {
      expect(await titles(question)).toEqual(items.map(({ title }) => title));
    },
  );

  it("is about the item whose message it replies to", async () => {
    expect(await titles("why?", { messageId: "m3", threadId: "m0" })).toEqual(["Bun moves"]);
    expect(await titles("why? more on 1", { messageId: "m3" })).toEqual(["Node 26 is out"]);
  });

  it("is about the digest in whose thread it stands", async () => {
    expect(await titles("more on 1", { messageId: "somebody's", threadId: "m0" })).toEqual(["Node 26 is out"]);
  });

  it("is about nothing when it stands elsewhere", async () => {
    expect(await titles("more on 2", { messageId: "somebody's" })).toBeUndefined();
    await bot.invoke("/ask more on 2");
    expect([...bot.jobs.answers.values()].at(-1)?.about).toBeUndefined();
  });

  it("is asked with the item's title and address, so that the search finds it", async () => {
    expect(questionText(await asked("more on 2"))).toBe(
      "more on 2\n\nThis is about “Deno 3” (https://example.com/2): It happened.",
    );
    expect(questionText(await asked("which is best?"))).toContain("2. “Deno 3” (https://example.com/2)");
    await bot.invoke("/ask plain");
    const plain = [...bot.jobs.answers.values()].at(-1);
    expect(plain && questionText(plain)).toBe("plain");
  });
});
