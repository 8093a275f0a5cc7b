import type { AnswerEvent, FinishReason, Usage } from "../core/answer.ts";
import { AppError } from "../core/errors.ts";
import type { ReplyHead } from "./reply-head.ts";
import type { SearchChatRequestBody } from "./wire.ts";

/** What the operator needs of one call to trace it and to explain its cost: never a word of question or answer. */
export interface CallRecord {
  answeredWith(head: ReplyHead): void;
  saw(event: AnswerEvent): void;
  failedWith(error: unknown): void;
  wasAborted(): void;
  /** The log's fields. A call that neither finished nor failed was left by its consumer. */
  fields(): object;
}

/** Starts the record of one call. */
export function startCallRecord(body: SearchChatRequestBody, clock: { now(): number }): CallRecord {
  const startedAtMs = clock.now();
  let head: ReplyHead | undefined;
  let firstTextMs: number | undefined;
  let citations = 0;
  let outcome = "left";
  let finishReason: FinishReason | undefined;
  let usage: Usage | undefined;
  return {
    answeredWith(given) {
      head = given;
    },
    saw(event) {
      switch (event.type) {
        case "text":
          firstTextMs ??= clock.now() - startedAtMs;
          break;
        case "citations":
          citations = event.citations.length;
          break;
        case "done":
          outcome = "answered";
          ({ finishReason, usage } = event);
      }
    },
    failedWith(error) {
      outcome = error instanceof AppError ? error.code : "failed";
    },
    wasAborted() {
      outcome = "aborted";
    },
    // Every name is written out: an object that is spread together costs many times as much, also where it is not logged.
    fields: () => ({
      outcome,
      finishReason,
      usage,
      requestId: head?.requestId,
      status: head?.status,
      model: body.model,
      service: body["search-service"],
      results: body["search-results"],
      citations,
      firstTextMs,
      durationMs: clock.now() - startedAtMs,
    }),
  };
}
