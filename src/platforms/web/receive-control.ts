import { z } from "zod";
import { ANSWER_CONTROLS, FEEDBACK_VALUES } from "../../core/chat.ts";
import { UserInputError } from "../../core/errors.ts";
import type { ControlCall, FeedbackCall, Invocation, Outcome } from "../../core/invocation.ts";
import { say } from "../../core/messages/message.ts";
import type { TranscriptEntry, TranscriptStore } from "../../core/transcript.ts";
import { pageIdSchema, type Sender, toInvocation } from "./to-invocation.ts";

/** What the page sends for one press of a button. */
export const pressSchema = z.object({
  /** The page's own id of the press, so that sending it again after a lost connection presses nothing twice. */
  id: pageIdSchema.optional(),
});
export const controlSchema = z.enum(ANSWER_CONTROLS);
/** What it sends for one press of a thumb. */
export const thumbSchema = pressSchema.extend({
  value: z.enum(FEEDBACK_VALUES),
  item: z.int().min(1).max(999).optional(),
});

/** A press as its address and its body tell it. */
export interface Press extends Sender {
  readonly id?: string | undefined;
  readonly call: ControlCall | FeedbackCall;
}

/** The answer whose button was pressed is not in the channel, or no longer. */
export class AnswerNotFound extends UserInputError {
  constructor() {
    super(say("web.answer.gone"));
  }
}

export interface ReceiveControlDeps {
  readonly transcripts: TranscriptStore;
  readonly clock: { now(): number };
  readonly newId: () => string;
}

/**
 * Turns the press of a button under an answer into an invocation. What becomes of the answer is seen in the channel; the
 * outcome is for the person who pressed.
 */
export function createReceiveControl({ transcripts, clock, newId }: ReceiveControlDeps) {
  return async (
    channelId: string,
    { id, call, locale }: Press,
    onInvocation: (invocation: Invocation) => Promise<Outcome>,
  ): Promise<Outcome> => {
    const entries = await transcripts.read(channelId);
    const answer = entries.find((entry) => entry.answerId === call.answerId);
    if (answer === undefined) throw new AnswerNotFound();
    const receivedAt = clock.now();
    const questionId = answer.inReplyTo ?? call.answerId;
    const outcome = await onInvocation(
      toInvocation(channelId, {
        id: `web-press-${id ?? newId()}`,
        questionId,
        call,
        locale,
        trigger: "command",
        receivedAt,
      }),
    );
    const question = entries.find((entry) => entry.id === questionId);
    if (outcome.kind === "accepted" && isAskedAgain(call) && question !== undefined) {
      // How long the answer takes is counted from here; it is on its way whether or not this can be written.
      await transcripts.put(channelId, { ...question, askedAgainAt: receivedAt }).catch(() => undefined);
    }
    if (call.name === "feedback" && outcome.kind === "reply" && outcome.isRefusal !== true)
      await remember(channelId, entries, call);
    return outcome;
  };

  /** What was pressed is kept with what it stands under. It counts, whether or not this can be written. */
  async function remember(channelId: string, entries: readonly TranscriptEntry[], call: FeedbackCall): Promise<void> {
    const { answerId, item, value } = call;
    for (const entry of entries) {
      const { feedback } = entry;
      const isUnder = item === undefined ? feedback?.items.length === 0 : feedback?.items.includes(item);
      if (feedback === undefined || entry.answerId !== answerId || isUnder !== true) continue;
      const others = (feedback.chosen ?? []).filter((before) => before.item !== item);
      const chosen = [...others, { ...(item === undefined ? {} : { item }), value }];
      await transcripts.put(channelId, { ...entry, feedback: { ...feedback, chosen } }).catch(() => undefined);
    }
  }
}

function isAskedAgain(call: Press["call"]): boolean {
  return call.name === "control" && (call.control === "retry" || call.control === "regenerate");
}
