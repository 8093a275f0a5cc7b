import type { Messenger, Platform } from "../../core/chat.ts";
import type { Clock } from "../../core/clock.ts";
import type { Digest, DigestStore } from "../../core/digest.ts";
import type { SlotEnd, SlotLog } from "../../core/digest-slot.ts";
import type { JobQueue } from "../../core/jobs.ts";
import type { Ledger } from "../../core/ledger.ts";
import type { Outbox } from "../../core/outbox.ts";
import type { Preferences } from "./digest-request.ts";
import type { FindItemsDeps } from "./find-items.ts";

/** What every job of the digests is made from. */
export interface DigestDeps extends FindItemsDeps {
  readonly digests: DigestStore;
  readonly slots: SlotLog;
  readonly ledger: Ledger;
  readonly outbox: Outbox;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  /** The platforms that are on. */
  messengerOf(platform: Platform): Messenger | undefined;
  /** What people of the channel have said of earlier items. */
  preferencesOf?(digest: Digest): Promise<Preferences>;
  /** Told once about each slot that ended, and how long after it was due. */
  onSlotEnd?(end: { readonly platform: Platform; readonly state: SlotEnd; readonly lateMs: number }): void;
}

export interface DigestOptions {
  /** A slot that could not begin so long after it was due is skipped. */
  readonly graceMs: number;
}
