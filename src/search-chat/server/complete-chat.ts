import type { Context } from "hono";
import type { Logger } from "../../core/logger.ts";
import { collectAnswer } from "./collect-answer.ts";
import { type CompletionIdentity, completionBody, simpleBody } from "./completion-body.ts";
import { type CompletionChunks, completionChunks, END_OF_STREAM } from "./completion-chunks.ts";
import { errorReply, refuse } from "./error-reply.ts";
import { type EventStream, openEventStream } from "./event-stream.ts";
import { ServerFailure } from "./failure.ts";
import { type CallLife, followCall } from "./follow-call.ts";
import { followCaller } from "./follow-caller.ts";
import { type EventReader, readEvents } from "./read-events.ts";
import { readRequest } from "./read-request.ts";
import { reportFailure } from "./report-failure.ts";
import type { Caller, ServerParts } from "./server-parts.ts";
import { openStreamReply } from "./stream-reply.ts";
import { toQuestion } from "./to-question.ts";

/** How long an answer may take, after which it is stopped, and how long a streamed one may be silent. */
export const defaultWaits = { answerMs: 120_000, deepSearchMs: 600_000, keepAliveMs: 15_000 } as const;

export type Waits = { readonly [Wait in keyof typeof defaultWaits]: number };

/** Nobody reads this reply: the caller has gone. The number is nginx's. */
export const toNobody = () => new Response(null, { status: 499 });

export interface CompleteChatDeps extends ServerParts {
  readonly clock: { now(): number };
  readonly log: Logger;
  readonly newId: () => string;
  readonly waits: Waits;
}

/**
 * Answers `POST /v1/chat/completions`, streamed or whole. A failure before the first word has its own status: the head
 * of a streamed reply waits for that word, though never longer than a stream may be silent. The work stops when the
 * caller goes away. Throws ServerFailure.
 */
export async function completeChat(
  deps: CompleteChatDeps,
  context: Context,
  { caller, requestId }: { readonly caller: Caller; readonly requestId: string },
): Promise<Response> {
  if (context.req.query("async") === "true") {
    throw new ServerFailure("functionUnavailable", { detail: "async: calls are answered at once, not by a task" });
  }
  const { request, form } = readRequest(await context.req.text());
  const question = toQuestion(deps, request, caller);
  const identity = {
    id: `chatcmpl-${deps.newId()}`,
    created: Math.floor(deps.clock.now() / 1000),
    model: request.model,
  };
  const { waits } = deps;
  const withinMs = question.features.deepSearch === undefined ? waits.answerMs : waits.deepSearchMs;
  const life = followCall((onLeft) => followCaller(context, onLeft), { withinMs });
  try {
    const events = readEvents(deps.answer(question, { signal: life.signal }), life.signal);
    if (request.stream !== true) return await answerWhole(context, { events, identity, life, form });
    const includeUsage = request.stream_options?.include_usage === true;
    return await answerStreamed(deps, context, { events, identity, life, requestId, includeUsage });
  } catch (error) {
    life.end();
    if (life.signal.aborted && !life.isOverdue) return toNobody();
    const failure = failureOf(deps, error, { life, model: request.model });
    return refuse(context, failure.failure, failure);
  }
}

interface Answering {
  readonly events: EventReader;
  readonly identity: CompletionIdentity;
  readonly life: CallLife;
}

async function answerWhole(
  context: Context,
  { events, identity, life, form }: Answering & { readonly form: "chat" | "simple" },
): Promise<Response> {
  const answer = collectAnswer();
  for (let event = await events.next(); event !== undefined; event = await events.next()) answer.take(event);
  life.end();
  const whole = answer.whole();
  if (whole === undefined) throw new Error("the answer ended without saying so");
  return context.json(form === "simple" ? simpleBody(whole) : completionBody(identity, whole));
}

async function answerStreamed(
  deps: CompleteChatDeps,
  context: Context,
  {
    events,
    identity,
    life,
    requestId,
    includeUsage,
  }: Answering & { readonly requestId: string; readonly includeUsage: boolean },
): Promise<Response> {
  const { keepAliveMs } = deps.waits;
  const chunks = completionChunks(identity, { includeUsage });
  const first = firstShown(events, chunks);
  await settledWithin(first, keepAliveMs);
  const { sink, response } = openStreamReply(context, { requestId, onLeft: life.leave });
  const stream = openEventStream(sink, { keepAliveMs, signal: life.signal });
  void sendEvents({ first, events, stream }, chunks)
    .catch((error: unknown) => {
      if (life.signal.aborted && !life.isOverdue) return stream.end("");
      const { failure, detail } = failureOf(deps, error, { life, model: identity.model });
      const envelope = JSON.stringify(errorReply(failure, detail).body);
      // The status is long sent. 302.AI's clients look for a bare line of JSON, OpenAI's for an event: each skips the
      // other. There is no [DONE] after it.
      stream.end(`${envelope}\n\ndata: ${envelope}\n\n`);
    })
    .finally(life.end);
  return response;
}

/** The first chunks with something to read: what was found is known before the model has been asked. */
async function firstShown(events: EventReader, chunks: CompletionChunks): Promise<Written> {
  for (let event = await events.next(); event !== undefined; event = await events.next()) {
    const text = chunks.write(event);
    if (text !== "") return { text, isDone: event.type === "done" };
  }
  return { text: "", isDone: false };
}

interface Written {
  readonly text: string;
  readonly isDone: boolean;
}

/** Waits for a value or for the time to pass; throws what the value's promise throws within it. */
async function settledWithin(value: Promise<unknown>, ms: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const passed = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  try {
    await Promise.race([value, passed]);
  } finally {
    clearTimeout(timer);
  }
}

async function sendEvents(
  source: { readonly first: Promise<Written>; readonly events: EventReader; readonly stream: EventStream },
  chunks: CompletionChunks,
): Promise<void> {
  const { first, events, stream } = source;
  await stream.write(chunks.opening);
  let { text, isDone } = await first;
  await stream.write(text);
  for (let event = await events.next(); event !== undefined; event = await events.next()) {
    isDone ||= event.type === "done";
    text = chunks.write(event);
    const behind = text === "" ? undefined : stream.write(text);
    if (behind !== undefined) await behind;
  }
  if (!isDone) throw new Error("the answer ended without saying so");
  stream.end(END_OF_STREAM);
}

/** As {@link reportFailure}, for one call: one that took too long failed of that, whatever its parts said then. */
function failureOf(
  { log }: CompleteChatDeps,
  error: unknown,
  { life, model }: { readonly life: CallLife; readonly model: string },
): ServerFailure {
  return reportFailure(log, life.isOverdue ? new ServerFailure("tookTooLong", { cause: error }) : error, { model });
}
