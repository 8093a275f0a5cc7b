import type { ChannelRef } from "./chat.ts";

/** Asks whichever worker writes an answer to stop writing it. */
export interface StopRequests {
  /** Durable for an hour: an answer that is taken up later stops at once. */
  request(channel: ChannelRef, answerId: string): Promise<void>;
  /**
   * Resolves true within a second of a request, at once when there was one already; false when the signal aborts first.
   * Never rejects: an answer that cannot be stopped is still an answer.
   */
  wait(channel: ChannelRef, answerId: string, signal: AbortSignal): Promise<boolean>;
  /** Forgets a request, so that the answer may be written again. */
  clear(channel: ChannelRef, answerId: string): Promise<void>;
}
