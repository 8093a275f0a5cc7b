import type { AnswerEvent, FinishReason, Usage } from "../core/answer.ts";
import { ProviderError } from "../core/errors.ts";
import { createAnswerText } from "./answer-text.ts";
import { createCitationCollector } from "./citations.ts";
import { brokenOff, empty, isFailure, malformed, toProviderError } from "./errors.ts";
import type { StreamItem } from "./read-stream.ts";
import type { ReplyHead } from "./reply-head.ts";
import { plainTextOf, type Reply, type ReplyMessage, replySchema } from "./reply-schema.ts";
import { findTextLinks } from "./text-links.ts";

/**
 * Makes an answer's events of what stands in the body of a reply: the words of one read are one event. Throws
 * ProviderError where that is no answer.
 */
export async function* assembleAnswer(
  reads: AsyncIterable<readonly StreamItem[]>,
  head: ReplyHead,
): AsyncGenerator<AnswerEvent> {
  const text = createAnswerText();
  const citations = createCitationCollector();
  let finishReason: string | undefined;
  let usage: Usage | undefined;
  let hasChoices = false;
  let isEnded = false;
  let repeatedText = "";

  for await (const items of untilBroken(reads, () => finishReason !== undefined)) {
    let words = "";
    let failure: { readonly error: unknown } | undefined;
    for (const item of items) {
      const piece = item.kind === "event" && !item.isError ? plainTextOf(item.payload) : undefined;
      if (piece !== undefined) {
        hasChoices = true;
        words += text.add(piece);
        continue;
      }
      isEnded ||= item.kind === "end";
      const read = isEnded ? undefined : tryRead(item, head);
      failure = read !== undefined && "error" in read ? read : undefined;
      if (read === undefined || "error" in read) break;
      const { reply, message, repeated } = read;

      words += text.add(textOf(message));
      const list = citations.add({
        citations: reply.citations ?? [],
        searchResults: reply.search_results ?? [],
        annotations: [...((message ?? repeated)?.annotations ?? []), ...(reply.annotations ?? [])],
      });
      if (list !== undefined) {
        if (words !== "") yield { type: "text", text: words };
        words = "";
        yield { type: "citations", citations: list };
      }

      const choice = firstChoice(reply);
      hasChoices ||= choice !== undefined;
      finishReason = choice?.finish_reason ?? finishReason;
      if (finishReason === "error") failure = { error: brokenOff(head) };
      usage = toUsage(reply) ?? usage;
      repeatedText = textOf(repeated) || repeatedText;
      isEnded = item.kind === "bare" && choice !== undefined;
      if (isEnded || failure !== undefined) break;
    }
    if (words !== "") yield { type: "text", text: words };
    if (failure !== undefined) throw failure.error;
    if (isEnded) break;
  }

  const rest = (text.whole() === "" ? text.add(repeatedText) : "") + text.end();
  if (rest !== "") yield { type: "text", text: rest };
  if (!hasChoices && !isEnded) throw malformed("it holds no answer", head);
  if (!isEnded && finishReason === undefined) throw brokenOff(head);
  if (text.whole() === "") throw empty(head, { isFiltered: finishReason === "content_filter" });

  const linked = citations.isEmpty() ? citations.add({ annotations: findTextLinks(text.whole()) }) : undefined;
  if (linked !== undefined) yield { type: "citations", citations: linked };
  yield { type: "done", finishReason: toFinishReason(finishReason), usage, requestId: head.requestId };
}

/** An answer that gave its finish reason is whole, whatever happens to the connection after it. */
async function* untilBroken<Item>(items: AsyncIterable<Item>, isFinished: () => boolean): AsyncGenerator<Item> {
  try {
    for await (const item of items) yield item;
  } catch (error) {
    const isBroken = error instanceof ProviderError && error.code === "PROVIDER_UNAVAILABLE";
    if (!(isBroken && isFinished())) throw error;
  }
}

interface ReadReply {
  readonly reply: Reply;
  /** What the reply adds to the answer. */
  readonly message: ReplyMessage | undefined;
  /** The whole text so far, which Perplexity sends beside each piece: it counts only where no piece ever came. */
  readonly repeated: ReplyMessage | undefined;
}

/** The words that came before a failure are the asker's all the same, so it is thrown behind them. */
function tryRead(item: StreamItem, head: ReplyHead): ReadReply | { readonly error: unknown } | undefined {
  if (item.kind === "end") return undefined;
  try {
    return readReply(item, head);
  } catch (error) {
    return { error };
  }
}

function readReply(item: Exclude<StreamItem, { readonly kind: "end" }>, head: ReplyHead): ReadReply {
  if (item.kind === "unreadable") throw malformed("a line of it is not JSON", head);
  if (isFailure(item.payload)) throw toProviderError(item.payload, head);
  if (item.kind === "event" && item.isError) throw toProviderError({ error: item.payload }, head);
  const parsed = replySchema.safeParse(item.payload);
  if (!parsed.success) throw malformed(`${parsed.error.issues[0]?.path.join(".") || "it"} has another shape`, head);
  const choice = firstChoice(parsed.data);
  const delta = choice?.delta ?? undefined;
  const message = choice?.message ?? undefined;
  // A whole answer may carry both as well: 302.AI's memory feature does.
  return item.kind === "bare"
    ? { reply: parsed.data, message: message ?? delta, repeated: undefined }
    : { reply: parsed.data, message: delta, repeated: message };
}

function firstChoice({ choices }: Reply): NonNullable<Reply["choices"]>[number] | undefined {
  return choices?.find(({ index }) => (index ?? 0) === 0);
}

function textOf(message: ReplyMessage | undefined): string {
  if (message === undefined || message.type === "think") return "";
  return message.content ?? message.refusal ?? "";
}

function toUsage({ usage }: Reply): Usage | undefined {
  if (usage === undefined || usage === null) return undefined;
  const { prompt_tokens, completion_tokens, total_tokens = prompt_tokens + completion_tokens } = usage;
  return { promptTokens: prompt_tokens, completionTokens: completion_tokens, totalTokens: total_tokens };
}

/** An end marker without a reason is a full stop. */
function toFinishReason(reason: string | undefined): FinishReason {
  if (reason === undefined) return "stop";
  return reason === "stop" || reason === "length" || reason === "content_filter" ? reason : "other";
}
