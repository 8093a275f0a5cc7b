import type { ConversationMessage } from "../conversation.ts";
import type { ServerEvent } from "../server-event.ts";
import type { Fence } from "./fence.ts";
import type { Source } from "./number-sources.ts";

export interface CheckContext {
  readonly sources: readonly Source[];
  readonly conversation: readonly ConversationMessage[];
  readonly fence: Pick<Fence, "mark">;
}

export async function* checkAnswer(
  events: AsyncIterable<ServerEvent>,
  _context: CheckContext,
): AsyncGenerator<ServerEvent> {
  yield* events;
}
