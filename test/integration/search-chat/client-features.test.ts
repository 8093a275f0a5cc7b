import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AnswerRequest } from "../../../src/core/answer.ts";
import { searchServiceNameSchema } from "../../../src/core/search-service.ts";
import { ANSWER_FEATURES, type AnswerFeature } from "../../../src/core/setting-fields.ts";
import { createSearchChatProvider } from "../../../src/search-chat/provider.ts";
import type { AnswerQuestion } from "../../../src/search-chat/server/answer/answer-question.ts";
import { collect, textOf } from "../../contracts/answer-provider.ts";
import { FAKE_USAGE } from "../../fakes/fake-chat-model.ts";
import { type ClientUnderTest, question, startClient } from "../../fakes/fake-search-chat-client.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";
import { startAnswering } from "./server-site.ts";

const IMAGE = "https://images.example/cat.png";
const PIXEL = "data:image/png;base64,iVBORw0KGgo=";
const base = { model: "gpt-4o-mini", stream: true, stream_options: { include_usage: true }, "web-search": true };

function asking(...features: readonly AnswerFeature[]): AnswerRequest {
  return { ...question("why?"), features };
}

function showing(images: readonly string[], model?: string): AnswerRequest {
  return {
    ...question("why?"),
    messages: [{ role: "user", content: "What is this?", images }],
    features: ["image-reading"],
    model,
  };
}

describe("what the client sends for a feature of the endpoint", () => {
  let client: ClientUnderTest;
  beforeEach(async () => {
    client = await startClient();
  });
  afterEach(() => client.close());

  const sent = async (request: AnswerRequest) => {
    await collect(client.ask(request));
    return client.endpoint.requests.at(-1)?.body;
  };
  const plain = { ...base, messages: [{ role: "user", content: "why?" }] };

  it.each([
    ["deep-search", { "deep-search": true }],
    ["reasoning", { "r1-fusion": true, fusion: true }],
    ["link-parsing", { "file-parse": true, "parse-service": "jina" }],
  ] as const)("of %s", async (feature, fields) => {
    expect(await sent(asking(feature))).toEqual({ ...plain, ...fields });
  });

  it("of several at once", async () => {
    expect(await sent(asking(...ANSWER_FEATURES))).toEqual({
      ...plain,
      model: "gpt-4o-mini-ocr",
      "deep-search": true,
      "r1-fusion": true,
      fusion: true,
      "file-parse": true,
      "parse-service": "jina",
    });
  });

  it.each(searchServiceNameSchema.options)("searches deeply with %s where deep search knows it", async (service) => {
    const body = await sent({ ...question("why?", { service }), features: ["deep-search"] });
    expect(body?.searchType).toBe(service === "bocha" ? undefined : service);
    expect(body?.["search-service"]).toBe(service);
  });

  it("shows images behind the text, and has them read by whichever model the endpoint has for that", async () => {
    expect(await sent(showing([IMAGE, PIXEL]))).toEqual({
      ...base,
      model: "gpt-4o-mini-ocr",
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "What is this?" },
            { type: "image_url", image_url: { url: IMAGE } },
            { type: "image_url", image_url: { url: PIXEL } },
          ],
        },
      ],
    });
  });

  it.each([
    ["deepseek-chat", "deepseek-chat-ocr"],
    ["deepseek-chat-web-search", "deepseek-chat-ocr-web-search"],
    ["gpt-4o-r1-fusion-web-search", "gpt-4o-ocr-r1-fusion-web-search"],
    ["gpt-4o-ocr-web-search", "gpt-4o-ocr-web-search"],
    ["gpt-4o-file-parse", "gpt-4o-ocr-file-parse"],
  ])("keeps the suffixes of %s in their documented order", async (model, expected) => {
    expect((await sent(showing([IMAGE], model)))?.model).toBe(expected);
  });

  it.each(["o3-mini", "deepseek-r1", "gpt-5-mini", "openai/o1", "qwen3-thinking"])(
    "lets %s, which thinks, write as much as it wants",
    async (model) => {
      const sampling = { maxTokens: 700 };
      expect(await sent({ ...question("why?"), model, sampling })).not.toHaveProperty("max_tokens");
      expect(await sent({ ...question("why?"), model: "gpt-4o", sampling })).toHaveProperty("max_tokens", 700);
    },
  );
});

describe("what our own server understands of what our client sends", () => {
  const nothing = { search: async () => [] };
  const asked: Parameters<AnswerQuestion>[0][] = [];
  let site: Awaited<ReturnType<typeof startAnswering>>;
  beforeEach(async () => {
    asked.length = 0;
    site = await startAnswering(
      async function* answer(given) {
        asked.push(given);
        yield { type: "text", text: "Seen." };
        yield { type: "done", finishReason: "stop", usage: FAKE_USAGE };
      },
      {
        searchServices: { docs: nothing, exa: nothing },
      },
    );
  });
  afterEach(() => site.close());

  const ask = async (request: AnswerRequest) => {
    const provider = createSearchChatProvider(
      { log: createMemoryLog() },
      { baseUrl: site.url, apiKey: undefined, defaultModel: "tiny-web-search" },
    );
    expect(textOf(await collect(provider.answer(request, { signal: new AbortController().signal })))).toBe("Seen.");
    return asked.at(-1);
  };
  const off = {
    model: "tiny",
    webSearch: true,
    deepSearch: undefined,
    ocr: undefined,
    fusion: undefined,
    fileParse: false,
  };

  it.each([
    ["nothing", [], {}],
    ["deep search", ["deep-search"], { deepSearch: { service: undefined } }],
    ["reasoning", ["reasoning"], { fusion: { model: undefined } }],
    ["link parsing", ["link-parsing"], { fileParse: true }],
    ["image reading", ["image-reading"], { ocr: { model: undefined } }],
  ] as const)("is %s", async (_name, features, on) => {
    expect((await ask(asking(...features)))?.features).toEqual({ ...off, ...on });
  });

  it("is deep search with the channel's own service", async () => {
    const given = await ask({ ...question("why?", { service: "exa" }), features: ["deep-search"] });
    expect(given?.features.deepSearch).toEqual({ service: "exa" });
  });

  it("is each image of the question", async () => {
    expect((await ask(showing([IMAGE, PIXEL])))?.conversation).toMatchObject([
      { content: [{ text: "What is this?" }, { image_url: { url: IMAGE } }, { image_url: { url: PIXEL } }] },
    ]);
  });
});
