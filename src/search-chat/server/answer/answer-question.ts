import type { ModelFields, ToolUse } from "../chat-model.ts";
import type { ConversationMessage } from "../conversation.ts";
import type { Features } from "../features.ts";
import type { BoundSearch, SearchLimits } from "../search/bind-search.ts";
import type { ServerEvent } from "../server-event.ts";

/** A checked call, with everything decided that does not need the outside. */
export interface Question {
  readonly features: Features;
  readonly conversation: readonly ConversationMessage[];
  /** Undefined: neither web search nor deep search is on. */
  readonly search: { readonly ask: BoundSearch; readonly limits: SearchLimits } | undefined;
  readonly fields: ModelFields;
  readonly toolUse: ToolUse | undefined;
  /** Whose long-term memory is used: unguessable to another key's callers. Undefined: nobody's. */
  readonly memory: { readonly owner: string; readonly userId: string } | undefined;
}

/** Answers a question. Throws ServerFailure, before or inside the stream. */
export type AnswerQuestion = (
  question: Question,
  context: { readonly signal: AbortSignal },
) => AsyncIterable<ServerEvent>;
