import { describe, expect, it } from "vitest";
import { createGrowingAnswer, MAX_ANSWER_LENGTH } from "../../../src/core/growing-answer.ts";

const anySite = { include: undefined, exclude: [] };

describe("an answer that is much too long", () => {
  it("is shortened, says so, and keeps the sources that come at its end", () => {
    const answer = createGrowingAnswer(anySite);
    for (let sent = 0; sent < 1_000_000; sent += 1_000)
      answer.add({ type: "text", text: `${"word ".repeat(199)}end. ` });
    answer.add({ type: "citations", citations: [{ number: 1, url: "https://bullmq.io/" }] });
    const { markdown, citations } = answer.checked();
    expect(markdown.length).toBeGreaterThan(MAX_ANSWER_LENGTH * 0.9);
    expect(markdown.length).toBeLessThan(MAX_ANSWER_LENGTH + 100);
    expect(markdown.trimEnd().endsWith("_The answer was longer than this and has been shortened._")).toBe(true);
    expect(citations).toHaveLength(1);
  });

  it("says so outside the code it is cut in", () => {
    const answer = createGrowingAnswer(anySite);
    answer.add({ type: "text", text: `\`\`\`sh\n${"echo hello\n".repeat(10_000)}` });
    expect(answer.checked().markdown).toMatch(/\n```\s+_The answer was longer/u);
  });

  it("is left alone when it just fits", () => {
    const answer = createGrowingAnswer(anySite);
    const text = "x".repeat(MAX_ANSWER_LENGTH);
    answer.add({ type: "text", text });
    expect(answer.checked().markdown).toBe(text);
  });
});

describe("an answer that the model may not write to its end", () => {
  const end = (text: string) => {
    const answer = createGrowingAnswer(anySite);
    if (text !== "") answer.add({ type: "text", text });
    answer.add({ type: "done", finishReason: "length" });
    return answer.checked().markdown;
  };

  it("says so behind its last words, and outside the code that breaks off", () => {
    expect(end("So far")).toBe("So far\n\n_The model may write no more than this, so the answer breaks off here._");
    expect(end("```sh\necho hel")).toMatch(/hel\n```\s+_The model may write/u);
  });

  it("has no such words where it has none of its own", () => {
    expect(end("")).toBe("");
  });
});
