import { answerProviderContract } from "../../contracts/answer-provider.ts";
import { question } from "../../fakes/fake-search-chat-client.ts";
import { startFallbackSite } from "./fallback-site.ts";

for (const moment of ["its own service answers", "a fallback answers"]) {
  answerProviderContract(`the client with fallbacks, while ${moment},`, async () => {
    const { endpoint, provider, close } = await startFallbackSite();
    endpoint.answer(({ question: asked, body }) => {
      if (moment === "a fallback answers" && body["search-service"] === "search1api") return { status: 503 };
      switch (asked) {
        case "unending":
          return { body: ['data: {"choices":[{"index":0,"delta":{"content":"and so on "}}]}\n\n'], ending: "hang" };
        case "failing":
          return { status: 503 };
        default:
          return { text: ["Hello ", "world [1]"], citations: ["https://a.example/x"] };
      }
    });
    const ask = (content: string) => question(content, { service: "search1api" });
    return {
      provider,
      answerable: ask("answerable"),
      unending: ask("unending"),
      failing: ask("failing"),
      inFlight: endpoint.inFlight,
      close,
    };
  });
}
