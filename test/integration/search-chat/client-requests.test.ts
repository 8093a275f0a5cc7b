import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AnswerRequest } from "../../../src/core/answer.ts";
import { ConfigError } from "../../../src/core/errors.ts";
import { searchServiceNameSchema } from "../../../src/core/search-service.ts";
import { createSearchChatProvider } from "../../../src/search-chat/provider.ts";
import { collect } from "../../contracts/answer-provider.ts";
import {
  apiKey,
  type ClientChoices,
  type ClientUnderTest,
  failureOf,
  question,
  startClient,
} from "../../fakes/fake-search-chat-client.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";

const bare = {
  model: "gpt-4o-mini",
  messages: [{ role: "user", content: "why?" }],
  stream: true,
  stream_options: { include_usage: true },
  "web-search": true,
};

describe("what the client sends", () => {
  let client: ClientUnderTest;
  const restart = async (choices: ClientChoices) => {
    await client.close();
    client = await startClient(choices);
  };
  beforeEach(async () => {
    client = await startClient();
  });
  afterEach(() => client.close());

  const sent = async (request: AnswerRequest) => {
    await collect(client.ask(request));
    return client.endpoint.requests.at(-1)?.body;
  };

  it("leaves out whatever the question leaves open", async () => {
    expect(await sent(question("why?"))).toEqual(bare);
  });

  it("writes every setting under its documented name", async () => {
    const request: AnswerRequest = {
      messages: [
        { role: "system", content: "Be short." },
        { role: "user", content: "why?" },
      ],
      model: "deepseek-chat-ocr",
      search: { service: "tavily", results: 5, includeSites: ["arxiv.org"], excludeSites: ["ads.example"] },
      sampling: {
        temperature: 0.5,
        topP: 0.9,
        maxTokens: 800,
        presencePenalty: -1,
        frequencyPenalty: 1,
        stop: ["END", "FIN"],
      },
      user: "asker-1",
    };
    expect(await sent(request)).toEqual({
      ...bare,
      model: "deepseek-chat-ocr",
      messages: request.messages,
      "search-service": "tavily",
      "search-results": 5,
      "search-include-sites": ["arxiv.org"],
      "search-exclude-sites": ["ads.example"],
      temperature: 0.5,
      top_p: 0.9,
      max_tokens: 800,
      presence_penalty: -1,
      frequency_penalty: 1,
      stop: ["END", "FIN"],
      user: "asker-1",
    });
  });

  it("never vetoes the search of a model that ends in -web-search", async () => {
    const body = await sent({ ...question("why?"), model: "gpt-4o-mini-web-search" });
    expect(body).toEqual({ ...bare, model: "gpt-4o-mini-web-search", "web-search": true });
  });

  it.each(searchServiceNameSchema.options)("names the search service %s as the endpoint does", async (service) => {
    expect(await sent(question("why?", { service }))).toEqual({ ...bare, "search-service": service });
  });

  it("spells bocha the older way where the operator says so", async () => {
    await restart({ wireNames: { bocha: "bochaai" } });
    expect(await sent(question("why?", { service: "bocha" }))).toMatchObject({ "search-service": "bochaai" });
    expect(await sent(question("why?", { service: "exa" }))).toMatchObject({ "search-service": "exa" });
  });

  it.each([{ includeSites: ["arxiv.org"] }, { excludeSites: ["ads.example"] }])(
    "refuses to send %j to Bocha, which would ignore it",
    async (lists) => {
      const error = await failureOf(client.ask(question("why?", { service: "bocha", ...lists })));
      expect(error).toMatchObject({ code: "PROVIDER_REJECTED", retryable: false });
      expect(error.userMessage).toContain("Bocha");
      expect(client.endpoint.requests).toEqual([]);
    },
  );

  it("sends the operator's key, and no header where there is none", async () => {
    await collect(client.ask());
    expect(client.endpoint.requests[0]?.headers).toMatchObject({
      authorization: `Bearer ${apiKey}`,
      "content-type": "application/json",
      accept: expect.stringContaining("application/json"),
    });
    await restart({ apiKey: undefined });
    await collect(client.ask());
    expect(client.endpoint.requests[0]?.headers.authorization).toBeUndefined();
  });

  it("takes a base URL with a slash at its end", async () => {
    const log = createMemoryLog();
    const options = { baseUrl: `${client.endpoint.url}/`, apiKey, defaultModel: "gpt-4o-mini" };
    const provider = createSearchChatProvider({ log }, options);
    await collect(provider.answer(question("why?"), { signal: new AbortController().signal }));
    expect(client.endpoint.requests).toHaveLength(1);
  });

  it.each([
    { baseUrl: "api.example/v1" },
    { baseUrl: "ftp://api.example/v1" },
    { baseUrl: "https://name:hidden@api.example/v1" },
    { apiKey: "hidden\nlines" },
    { apiKey: "" },
  ])("refuses %j at the start without repeating it", (fault) => {
    const log = createMemoryLog();
    const options = { baseUrl: "https://api.example/v1", apiKey, defaultModel: "gpt-4o-mini", ...fault };
    expect(() => createSearchChatProvider({ log }, options)).toThrow(ConfigError);
    expect(() => createSearchChatProvider({ log }, options)).not.toThrow(/hidden/u);
  });
});
