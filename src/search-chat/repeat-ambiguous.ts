import type { AnswerEvent } from "../core/answer.ts";
import { AmbiguousProviderError, toRejected } from "./errors.ts";

/** Makes a call, and once more when it failed with -10003 before its first event. See {@link AmbiguousProviderError}. */
export async function* repeatAmbiguous(call: () => AsyncIterable<AnswerEvent>): AsyncGenerator<AnswerEvent> {
  for (const isRepeated of [false, true]) {
    let hasSpoken = false;
    try {
      for await (const event of call()) {
        hasSpoken = true;
        yield event;
      }
      return;
    } catch (error) {
      if (!(error instanceof AmbiguousProviderError) || hasSpoken) throw error;
      if (isRepeated) throw toRejected(error);
    }
  }
}
