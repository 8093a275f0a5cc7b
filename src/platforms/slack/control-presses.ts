import type { Clock } from "../../core/clock.ts";
import type { Logger } from "../../core/logger.ts";
import type { Language } from "../../core/messages/language.ts";
import type { Forms } from "./forms.ts";
import { inTime } from "./in-time.ts";
import { placeOf } from "./modal-place.ts";
import { type ControlPress, parseControlPress } from "./parse-control-press.ts";
import type { Run } from "./run-invocation.ts";
import { showReply } from "./show-reply.ts";

interface Deps {
  readonly log: Logger;
  readonly clock: Clock;
  readonly run: Run;
  readonly forms: Pick<Forms, "open">;
  languageOf(userId: string): Language;
  track<Result>(work: Promise<Result>): Promise<Result>;
}

/**
 * Takes in presses of the buttons under messages. A press is never delivered again, so when it cannot be taken in, who
 * pressed is told, and nobody else; what an accepted press does is seen in the answer itself.
 */
export function createControlPresses({ log, clock, run, forms, languageOf, track }: Deps) {
  return {
    async take(body: unknown, ack: () => Promise<void>): Promise<void> {
      const press = parseControlPress(body, { receivedAt: clock.now() });
      if (press !== undefined) await inTime(clock, track(carryOut(press)));
      await ack();
    },
  };

  async function carryOut({ read, userId, triggerId, responseUrl, replaces }: ControlPress): Promise<void> {
    const language = languageOf(userId);
    const reply = await run(read, {
      language,
      openForm: (form, { channel, replyTo }) =>
        forms.open(form, { triggerId, place: placeOf(channel, replyTo), language }),
    });
    if (reply === undefined) return;
    try {
      // A refusal leaves the buttons that it is about.
      await showReply(responseUrl, reply, { language, replaces: replaces && reply.isRefusal !== true });
    } catch (error) {
      log.error({ err: error }, "What became of a pressed button could not be said");
    }
  }
}
