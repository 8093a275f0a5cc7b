import type { AnswerQuestion } from "./answer/answer-question.ts";
import type { AnswerModel, ModelMessage } from "./answer-model.ts";
import { type ConversationMessage, textOf } from "./conversation.ts";
import { ServerFailure } from "./failure.ts";
import type { ServerFinishReason } from "./server-event.ts";

/** Answers questions with models that quote. */
export function answerWithModels(models: Readonly<Record<string, AnswerModel>>): AnswerQuestion {
  return async function* answer({ features, conversation, search }, { signal }) {
    const model = Object.hasOwn(models, features.model) ? models[features.model] : undefined;
    if (model === undefined) {
      const known = Object.keys(models).join(", ");
      throw new ServerFailure("modelUnavailable", {
        detail: `model: no available model of this name; there is ${known}`,
      });
    }
    const siteSearch =
      search === undefined
        ? undefined
        : async (question: string) =>
            (await search.ask(question, { signal })).flatMap(({ passage }) => (passage === undefined ? [] : [passage]));
    const messages = conversation.flatMap(toModelMessage);
    for await (const event of model.answer({ messages, search: siteSearch }, { signal })) {
      if (event.type === "text") yield event;
      else if (event.type === "citations") yield { type: "sources", sources: event.citations };
      else {
        const finishReason: ServerFinishReason = event.finishReason === "other" ? "stop" : event.finishReason;
        yield {
          type: "done",
          finishReason,
          usage: event.usage ?? { promptTokens: 0, completionTokens: 0, totalTokens: 0 },
        };
      }
    }
  };
}

/** Developers speak as the system does; what tools said is nothing a person asked. */
function toModelMessage(message: ConversationMessage): readonly ModelMessage[] {
  const { role } = message;
  if (role === "tool" || role === "function") return [];
  return [{ role: role === "developer" ? "system" : role, content: textOf(message) }];
}
