import type { ChatModel } from "../chat-model.ts";
import type { ConversationMessage } from "../conversation.ts";
import type { ServerEvent } from "../server-event.ts";
import { withContext } from "./extend-conversation.ts";
import type { Fence } from "./fence.ts";
import type { UsageMeter } from "./usage-meter.ts";

/** Longer thoughts go round in circles, and would crowd out the question. */
const MAX_THOUGHT_CHARS = 16_000;

export interface ThinkFirstContext {
  /** The model that thinks. */
  readonly model: string;
  readonly signal: AbortSignal;
  readonly usage: UsageMeter;
  readonly fence: Fence;
}

/**
 * The stage `fusion`: a thinking model is asked first. Its thoughts are given as reasoning while they come; returned is
 * the conversation with them before the question. A model that does not think aloud is taken by its answer. Throws
 * ServerFailure: whoever named a thinking model wants to know that it did not think.
 */
export async function* thinkFirst(
  chatModel: Pick<ChatModel, "stream">,
  conversation: readonly ConversationMessage[],
  { model, signal, usage, fence }: ThinkFirstContext,
): AsyncGenerator<ServerEvent, readonly ConversationMessage[]> {
  let thoughts = "";
  let said = "";
  for await (const event of chatModel.stream({ model, messages: conversation }, { signal })) {
    if (event.type === "reasoning") {
      thoughts += event.text;
      yield event;
    } else if (event.type === "text") said += event.text;
    // The stream is read to its end, for only that tells what it has used.
    else if (event.type === "done") usage.add(event.usage);
  }
  if (thoughts.trim() === "" && said !== "") {
    thoughts = said;
    yield { type: "reasoning", text: said };
  }
  if (thoughts.trim() === "") return conversation;
  const kept = thoughts.length <= MAX_THOUGHT_CHARS ? thoughts : `${thoughts.slice(0, MAX_THOUGHT_CHARS)} …`;
  return withContext(
    conversation,
    `Another model has thought about the question. Use what is right in it, and give your own answer.\n${fence.around(kept)}`,
  );
}
