import type { Clock } from "../../../core/clock.ts";
import { linkAbort, untilAborted } from "../../../core/linked-abort.ts";
import type { Logger } from "../../../core/logger.ts";
import type { ChatModel } from "../chat-model.ts";
import { type ConversationMessage, textOf } from "../conversation.ts";
import { searchQuestion } from "../models/search-question.ts";
import type { UsageMeter } from "./usage-meter.ts";

/** Tavily advises to stay below 400 characters; the others take more. https://docs.tavily.com/documentation/best-practices/best-practices-search */
const MAX_QUERY_CHARS = 399;
/** A question up to this length is a good query as it stands. */
const OWN_QUERY_CHARS = 200;
/** Nobody waits longer for a better query: a thinking model would take its time. */
const WRITTEN_WITHIN_MS = 2_500;
/** The end of a conversation says what it is about. */
const SHOWN_MESSAGES = 8;
const SHOWN_CHARS = 1_500;

const TASK = [
  "Write the one web search query that finds what the last message of this conversation asks for.",
  "Resolve words such as “it” from what was said before. Keep names, versions and the language of the question.",
  "Reply with the query alone, at most 20 words, without quotes.",
].join(" ");

export interface WriteQueryDeps {
  readonly chatModel: Pick<ChatModel, "complete">;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * What to search for. A short question that nothing was said before is its own query and costs no call. Otherwise the
 * model writes one; when it fails or takes too long, the last question is taken. Rejects only when the signal aborts.
 */
export async function writeQuery(
  { chatModel, clock, log }: WriteQueryDeps,
  conversation: readonly ConversationMessage[],
  context: { readonly model: string; readonly signal: AbortSignal; readonly usage: UsageMeter },
): Promise<string> {
  const said = conversation.filter(({ role }) => role === "user" || role === "assistant");
  const [only, ...more] = said;
  const own = queryOf(searchQuestion(conversation));
  if (more.length === 0 && (only === undefined || textOf(only).trim().length <= OWN_QUERY_CHARS)) return own;
  const call = linkAbort(context.signal);
  clock.wait(WRITTEN_WITHIN_MS, call.signal).then(
    () => call.abort(new DOMException("the query took too long", "TimeoutError")),
    () => undefined,
  );
  try {
    const request = { model: context.model, messages: taskOf(said) };
    const reply = await untilAborted(chatModel.complete(request, { signal: call.signal }), call.signal);
    context.usage.add(reply.usage);
    return queryOf(firstLineOf(reply.text)) || own;
  } catch (error) {
    context.signal.throwIfAborted();
    log.warn({ err: error }, "no query was written; the question itself is searched for");
    return own;
  } finally {
    call.abort(new Error("the query is written"));
    call.release();
  }
}

function taskOf(said: readonly ConversationMessage[]): readonly ConversationMessage[] {
  const lines = said.slice(-SHOWN_MESSAGES).map((message) => {
    const text = textOf(message).trim();
    return `${message.role}: ${text.length <= SHOWN_CHARS ? text : `${text.slice(0, SHOWN_CHARS)} …`}`;
  });
  return [
    { role: "system", content: TASK },
    { role: "user", content: lines.join("\n\n") },
  ];
}

function firstLineOf(text: string): string {
  const line = text.split("\n").find((each) => each.trim() !== "") ?? "";
  return line.replace(/^\s*(?:search )?query:\s*/iu, "").replace(/^[\s"'“”`*]+|[\s"'“”`*]+$/gu, "");
}

/** On one line and short enough for every service, cut between words. */
function queryOf(text: string): string {
  const line = text.replace(/\s+/gu, " ").trim();
  return line.length <= MAX_QUERY_CHARS ? line : line.slice(0, MAX_QUERY_CHARS).replace(/\s\S*$/u, "");
}
