import { channelKey, type ReplyTarget } from "../../core/chat.ts";
import type { Clock } from "../../core/clock.ts";
import { UserInputError } from "../../core/errors.ts";
import type { ControlCall, Invocation, Outcome } from "../../core/invocation.ts";
import { answerJobId, type JobPayload, type JobQueue } from "../../core/jobs.ts";
import { say } from "../../core/messages/message.ts";
import { isClosed, type Outbox, type OutboxRecord } from "../../core/outbox.ts";
import type { StopRequests } from "../../core/stop-requests.ts";

export interface ControlAnswerDeps {
  readonly outbox: Outbox;
  readonly stopRequests: StopRequests;
  readonly jobs: JobQueue;
  readonly clock: Clock;
}

/**
 * Stops an answer that is being written, or has one written anew in its place. Only its asker and channel managers may.
 * Throws UserInputError with the sentence for the one who pressed; then nothing has changed.
 */
export async function controlAnswer(
  invocation: Invocation,
  { control, answerId }: ControlCall,
  deps: ControlAnswerDeps,
): Promise<Outcome> {
  const record = await deps.outbox.read(invocation.channel, answerId);
  if (record?.job === undefined) throw new UserInputError(say("control.unknown"));
  const { job } = record;
  const mayControl = job.reply.asker.id === invocation.asker.id || (await invocation.mayManage("channel"));
  if (!mayControl) throw new UserInputError(say("control.forbidden"), { code: "INPUT_FORBIDDEN" });
  if (control === "stop") await stop(invocation, record, { job, deps });
  else await writeAnew(invocation, record, { job, deps });
  return { kind: "accepted" };
}

interface Asked {
  readonly job: JobPayload<"answer">;
  readonly deps: ControlAnswerDeps;
}

async function stop({ channel }: Invocation, record: OutboxRecord, { job, deps }: Asked): Promise<void> {
  // Pressed twice, it has had its effect.
  if (record.state === "cancelled") return;
  if (isClosed(record)) throw new UserInputError(say("control.finished"));
  await deps.stopRequests.request(channel, job.reply.id);
}

/**
 * The record comes first: a job that found it closed would do nothing. The next run's id follows from the record, so two
 * people who press at once start one run.
 */
async function writeAnew(invocation: Invocation, record: OutboxRecord, { job, deps }: Asked): Promise<void> {
  const { channel } = invocation;
  // An open record without a job is one that nobody works on.
  if (!isClosed(record) && (await deps.jobs.has(answerJobId(job)))) throw new UserInputError(say("control.running"));
  const next: JobPayload<"answer"> = {
    ...job,
    reply: { ...job.reply, target: freshTarget(job.reply.target, invocation.replyTo) },
    receivedAt: invocation.receivedAt,
    run: (job.run ?? 0) + 1,
  };
  await deps.outbox.write(channel, job.reply.id, {
    ...record,
    parts: reachableParts(record, next.reply.target),
    state: "accepted",
    job: next,
    updatedAt: deps.clock.now(),
  });
  await deps.stopRequests.clear(channel, job.reply.id);
  await deps.jobs.add("answer", next, { id: answerJobId(next) });
}

/** The token of a press reaches one private message, the one whose button it was: the new answer takes its place alone. */
function reachableParts({ parts }: OutboxRecord, target: ReplyTarget): OutboxRecord["parts"] {
  return target.kind === "interaction" && target.visibility === "asker" ? parts.slice(-1) : parts;
}

/**
 * The token of a command may be worthless by now, and the channel may have been moved to another category; those of the
 * press are as they are now. Where it goes stays as it was.
 */
function freshTarget(target: ReplyTarget, pressed: ReplyTarget): ReplyTarget {
  const channel = channelKey(pressed.channel) === channelKey(target.channel) ? pressed.channel : target.channel;
  if (target.kind !== "interaction" || pressed.kind !== "interaction") return { ...target, channel };
  const { interactionId, token, expiresAt } = pressed;
  return { ...target, channel, interactionId, token, expiresAt };
}
