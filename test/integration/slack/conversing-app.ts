import type { Invocation, Outcome } from "../../../src/core/invocation.ts";
import { type SlackAppOptions, startSlackApp } from "./slack-app.ts";

/** A workspace whose bot says to everything what the test has it say, and remembers what it was asked. */
export async function startConversing(options: SlackAppOptions = {}) {
  const app = await startSlackApp({ retryDelaysMs: [], ackDeadlineMs: 3_000, ...options });
  const seen: Invocation[] = [];
  let answer: (invocation: Invocation) => Outcome | Promise<Outcome> = () => ({ kind: "accepted" });
  await app.listener.start(async (invocation) => {
    seen.push(invocation);
    return answer(invocation);
  });
  return {
    ...app,
    seen,
    answerWith(next: typeof answer): void {
      answer = next;
    },
    /** What the asker alone can see, oldest first. */
    whispers: () => app.slack.ephemerals.map(({ text }) => text),
  };
}

export type ConversingApp = Awaited<ReturnType<typeof startConversing>>;
