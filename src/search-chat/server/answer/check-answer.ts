import type { ConversationMessage } from "../conversation.ts";
import type { ServerEvent } from "../server-event.ts";
import { createTextCheck } from "./check-text.ts";
import { createKnownUrls } from "./known-urls.ts";
import type { Source } from "./number-sources.ts";

export interface CheckContext {
  /** What was retrieved, numbered from 1. */
  readonly sources: readonly Pick<Source, "url">[];
  /** As the caller sent it, before anything was added. */
  readonly conversation: readonly ConversationMessage[];
}

/**
 * Holds a streamed answer and its reasoning to what was retrieved: see {@link createTextCheck}. What is held back comes
 * before the next event of another kind.
 */
export async function* checkAnswer(
  events: AsyncIterable<ServerEvent>,
  { sources, conversation }: CheckContext,
): AsyncGenerator<ServerEvent> {
  const rules = { sourceCount: sources.length, isKnown: createKnownUrls(sources, conversation) };
  const checks = { text: createTextCheck(rules), reasoning: createTextCheck(rules) };
  let last: keyof typeof checks | undefined;
  for await (const event of events) {
    if (last !== undefined && last !== event.type) {
      const rest = checks[last].end();
      if (rest !== "") yield { type: last, text: rest };
      last = undefined;
    }
    if (event.type === "text" || event.type === "reasoning") {
      last = event.type;
      const text = checks[event.type].push(event.text);
      if (text !== "") yield { type: event.type, text };
    } else yield event;
  }
}
