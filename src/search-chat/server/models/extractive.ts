import type { AnswerEvent } from "../../../core/answer.ts";
import type { AnswerModel, ModelMessage } from "../answer-model.ts";
import { choosePassages } from "./choose-passages.ts";
import { composeAnswer } from "./compose-answer.ts";
import { searchQuestion } from "./search-question.ts";

export const NOTHING_FOUND = "Nothing on the allowed sites answers this.";
const SEARCH_IS_OFF = "Search is off for this question, and this model answers only from what it finds.";

/** Words that arrive together: enough to read, few enough to see the answer grow. */
const WORDS_PER_CHUNK = 4;

/** Answers without a language model: quotes the passages that answer best, each with its source. */
export const extractive: AnswerModel = {
  ownedBy: "footnote",
  async *answer({ messages, search }, { signal }): AsyncGenerator<AnswerEvent> {
    const passages = search === undefined ? [] : choosePassages(await search(searchQuestion(messages), { signal }));
    const { markdown, citations } =
      passages.length === 0
        ? { markdown: search === undefined ? SEARCH_IS_OFF : NOTHING_FOUND, citations: [] }
        : composeAnswer(passages);
    if (citations.length > 0) yield { type: "citations", citations };
    for (const text of chunksOf(markdown)) {
      signal.throwIfAborted();
      yield { type: "text", text };
    }
    yield { type: "done", finishReason: "stop", usage: countWords(messages, markdown) };
  },
};

function chunksOf(markdown: string): readonly string[] {
  return markdown.match(new RegExp(`(?:\\S+\\s*){1,${WORDS_PER_CHUNK}}`, "gu")) ?? [];
}

/** No model, no tokens: words stand in for them. */
function countWords(messages: readonly ModelMessage[], answer: string) {
  const promptTokens = messages.reduce((sum, { content }) => sum + wordsIn(content), 0);
  const completionTokens = wordsIn(answer);
  return { promptTokens, completionTokens, totalTokens: promptTokens + completionTokens };
}

function wordsIn(text: string): number {
  return text.match(/\S+/gu)?.length ?? 0;
}
