import { describe, expect, it } from "vitest";
import type { ConversationMessage } from "../../../../../src/search-chat/server/conversation.ts";
import { createFakeChatModel, FAKE_USAGE } from "../../../../fakes/fake-chat-model.ts";
import { ask, questionOf, resultOf, searchFinding } from "./answer-driver.ts";

const page = resultOf("https://docs.example/queues", "A queue keeps jobs until a worker takes them.");

describe("answering with an upstream model", () => {
  it("passes the conversation and the fields on as they came when nothing else is asked for", async () => {
    const chatModel = createFakeChatModel(() => "Hello [7], see https://anywhere.example.");
    const conversation: readonly ConversationMessage[] = [
      { role: "system", content: "Be short." },
      { role: "user", content: "Hello?" },
    ];

    const { text, sources, done } = await ask(questionOf("", { conversation, fields: { temperature: 0.2 } }), {
      chatModel,
    });

    expect(text).toBe("Hello [7], see https://anywhere.example.");
    expect(sources).toEqual([]);
    expect(done).toEqual([{ type: "done", finishReason: "stop", usage: FAKE_USAGE }]);
    expect(chatModel.calls).toEqual([
      {
        kind: "stream",
        model: "upstream-model",
        messages: conversation,
        fields: { temperature: 0.2 },
        toolUse: undefined,
      },
    ]);
  });

  it("shows the model numbered sources inside the fence, before the question, and gives them with their numbers", async () => {
    const chatModel = createFakeChatModel(() => "It keeps jobs [1].");
    const { search, queries } = searchFinding([{ ...page, publishedAt: "2026-01-02" }]);

    const { text, sources } = await ask(questionOf("What does a queue do?", { search }), { chatModel });

    expect(queries).toEqual(["What does a queue do?"]);
    expect(text).toBe("It keeps jobs [1].");
    expect(sources).toMatchObject([{ number: 1, url: page.url, title: page.title, publishedAt: "2026-01-02" }]);
    const [call] = chatModel.calls;
    expect(call?.messages.map(({ role }) => role)).toEqual(["system", "user"]);
    const asked = call?.messages[1]?.content;
    expect(asked).toMatch(/^Sources:\n\nSource \[1\]\n<data-b0undary1234>\n/u);
    expect(asked).toContain("Date: 2026-01-02");
    expect(asked).toContain("A queue keeps jobs until a worker takes them.\n</data-b0undary1234>");
    expect(asked).toMatch(/What does a queue do\?$/u);
  });
});
