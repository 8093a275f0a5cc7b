import type { AnswerEvent } from "../../core/answer.ts";
import type { SiteSearch } from "./site-search.ts";

/** A message of the conversation as a model reads it: plain text. */
export interface ModelMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

interface ModelRequest {
  readonly messages: readonly ModelMessage[];
  /** Undefined: search is off. */
  readonly search: SiteSearch | undefined;
}

/**
 * Something that answers. It streams text, gives its sources as citations numbered as in the text, and ends with
 * `done`. It stops soon after the signal aborts.
 */
export interface AnswerModel {
  readonly ownedBy: string;
  answer(request: ModelRequest, context: { readonly signal: AbortSignal }): AsyncIterable<AnswerEvent>;
}
