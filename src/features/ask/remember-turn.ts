import type { MessageRef, ReplyTarget } from "../../core/chat.ts";
import { type Conversation, type ConversationStore, toTurn } from "../../core/conversation.ts";
import type { JobPayload } from "../../core/jobs.ts";
import type { Logger } from "../../core/logger.ts";
import type { EffectiveSettings } from "../../core/settings.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;

export interface AnsweredTurn {
  readonly job: JobPayload<"answer">;
  readonly settings: EffectiveSettings;
  /** What the question went on with. */
  readonly conversation: Conversation | undefined;
  readonly markdown: string;
  readonly messages: readonly MessageRef[];
}

/**
 * Remembers an answer that people have whole, for the questions that go on with it, for as long as its channel wants. A
 * private answer is remembered nowhere: others could ask what it said. Never rejects: people have their answer.
 */
export async function rememberTurn(
  { job, settings, conversation, markdown, messages }: AnsweredTurn,
  { conversations, now, log }: { readonly conversations: ConversationStore; now(): number; readonly log: Logger },
): Promise<void> {
  const { id, target, question } = job.reply;
  const root = rootOf(target, id);
  if (root === undefined) return;
  const turn = toTurn({ id, question, answer: markdown, at: now() });
  try {
    await conversations.add(target.channel, conversation?.id ?? root, turn, {
      keepMs: settings.retentionDays.value * DAY_MS,
      alsoKnownAs: namesOf(messages, target),
    });
  } catch (error) {
    log.warn({ err: error }, "an answer could not be remembered; a follow-up will be asked without it");
  }
}

/** Where a conversation begins; undefined where there is none. On the web nothing says what goes on with what. */
function rootOf(target: ReplyTarget, answerId: string): string | undefined {
  if (target.channel.platform === "web") return undefined;
  switch (target.kind) {
    case "message":
      return target.threadId ?? target.messageId;
    case "interaction":
      return target.visibility === "asker" ? undefined : (target.threadId ?? answerId);
    case "channel":
      return undefined;
  }
}

/** A reply to one of the answer's messages goes on with it, and so does what is said in a thread that was made for it. */
function namesOf(messages: readonly MessageRef[], { channel }: ReplyTarget): readonly string[] {
  const names = messages.flatMap(({ messageId, threadId, channelId }) => [messageId, threadId, channelId]);
  return [...new Set(names)].filter((name) => name !== undefined).filter((name) => name !== channel.channelId);
}
