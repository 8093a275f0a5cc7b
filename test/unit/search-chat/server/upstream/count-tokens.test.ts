import { describe, expect, it } from "vitest";
import { countTokens } from "../../../../../src/search-chat/server/upstream/count-tokens.ts";

const nothing = { messages: [], tools: [], written: "" } as const;

describe("the count of tokens", () => {
  it.each([
    ["hello world", 2],
    ["Tea is older than coffee.", 6],
    ["", 0],
  ])("of %j is %i in o200k_base", async (written, tokens) => {
    expect((await countTokens({ ...nothing, written })).completionTokens).toBe(tokens);
  });

  it("takes what looks like a special token for text", async () => {
    expect((await countTokens({ ...nothing, written: "<|endoftext|>" })).completionTokens).toBeGreaterThan(1);
  });

  it("differs by at most a token at each 1,000 characters from the count of the whole", async () => {
    const sentence = "A worker keeps a lock, and renews it before it is lost. ";
    const one = (await countTokens({ ...nothing, written: sentence.repeat(10) })).completionTokens;
    const many = (await countTokens({ ...nothing, written: sentence.repeat(1_000) })).completionTokens;
    expect(Math.abs(many - 100 * one)).toBeLessThanOrEqual((sentence.length * 1_000) / 1_000 + 100);
  });

  it("counts messages, their names and calls, and the tools", async () => {
    const messages = [{ role: "user", content: "hello world" }] as const;
    const plain = await countTokens({ ...nothing, messages, written: "hello" });
    expect(plain).toEqual({ promptTokens: 9, completionTokens: 1, totalTokens: 10 });
    const tools = [{ type: "function", function: { name: "get_time" } }] as const;
    expect((await countTokens({ ...nothing, messages, tools })).promptTokens).toBeGreaterThan(plain.promptTokens + 5);
  });

  it("lets other work go on while it counts a long text without a space", async () => {
    const started = countTokens({ ...nothing, written: "中".repeat(100_000) });
    let turns = 0;
    let isOver = false;
    const finished = started.then(() => {
      isOver = true;
    });
    while (!isOver) {
      await new Promise((resolve) => setImmediate(resolve));
      turns += 1;
    }
    await finished;
    expect(turns).toBeGreaterThan(5);
  });
});
