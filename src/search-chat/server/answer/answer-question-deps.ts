import type { Clock } from "../../../core/clock.ts";
import type { Logger } from "../../../core/logger.ts";
import type { ChatModel } from "../chat-model.ts";
import type { LongTermMemory } from "../memory.ts";
import type { DeepSearch } from "./deep-search.ts";
import type { ReadLinks } from "./read-links.ts";

/** What an answer is made with. */
export interface AnswerQuestionDeps {
  /** Undefined: there is no upstream server, and only `extractive` answers. */
  readonly chatModel: ChatModel | undefined;
  /** Undefined: links are not read, and a question that wants it is refused. */
  readonly readLinks: ReadLinks | undefined;
  readonly memory: LongTermMemory | undefined;
  /** Undefined: a question that wants it is refused. */
  readonly deepSearch: DeepSearch | undefined;
  readonly clock: Clock;
  readonly log: Logger;
  /** At least 12 random letters and digits, new each time. */
  readonly newBoundary: () => string;
}

/** The models that are asked beside the one that answers, where a call names none. */
export interface AnswerQuestionOptions {
  /** Reads images. Default `gpt-4o-mini`, which 302.AI documents for `ocr_model`. */
  readonly ocrModel?: string | undefined;
  /** Thinks first. Default `deepseek-r1`, which 302.AI's `r1-fusion` is named after. */
  readonly thinkingModel?: string | undefined;
  /** Writes search queries. Default: the model that answers. */
  readonly queryModel?: string | undefined;
}
