import { describe, expect, it } from "vitest";
import { toReadableQuestion } from "../../../../src/platforms/slack/to-readable-question.ts";

describe("a question as its author saw it", () => {
  it.each([
    ["our own mention is gone", "<@UBOT> what is new?", "what is new?"],
    ["our own mention in the middle, too", "hey <@UBOT|footnote> what is new?", "hey what is new?"],
    ["entities are characters", "is a &lt;job&gt; a &amp;amp; b?", "is a <job> a &amp; b?"],
    ["another person has a name", "ask <@U2|jane> or <@U3>", "ask @jane or @U3"],
    ["a channel has a name", "in <#C2|general> and <#C3|>", "in #general and #C3"],
    ["a link is its address", "read <https://a.example/x?y=1&amp;z=2|this page>", "read https://a.example/x?y=1&z=2"],
    ["a mail address is plain", "write <mailto:a@example.com|a@example.com>", "write a@example.com"],
    ["a mass mention is text", "tell <!here> and <!subteam^S1|@team>", "tell @here and @team"],
    ["lines and their indentation stay", "one\n  two", "one\n  two"],
  ])("%s", (_name, text, expected) => {
    expect(toReadableQuestion(text, { botUserId: "UBOT" })).toBe(expected);
  });
});
