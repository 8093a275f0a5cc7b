import type { AnswerFeedback } from "./core/answer-feedback.ts";
import type { Clock } from "./core/clock.ts";
import type { ConversationStore } from "./core/conversation.ts";
import type { DigestStore } from "./core/digest.ts";
import type { DigestFeedback } from "./core/digest-feedback.ts";
import type { SlotLog } from "./core/digest-slot.ts";
import type { Ledger } from "./core/ledger.ts";
import type { Logger } from "./core/logger.ts";
import type { Outbox } from "./core/outbox.ts";
import { createPacedSends } from "./core/pace-sends.ts";
import type { SendBudget } from "./core/send-budget.ts";
import type { SettingsStore } from "./core/settings.ts";
import type { StopRequests } from "./core/stop-requests.ts";
import type { TranscriptStore } from "./core/transcript.ts";
import { createAnswerFeedback } from "./store/answer-feedback.ts";
import type { RedisConnection } from "./store/connect-redis.ts";
import { createConversations } from "./store/conversations.ts";
import { createDigestFeedback } from "./store/digest-feedback.ts";
import { createDigestStore } from "./store/digest-store.ts";
import { createLedger } from "./store/ledger.ts";
import { createOutbox } from "./store/outbox.ts";
import { createSettingsStore } from "./store/settings-store.ts";
import { createSharedSends } from "./store/shared-sends.ts";
import { createSlotLog } from "./store/slot-log.ts";
import { createStopRequests } from "./store/stop-requests.ts";
import { createTranscriptStore } from "./store/transcript-store.ts";

/** What is kept in Redis, port by port. */
export interface Stores {
  readonly settings: SettingsStore;
  readonly outbox: Outbox;
  readonly stopRequests: StopRequests;
  readonly transcripts: TranscriptStore;
  readonly budget: SendBudget;
  readonly digests: DigestStore;
  readonly slots: SlotLog;
  readonly ledger: Ledger;
  readonly feedback: DigestFeedback;
  readonly conversations: ConversationStore;
  readonly answerFeedback: AnswerFeedback;
}

/** Builds every store on one connection for commands and one that is told. */
export function createStores(deps: {
  readonly connection: RedisConnection;
  readonly subscriber: RedisConnection;
  readonly clock: Clock;
  readonly log: Logger;
}): Stores {
  return {
    settings: createSettingsStore(deps),
    outbox: createOutbox(deps),
    stopRequests: createStopRequests(deps),
    transcripts: createTranscriptStore(deps),
    budget: createPacedSends({ ...deps, shared: createSharedSends(deps) }),
    digests: createDigestStore(deps),
    slots: createSlotLog(deps),
    ledger: createLedger({ ...deps, now: deps.clock.now }),
    feedback: createDigestFeedback(deps),
    conversations: createConversations(deps),
    answerFeedback: createAnswerFeedback(deps),
  };
}
