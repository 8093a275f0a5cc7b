import { createSearchChatProvider } from "../../../src/search-chat/provider.ts";
import { answerProviderContract } from "../../contracts/answer-provider.ts";
import { startFakeSearchChat } from "../../fakes/fake-search-chat.ts";
import { question } from "../../fakes/fake-search-chat-client.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";

answerProviderContract("the client of a foreign search-chat endpoint", async () => {
  const endpoint = await startFakeSearchChat();
  endpoint.answer(({ question }) => {
    switch (question) {
      case "unending":
        return { body: ['data: {"choices":[{"index":0,"delta":{"content":"and so on "}}]}\n\n'], ending: "hang" };
      case "failing":
        return { status: 503, json: { error: { err_code: -10_008, message: "No available models" } } };
      default:
        return { text: ["Hello ", "world [1][2]"], citations: ["https://a.example/x", "https://b.example/y"] };
    }
  });
  return {
    provider: createSearchChatProvider(
      { log: createMemoryLog() },
      { baseUrl: endpoint.url, apiKey: undefined, defaultModel: "gpt-4o-mini" },
    ),
    answerable: question("answerable"),
    unending: question("unending"),
    failing: question("failing"),
    inFlight: endpoint.inFlight,
    close: endpoint.close,
  };
});
