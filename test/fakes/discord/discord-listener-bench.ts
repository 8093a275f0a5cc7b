import { vi } from "vitest";
import type { Invocation, Outcome } from "../../../src/core/invocation.ts";
import { createDiscordListener, type DiscordListenerOptions } from "../../../src/platforms/discord/listener.ts";
import { createRecordingLog } from "./recording-log.ts";
import { type FakeDiscordOptions, startFakeDiscord } from "./start-fake-discord.ts";

/** Waits for what must come, on a busy machine too. */
export function eventually<Value>(assertion: () => Value | Promise<Value>): Promise<Value> {
  return vi.waitFor(assertion, { timeout: 10_000 });
}

/** A listener on a Discord of its own, with what it delivered and logged. */
export async function startListenerBench(
  overrides: Partial<DiscordListenerOptions> = {},
  portal: FakeDiscordOptions = {},
) {
  const discord = await startFakeDiscord(portal);
  const { log, lines } = createRecordingLog();
  const seen: Invocation[] = [];
  let outcome: (invocation: Invocation) => Promise<Outcome> = async () => ({ kind: "accepted" });
  let aheadMs = 0;
  const clock = { now: () => Date.now() + aheadMs };
  const listener = createDiscordListener({ log, clock }, { ...discord, ...overrides });
  return {
    discord,
    listener,
    logged: lines,
    /** The listener's clock goes on. */
    pass(ms: number) {
      aheadMs += ms;
    },
    seen,
    start: () =>
      listener.start((invocation) => {
        seen.push(invocation);
        return outcome(invocation);
      }),
    /** What becomes of every invocation from now on. */
    answerWith(next: typeof outcome) {
      outcome = next;
    },
    /** Nothing becomes of any invocation until the returned function is called. */
    holdBack(): (outcome: Outcome) => void {
      let release: (outcome: Outcome) => void = () => undefined;
      const held = new Promise<Outcome>((resolve) => {
        release = resolve;
      });
      outcome = () => held;
      return (decided) => release(decided);
    },
    questions: () => seen.map(({ call }) => (call.name === "ask" ? call.options.question : call.name)),
    async close() {
      await listener.stop();
      await discord.close();
    },
  };
}
