import { ServerFailure } from "../failure.ts";
import { EXTRACTIVE, quoteSources } from "../models/quote-sources.ts";
import type { AnswerQuestion } from "./answer-question.ts";
import type { AnswerQuestionDeps, AnswerQuestionOptions } from "./answer-question-deps.ts";
import { answerWithModel } from "./answer-with-model.ts";

/**
 * Answers questions in stages: memory, images, links, web or deep search, thinking, the model's answer, memory again. Whatever
 * was called for an answer is counted in its usage. `extractive` is answered here, every other name upstream; a deep
 * search is one search to `extractive`, which could neither plan nor judge more of them.
 */
export function createAnswerQuestion(deps: AnswerQuestionDeps, options: AnswerQuestionOptions = {}): AnswerQuestion {
  return (question, { signal }) => {
    if (question.features.model === EXTRACTIVE) return quoteSources(question, { signal });
    const { chatModel } = deps;
    if (chatModel === undefined) {
      throw new ServerFailure("modelUnavailable", {
        detail: `model: no available model of this name; there is ${EXTRACTIVE}`,
      });
    }
    if (question.features.deepSearch !== undefined && deps.deepSearch === undefined) {
      throw new ServerFailure("serviceUnavailable", { detail: "deep-search: deep search is not available here" });
    }
    if (question.features.fileParse && deps.readLinks === undefined) {
      throw new ServerFailure("serviceUnavailable", { detail: "file-parse: links are not read here" });
    }
    return answerWithModel({ ...deps, chatModel }, { question, options, signal });
  };
}
