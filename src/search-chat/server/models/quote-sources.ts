import type { Question } from "../answer/answer-question.ts";
import { type ConversationMessage, textOf } from "../conversation.ts";
import type { ServerEvent } from "../server-event.ts";
import { choosePassages } from "./choose-passages.ts";
import { composeAnswer } from "./compose-answer.ts";
import { passagesOfResults } from "./passages-of-results.ts";
import { searchQuestion } from "./search-question.ts";

/** The model that needs no model: it is there on every server. */
export const EXTRACTIVE = "extractive";

export const NOTHING_FOUND = "Nothing on the allowed sites answers this.";
const SEARCH_IS_OFF = "Search is off for this question, and this model answers only from what it finds.";

/** Words that arrive together: enough to read, few enough to see the answer grow. */
const WORDS_PER_CHUNK = 4;
/** The longest query that every search service takes. */
const MAX_QUERY_CHARS = 399;

/**
 * Answers without a language model: quotes the passages that answer best, each with its source, whatever search service
 * found them. Images, thinking and memory are nothing to it.
 */
export async function* quoteSources(
  { conversation, search }: Pick<Question, "conversation" | "search">,
  { signal }: { readonly signal: AbortSignal },
): AsyncGenerator<ServerEvent> {
  const question = searchQuestion(conversation);
  const results = search === undefined ? [] : await search.ask(question.slice(0, MAX_QUERY_CHARS), { signal });
  const passages = choosePassages(passagesOfResults(results, question));
  const { markdown, citations } =
    passages.length === 0
      ? { markdown: search === undefined ? SEARCH_IS_OFF : NOTHING_FOUND, citations: [] }
      : composeAnswer(passages);
  if (search !== undefined) yield { type: "sources", sources: citations };
  for (const text of chunksOf(markdown)) {
    signal.throwIfAborted();
    yield { type: "text", text };
  }
  yield { type: "done", finishReason: "stop", usage: countWords(conversation, markdown) };
}

function chunksOf(markdown: string): readonly string[] {
  return markdown.match(new RegExp(`(?:\\S+\\s*){1,${WORDS_PER_CHUNK}}`, "gu")) ?? [];
}

/** No model, no tokens: words stand in for them. */
function countWords(conversation: readonly ConversationMessage[], answer: string) {
  const promptTokens = conversation.reduce((sum, message) => sum + wordsIn(textOf(message)), 0);
  const completionTokens = wordsIn(answer);
  return { promptTokens, completionTokens, totalTokens: promptTokens + completionTokens };
}

function wordsIn(text: string): number {
  return text.match(/\S+/gu)?.length ?? 0;
}
