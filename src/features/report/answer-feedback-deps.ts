import type { AnswerFeedback } from "../../core/answer-feedback.ts";
import { channelKey } from "../../core/chat.ts";
import type { Invocation } from "../../core/invocation.ts";
import type { Outbox, OutboxRecord } from "../../core/outbox.ts";
import { readEffectiveSettings } from "../read-effective-settings.ts";
import type { SourcesDeps } from "../sources/sources-deps.ts";

export interface AnswerFeedbackDeps extends SourcesDeps {
  readonly outbox: Outbox;
  readonly answerFeedback: AnswerFeedback;
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/** What is still known of an answer of this channel: the outbox remembers one for a day, its buttons stand for ever. */
export async function knownAnswer(
  { channel }: Pick<Invocation, "channel">,
  answerId: string,
  { outbox }: Pick<AnswerFeedbackDeps, "outbox">,
): Promise<OutboxRecord | undefined> {
  const record = await outbox.read(channel, answerId);
  const asked = record?.job?.reply.target.channel;
  return asked !== undefined && channelKey(asked) === channelKey(channel) ? record : undefined;
}

/** For how long what people think of answers is kept here. */
export async function keepingFor({ channel, replyTo }: Invocation, deps: SourcesDeps): Promise<number> {
  const { retentionDays } = await readEffectiveSettings(channel, deps, { threadId: replyTo.threadId });
  return retentionDays.value * DAY_MS;
}
