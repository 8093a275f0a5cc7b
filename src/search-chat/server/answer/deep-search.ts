import type { ConversationMessage } from "../conversation.ts";
import type { ServerEvent } from "../server-event.ts";
import type { Question } from "./answer-question.ts";
import type { Fence } from "./fence.ts";
import type { Source } from "./number-sources.ts";
import type { UsageMeter } from "./usage-meter.ts";

export interface DeepSearchContext {
  readonly signal: AbortSignal;
  /** Around everything that was found or read. */
  readonly fence: Fence;
  /** Counts the calls that are made. */
  readonly usage: UsageMeter;
  /** The conversation as the caller sent it: what images and links say is not the asker's word. */
  readonly asked: readonly ConversationMessage[];
}

/** What there is to answer from. */
export interface Research {
  readonly sources: readonly Source[];
  /** How much of their texts the model that answers is shown, in characters; undefined: as much as of one search. */
  readonly maxChars?: number | undefined;
}

/**
 * The stage `deep-search`: searches and reads in rounds, within bounds, and tells its progress as reasoning. It is given
 * the question after its images and links have been read. Throws ServerFailure.
 */
export type DeepSearch = (
  question: Question,
  context: DeepSearchContext,
) => AsyncGenerator<Extract<ServerEvent, { type: "reasoning" }>, Research>;
