import type { Clock } from "../../core/clock.ts";
import { userMessageOf } from "../../core/errors.ts";
import type { Outcome } from "../../core/invocation.ts";
import type { Logger } from "../../core/logger.ts";
import { parseControlPress } from "./parse-control-press.ts";
import type { ParsedInvocation } from "./parse-event.ts";
import { postToResponseUrl } from "./response-url.ts";
import { toMrkdwn } from "./to-mrkdwn.ts";

/** Slack shows a warning sign after 3 s. https://docs.slack.dev/interactivity/handling-user-interaction */
const ACKNOWLEDGE_WITHIN_MS = 2_500;
const RESPOND_WITHIN_MS = 10_000;

interface Deps {
  readonly log: Logger;
  readonly clock: Clock;
  invoke(invocation: ParsedInvocation): Promise<Outcome>;
  track<Result>(work: Promise<Result>): Promise<Result>;
}

/**
 * Takes in presses of the buttons under answers. A press is never delivered again, so when it cannot be taken in, who
 * pressed is told, and nobody else; what an accepted press does is seen in the answer itself.
 */
export function createControlPresses({ log, clock, invoke, track }: Deps) {
  return {
    async take(body: unknown, ack: () => Promise<void>): Promise<void> {
      const press = parseControlPress(body, { receivedAt: clock.now() });
      if (press === undefined) return ack();
      const taken = track(outcomeOf(press.invocation).then((markdown) => tell(press.responseUrl, markdown)));
      const inTime = new AbortController();
      await Promise.race([taken, clock.wait(ACKNOWLEDGE_WITHIN_MS, inTime.signal).catch(() => undefined)]);
      inTime.abort();
      await ack();
    },
  };

  /** What whoever pressed has to be told. */
  async function outcomeOf(invocation: ParsedInvocation): Promise<string | undefined> {
    try {
      const outcome = await invoke(invocation);
      return outcome.kind === "reply" ? outcome.markdown : undefined;
    } catch (error) {
      log.error({ err: error }, "A pressed button could not be taken in");
      return userMessageOf(error);
    }
  }

  async function tell(url: string, markdown: string | undefined): Promise<void> {
    if (markdown === undefined) return;
    try {
      const signal = AbortSignal.timeout(RESPOND_WITHIN_MS);
      await postToResponseUrl(url, { type: "ephemeral", text: toMrkdwn(markdown) }, signal);
    } catch (error) {
      log.error({ err: error }, "What became of a pressed button could not be said");
    }
  }
}
