import { describe, expect, it } from "vitest";
import { ServerFailure } from "../../../../../src/search-chat/server/failure.ts";
import { createFakeChatModel, FAKE_USAGE } from "../../../../fakes/fake-chat-model.ts";
import { createFakeClock } from "../../../../fakes/fake-clock.ts";
import { ask, questionOf, resultOf, searchFinding, shownTo } from "./answer-driver.ts";

const page = resultOf("https://docs.example/queues", "A queue keeps jobs until a worker takes them.");
const image = { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } };
const withImage = [{ role: "user", content: [{ type: "text", text: "What is this?" }, image] }] as const;

describe("ocr", () => {
  it("lets the default model read the images and shows the answering model their words only", async () => {
    const chatModel = createFakeChatModel(({ kind }) => (kind === "complete" ? "Error 42" : "It is an error."));
    const question = questionOf("", { conversation: withImage, features: { ocr: { model: undefined } } });

    const { done } = await ask(question, { chatModel });

    expect(chatModel.calls.map(({ model }) => model)).toEqual(["gpt-4o-mini", "upstream-model"]);
    expect(chatModel.calls[0]?.messages[0]?.content).toContainEqual(image);
    expect(chatModel.calls[1]?.messages.at(-1)?.content).toMatch(
      /^What is this\?\n\nImage 1.*\n<data-b0undary1234>\nError 42\n<\/data-b0undary1234>$/u,
    );
    expect(done[0]?.usage.totalTokens).toBe(2 * FAKE_USAGE.totalTokens);
  });

  it("passes images on as they are when it is off", async () => {
    const chatModel = createFakeChatModel(() => "A picture.");

    await ask(questionOf("", { conversation: withImage }), { chatModel });

    expect(chatModel.calls.map(({ messages }) => messages)).toEqual([withImage]);
  });

  it("fails the call when an image cannot be read, and leaves nothing running", async () => {
    const chatModel = createFakeChatModel(() => {
      throw new ServerFailure("modelUnavailable");
    });
    const question = questionOf("", { conversation: withImage, features: { ocr: { model: "eyes" } } });

    await expect(ask(question, { chatModel })).rejects.toMatchObject({ failure: "modelUnavailable" });
    expect(chatModel.open()).toBe(0);
  });
});

describe("fusion", () => {
  it("shows the thoughts of the thinking model as reasoning and gives them to the answering one", async () => {
    const chatModel = createFakeChatModel(({ model }) =>
      model === "thinker"
        ? [
            { type: "reasoning", text: "Think of queues." },
            { type: "text", text: "No." },
          ]
        : "Yes.",
    );

    const answer = await ask(questionOf("Why?", { features: { fusion: { model: "thinker" } } }), { chatModel });

    expect(answer).toMatchObject({ text: "Yes.", reasoning: "Think of queues." });
    expect(shownTo(chatModel.calls[1] ?? { messages: [] })).toContain("Think of queues.");
    expect(answer.done[0]?.usage.totalTokens).toBe(2 * FAKE_USAGE.totalTokens);
  });

  it("gives the thinking model no tools", async () => {
    const toolUse = { tools: [{ type: "function", function: { name: "lookup" } }], mode: "auto" } as const;
    const chatModel = createFakeChatModel(() => "Yes.");

    await ask(questionOf("Why?", { toolUse, features: { fusion: { model: "thinker" } } }), { chatModel });

    expect(chatModel.calls.map((call) => call.toolUse)).toEqual([undefined, toolUse]);
  });
});

describe("the query", () => {
  const history = [
    { role: "user", content: "What is BullMQ?" },
    { role: "assistant", content: "A queue." },
    { role: "user", content: "Does it need Redis?" },
  ] as const;

  it("is written by the model from the conversation, and counted", async () => {
    const { search, queries } = searchFinding([page]);
    const chatModel = createFakeChatModel(({ kind }) =>
      kind === "complete" ? '"BullMQ Redis requirement"\n' : "Yes [1].",
    );

    const { done } = await ask(questionOf("", { conversation: history, search }), { chatModel });

    expect(queries).toEqual(["BullMQ Redis requirement"]);
    expect(done[0]?.usage.totalTokens).toBe(2 * FAKE_USAGE.totalTokens);
  });

  it("is at most 400 characters long, on one line", async () => {
    const { search, queries } = searchFinding([page]);
    const chatModel = createFakeChatModel(({ kind }) => (kind === "complete" ? "word ".repeat(500) : "Yes."));

    await ask(questionOf("", { conversation: history, search }), { chatModel });

    expect(queries[0]?.length).toBeLessThanOrEqual(400);
  });

  it("is the question after the one before it when the model fails", async () => {
    const { search, queries } = searchFinding([page]);
    const chatModel = createFakeChatModel(({ kind }) => {
      if (kind === "complete") throw new ServerFailure("modelUnavailable");
      return "Yes.";
    });

    const { text } = await ask(questionOf("", { conversation: history, search }), { chatModel });

    expect(queries).toEqual(["What is BullMQ? Does it need Redis?"]);
    expect(text).toBe("Yes.");
  });

  it("is not waited for longer than its deadline", async () => {
    const clock = createFakeClock();
    const { search, queries } = searchFinding([page]);
    const chatModel = createFakeChatModel(({ kind }) => (kind === "complete" ? undefined : "Yes."));

    const answer = ask(questionOf("", { conversation: history, search }), { chatModel, clock });
    await clock.advance(2_500);

    expect((await answer).text).toBe("Yes.");
    expect(queries).toEqual(["What is BullMQ? Does it need Redis?"]);
    expect(chatModel.open()).toBe(0);
    expect(clock.waiting()).toBe(0);
  });
});

describe("an answer", () => {
  it("is told that nothing was found, and cites nothing", async () => {
    const { search } = searchFinding([], ["docs.example"]);
    const chatModel = createFakeChatModel(() => "Nothing was found [1].");

    const { text, events } = await ask(questionOf("How?", { search }), { chatModel });

    expect(text).toBe("Nothing was found.");
    expect(events[0]).toEqual({ type: "sources", sources: [] });
    expect(shownTo(chatModel.calls[0] ?? { messages: [] })).toContain("the allowed sites (docs.example)");
  });

  it("in JSON keeps its lists", async () => {
    const { search } = searchFinding([page]);
    const chatModel = createFakeChatModel(() => '{"a": [1, 2]}');
    const fields = { response_format: { type: "json_object" } };

    expect((await ask(questionOf("How?", { search, fields }), { chatModel })).text).toBe('{"a": [1, 2]}');
  });

  it("remembers who asks, and learns what was said in the end", async () => {
    const learnt: unknown[] = [];
    const chatModel = createFakeChatModel(() => "Hello, Ada.");
    const memory = { owner: "key-1", userId: "6f9619ff-8b86-4d01-b42d-00cf4fc964ff" };

    const { text } = await ask(questionOf("Hello?", { memory }), {
      chatModel,
      memory: {
        recall: async () => ({ role: "system", content: "The person is called Ada." }),
        learn: (...all) => learnt.push(all),
      },
    });

    expect(shownTo(chatModel.calls[0] ?? { messages: [] })).toContain("The person is called Ada.");
    expect(learnt).toEqual([[memory, [{ role: "user", content: "Hello?" }], text]]);
  });

  it("puts every feature together: images, links, search, thinking and the answer, and counts each call once", async () => {
    const { search, queries } = searchFinding([page]);
    const chatModel = createFakeChatModel(({ kind, model }) => {
      if (kind === "complete") return "An image of a queue";
      return model === "thinker" ? [{ type: "reasoning", text: "Hm." }] : "So [1].";
    });
    const question = questionOf("", {
      conversation: withImage,
      search,
      features: { ocr: { model: "eyes" }, fusion: { model: "thinker" }, fileParse: true },
    });

    const answer = await ask(question, {
      chatModel,
      readLinks: async (conversation, { fence }) => [
        ...conversation,
        { role: "user", content: fence.around("A linked page.") },
      ],
    });

    expect(answer).toMatchObject({ text: "So [1].", reasoning: "Hm." });
    expect(queries[0]).not.toContain("A linked page.");
    const last = shownTo(chatModel.calls.at(-1) ?? { messages: [] });
    for (const part of ["An image of a queue", "A linked page.", page.content, "Hm."]) expect(last).toContain(part);
    expect(answer.done[0]?.usage.totalTokens).toBe(chatModel.calls.length * FAKE_USAGE.totalTokens);
  });

  it("stops its upstream call when the caller goes", async () => {
    const gone = new AbortController();
    const chatModel = createFakeChatModel(() => undefined);

    const answer = ask(questionOf("Hello?"), { chatModel }, { signal: gone.signal });
    const refused = expect(answer).rejects.toThrow("gone");
    gone.abort(new Error("gone"));

    await refused;
    expect(chatModel.open()).toBe(0);
  });
});
