import { setImmediate } from "node:timers/promises";
import type { Usage } from "../../../core/answer.ts";
import type { ConversationMessage, Tool } from "../conversation.ts";
import { textOf } from "../conversation.ts";

/** What one answer was made of, for counting. */
export interface CountedAnswer {
  readonly messages: readonly ConversationMessage[];
  readonly tools: readonly Tool[];
  /** Everything that the model wrote: reasoning, text, and the tool calls. */
  readonly written: string;
}

/** Around each message, and before the answer. https://cookbook.openai.com/examples/how_to_count_tokens_with_tiktoken */
const TOKENS_PER_MESSAGE = 3;
const TOKENS_BEFORE_ANSWER = 3;
/** The encoder takes the square of a word's length, and Chinese without a full stop is one word. */
const SLICE_CHARACTERS = 1_000;
/** Some 10 ms of work; the other answers go on in between. */
const SLICES_AT_ONCE = 16;
/** Words that the encoder remembers; its own default is ten times as many. */
const REMEMBERED_WORDS = 10_000;

/**
 * Counts the tokens of an answer whose upstream does not. The text is counted with OpenAI's o200k_base: exact for GPT-4o
 * and later but for a token at each 1,000 characters; the tokenizers of other models differ from it by a tenth to a
 * fifth in English, by more elsewhere. The frame of a message is OpenAI's, tools count as their JSON, and images as
 * nothing. The encoding, 2.4 MB, is loaded by the first count, which takes some 0.4 s.
 */
export async function countTokens({ messages, tools, written }: CountedAnswer): Promise<Usage> {
  const { countTokens: count, setMergeCacheSize } = await import("gpt-tokenizer/encoding/o200k_base");
  setMergeCacheSize(REMEMBERED_WORDS);
  let slices = 0;
  const countText = async (text: string): Promise<number> => {
    let tokens = 0;
    for (let start = 0; start < text.length; start += SLICE_CHARACTERS) {
      slices += 1;
      if (slices % SLICES_AT_ONCE === 0) await setImmediate();
      // What looks like a special token is a word that somebody wrote.
      tokens += count(text.slice(start, start + SLICE_CHARACTERS), { disallowedSpecial: new Set() });
    }
    return tokens;
  };
  let promptTokens = TOKENS_BEFORE_ANSWER;
  for (const message of messages) {
    const calls = message.tool_calls === undefined ? "" : JSON.stringify(message.tool_calls);
    promptTokens +=
      TOKENS_PER_MESSAGE + (await countText(`${message.role}${textOf(message)}${message.name ?? ""}${calls}`));
  }
  if (tools.length > 0) promptTokens += await countText(JSON.stringify(tools));
  const completionTokens = await countText(written);
  return { promptTokens, completionTokens, totalTokens: promptTokens + completionTokens };
}
