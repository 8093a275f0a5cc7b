import type { SearchServiceName } from "./search-service.ts";
import type { AnswerFeature } from "./setting-fields.ts";

/** A source of an answer. `number` is what `[n]` in the text refers to. */
export interface Citation {
  readonly number: number;
  /** Absolute, http or https. */
  readonly url: string;
  readonly title?: string | undefined;
  readonly snippet?: string | undefined;
  /** As the source gave it: an ISO date or date and time. */
  readonly publishedAt?: string | undefined;
  /** Its host is not among the allowed ones: it is named and never linked. Only where a channel wants such sources shown. */
  readonly isOffList?: boolean | undefined;
}

export interface ChatMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
  /** What the text is about, as https or data URLs. */
  readonly images?: readonly string[] | undefined;
}

/** OpenAI's sampling fields, passed through unchanged where set; but for models that think, some of which refuse `maxTokens`. */
export interface Sampling {
  readonly temperature?: number | undefined;
  readonly topP?: number | undefined;
  readonly maxTokens?: number | undefined;
  readonly presencePenalty?: number | undefined;
  readonly frequencyPenalty?: number | undefined;
  readonly stop?: string | readonly string[] | undefined;
}

/** What a search-chat endpoint is asked for. */
export interface AnswerRequest {
  readonly messages: readonly ChatMessage[];
  /** Absent: the install's model. May carry suffixes such as `-web-search`. */
  readonly model?: string | undefined;
  readonly search: {
    readonly service?: SearchServiceName | undefined;
    /** 1 to 20. */
    readonly results?: number | undefined;
    /** Hosts, normalised. Empty means: no such list. */
    readonly includeSites: readonly string[];
    readonly excludeSites: readonly string[];
  };
  /** What the endpoint is to do beside searching. Absent: nothing. */
  readonly features?: readonly AnswerFeature[] | undefined;
  readonly sampling?: Sampling | undefined;
  /** An opaque id of the asker, for the endpoint's abuse tracing. Never a name. */
  readonly user?: string | undefined;
}

/** Whether an answer is searched for in rounds, which takes minutes. */
export function isDeepSearch({ features = [], model = "" }: Pick<AnswerRequest, "features" | "model">): boolean {
  return features.includes("deep-search") || model.includes("-deep-search");
}

export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly totalTokens: number;
}

export type FinishReason = "stop" | "length" | "content_filter" | "other";

/**
 * What an answer is made of, in order of arrival. `text` is appended to what came before. `citations` is the whole
 * list known so far and replaces the earlier one. `done` is last and comes exactly once, unless the stream throws.
 */
export type AnswerEvent =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "citations"; readonly citations: readonly Citation[] }
  | {
      readonly type: "done";
      readonly finishReason: FinishReason;
      readonly usage?: Usage | undefined;
      /** The endpoint's own id of the call, for the operator. */
      readonly requestId?: string | undefined;
    };

/** A search-chat endpoint. Throws ProviderError; a consumer's `break` or the signal releases the connection. */
export interface AnswerProvider {
  answer(request: AnswerRequest, context: { readonly signal: AbortSignal }): AsyncIterable<AnswerEvent>;
}
