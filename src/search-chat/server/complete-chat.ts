import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import type { Logger } from "../../core/logger.ts";
import { type CompletionIdentity, completionChunks, completionObject } from "./completion-body.ts";
import { errorReply, type FailureName, refuse } from "./error-reply.ts";
import { readRequest } from "./read-request.ts";
import { type AnswerParts, startAnswer } from "./start-answer.ts";

/** No answer takes longer; what is still running then is stopped. */
const ANSWER_WITHIN_MS = 120_000;
/** Nobody reads this reply: the caller has gone. The number is nginx's. */
const CALLER_HAS_GONE = 499;

export interface CompleteChatDeps extends AnswerParts {
  readonly clock: { now(): number };
  readonly log: Logger;
  readonly newId: () => string;
}

/** Answers `POST /v1/chat/completions`, streamed or whole. The work stops when the caller goes away. */
export async function completeChat(deps: CompleteChatDeps, context: Context): Promise<Response> {
  const read = readRequest(await context.req.text());
  if (!read.ok) return refuse(context, "invalidRequest", { detail: read.fault });
  const { request } = read;
  const gone = new AbortController();
  const callerSignal = AbortSignal.any([gone.signal, context.req.raw.signal]);
  const deadline = AbortSignal.timeout(ANSWER_WITHIN_MS);
  const started = startAnswer(deps, request, AbortSignal.any([callerSignal, deadline]));
  if (!started.ok) return refuse(context, started.failure, { detail: started.detail });

  const identity: CompletionIdentity = {
    id: `chatcmpl-${deps.newId()}`,
    created: Math.floor(deps.clock.now() / 1000),
    model: request.model,
  };
  const fail = (error: unknown): FailureName => {
    deps.log.error({ err: error, model: request.model }, "the search-chat server failed to answer");
    return deadline.aborted ? "tookTooLong" : "internal";
  };
  if (request.stream !== true) {
    try {
      return context.json(await completionObject(identity, started.events));
    } catch (error) {
      return callerSignal.aborted ? new Response(null, { status: CALLER_HAS_GONE }) : refuse(context, fail(error));
    }
  }
  return streamSSE(context, async (stream) => {
    stream.onAbort(() => gone.abort());
    const includeUsage = request.stream_options?.include_usage === true;
    try {
      for await (const chunk of completionChunks(identity, started.events, { includeUsage })) {
        if (callerSignal.aborted) return;
        await stream.writeSSE({ data: JSON.stringify(chunk) });
      }
      await stream.writeSSE({ data: "[DONE]" });
    } catch (error) {
      // The status is long sent: the stream ends with the envelope and without [DONE].
      if (!callerSignal.aborted) await stream.writeSSE({ data: JSON.stringify(errorReply(fail(error)).body) });
    }
  });
}
