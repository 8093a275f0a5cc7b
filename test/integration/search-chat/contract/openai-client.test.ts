import OpenAI from "openai";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../../../../src/core/clock.ts";
import type { Question } from "../../../../src/search-chat/server/answer/answer-question.ts";
import { createAnswerQuestion } from "../../../../src/search-chat/server/answer/create-answer-question.ts";
import type { ChatModelEvent, ChatModelRequest } from "../../../../src/search-chat/server/chat-model.ts";
import { textOf } from "../../../../src/search-chat/server/conversation.ts";
import { ServerFailure } from "../../../../src/search-chat/server/failure.ts";
import { createAdmitCaller } from "../../../../src/search-chat/server/keys/admit-caller.ts";
import { createFakeChatModel, FAKE_USAGE, type FakeChatModel } from "../../../fakes/fake-chat-model.ts";
import { createFakeClock } from "../../../fakes/fake-clock.ts";
import { createMemoryLog } from "../../../fakes/memory-log.ts";
import { type ContractSite, openContract } from "./contract-site.ts";

const secret = ["a", "long", "key"].join("-");
const tool = { type: "function", function: { name: "look_up", parameters: { type: "object" } } } as const;
const ask = (content: string) => ({ model: "upstream-model", messages: [{ role: "user" as const, content }] });

/** What the upstream says to a last message. */
function reply({ messages, toolUse }: ChatModelRequest): string | readonly ChatModelEvent[] | undefined {
  const last = messages.at(-1);
  const asked = last === undefined ? "" : textOf(last);
  if (asked.includes("for ever")) return undefined;
  if (last?.role === "tool") return `The tool said ${asked}.`;
  if (toolUse !== undefined) {
    return [
      { type: "toolCalls", calls: [{ index: 0, id: "call_1", name: "look_up", arguments: '{"city"' }] },
      { type: "toolCalls", calls: [{ index: 0, arguments: ':"Oslo"}' }] },
    ];
  }
  if (asked.includes("busy")) throw new ServerFailure("rateLimit", { retryAfterMs: 1_000 });
  if (asked.includes("search")) return "Worth reading [1].";
  return "Hello, whoever you are.";
}

describe("the client of OpenAI", () => {
  let model: FakeChatModel;
  let site: ContractSite;
  let client: OpenAI;
  beforeAll(async () => {
    model = createFakeChatModel(reply);
    site = await openContract({
      admit: createAdmitCaller(
        { keys: undefined, clock: systemClock },
        { fixedKeys: [{ id: "k", secret }], isOpen: false },
      ),
      models: { list: async () => [{ id: "upstream-model", ownedBy: "upstream" }], status: async () => [] },
    });
    site.answers(pipeline());
    client = new OpenAI({ baseURL: site.url, apiKey: secret, maxRetries: 0, timeout: 5_000 });
  });
  /** The real stages of an answer, over the fake upstream. */
  const pipeline = () => {
    const answer = createAnswerQuestion({
      chatModel: model,
      readLinks: undefined,
      memory: undefined,
      deepSearch: undefined,
      clock: createFakeClock(),
      log: createMemoryLog(),
      newBoundary: () => "b0undary1234",
    });
    return (signal: AbortSignal, question: Question) => toGenerator(answer(question, { signal }));
  };
  afterEach(() => expect.poll(model.open).toBe(0));
  afterAll(() => site.close());

  it("reads a whole answer and its usage", async () => {
    const completion = await client.chat.completions.create(ask("hello"));
    expect(completion.choices[0]?.message.content).toBe("Hello, whoever you are.");
    expect(completion.choices[0]?.finish_reason).toBe("stop");
    expect(completion.usage).toEqual({
      prompt_tokens: FAKE_USAGE.promptTokens,
      completion_tokens: FAKE_USAGE.completionTokens,
      total_tokens: FAKE_USAGE.totalTokens,
    });
  });

  it("puts a stream together to the same answer", async () => {
    const stream = client.chat.completions.stream({ ...ask("hello"), stream_options: { include_usage: true } });
    let text = "";
    stream.on("content", (delta) => {
      text += delta;
    });
    const completion = await stream.finalChatCompletion();
    expect(text).toBe("Hello, whoever you are.");
    expect(completion.choices[0]?.message.content).toBe(text);
    expect(completion.usage?.total_tokens).toBe(FAKE_USAGE.totalTokens);
  });

  it("searches with the fields of the contract, and gets the sources that were found", async () => {
    const body = { ...ask("search this"), "web-search": true, "search-service": "exa", "search-results": 2 };
    const completion = await client.chat.completions.create(body);
    expect(site.queries.at(-1)).toMatchObject({ service: "exa", limit: 2, query: "search this" });
    expect(completion.choices[0]?.message.content).toMatch(/^Worth reading \[1\]/u);
    expect(completion).toMatchObject({ citations: expect.arrayContaining(["https://arxiv.org/abs/1"]) });
  });

  it("runs a tool and brings its result back", async () => {
    const first = await client.chat.completions.create({ ...ask("weather?"), tools: [tool] });
    const call = first.choices[0]?.message.tool_calls?.[0];
    expect(first.choices[0]?.finish_reason).toBe("tool_calls");
    expect(call).toEqual({
      id: "call_1",
      type: "function",
      function: { name: "look_up", arguments: '{"city":"Oslo"}' },
    });
    const message = first.choices[0]?.message;
    if (message === undefined || call === undefined) throw new Error("no tool was called");
    const second = await client.chat.completions.create({
      model: "upstream-model",
      messages: [...ask("weather?").messages, message, { role: "tool", tool_call_id: call.id, content: "rain" }],
      tools: [tool],
    });
    expect(second.choices[0]?.message.content).toBe("The tool said rain.");
  });

  it("puts a streamed tool call together", async () => {
    const stream = client.chat.completions.stream({ ...ask("weather?"), tools: [tool] });
    const { choices } = await stream.finalChatCompletion();
    expect(choices[0]?.message.tool_calls?.[0]).toMatchObject({ function: { arguments: '{"city":"Oslo"}' } });
  });

  it("lists the models, and finds one", async () => {
    const listed: string[] = [];
    for await (const { id } of client.models.list()) listed.push(id);
    expect(listed).toEqual(["upstream-model"]);
    expect(await client.models.retrieve("upstream-model")).toMatchObject({ owned_by: "upstream" });
  });

  it("throws its own errors for refusals", async () => {
    const wrong = new OpenAI({ baseURL: site.url, apiKey: "wrong", maxRetries: 0 });
    await expect(wrong.models.list()).rejects.toThrow(OpenAI.AuthenticationError);
    await expect(client.chat.completions.create({ ...ask("?"), temperature: 9 })).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining("temperature"),
    });
    for (const stream of [false, true]) {
      const refused = client.chat.completions.create({ ...ask("busy"), stream });
      await expect(refused).rejects.toThrow(OpenAI.RateLimitError);
    }
    expect(model.open()).toBe(0);
  });

  it("throws for a failure in the middle of a stream", async () => {
    site.answers(async function* () {
      yield { type: "text", text: "Once " };
      throw new ServerFailure("searchBusy");
    });
    const stream = await client.chat.completions.create({ ...ask("?"), stream: true });
    const read = async () => {
      for await (const _ of stream);
    };
    await expect(read()).rejects.toThrow(OpenAI.APIError);
  });

  it("stops the upstream when it goes away", async () => {
    site.answers(pipeline());
    const caller = new AbortController();
    const asking = client.chat.completions.create({ ...ask("for ever"), stream: true }, { signal: caller.signal });
    asking.catch(() => undefined);
    await expect.poll(model.open).toBe(1);
    caller.abort();
    await expect(asking).rejects.toThrow(OpenAI.APIUserAbortError);
    await expect.poll(model.open).toBe(0);
  });
});

async function* toGenerator<Event>(events: AsyncIterable<Event>): AsyncGenerator<Event> {
  yield* events;
}
