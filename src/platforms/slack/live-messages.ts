/**
 * How a message that still grows is being written.
 *
 * `stream`: with Slack's streaming; `appended` is what it shows, undefined once an append's outcome is unknown.
 * `plain`: as a whole, at most every few seconds. `stopped`: the asker pressed Stop, and nothing more may be said.
 */
export type LiveMessage =
  | { readonly kind: "stream"; readonly appended: string | undefined }
  | { readonly kind: "plain"; readonly editedAt: number }
  | { readonly kind: "stopped" };

/** Three times as long as Slack lets a stream live; what is older belongs to a job that has ended. */
const FORGET_AFTER_MS = 15 * 60_000;

/** What this process knows of the messages it is writing, by their ts. Another process starts knowing nothing. */
export function createLiveMessages({ clock }: { readonly clock: { now(): number } }) {
  const messages = new Map<string, { readonly message: LiveMessage; readonly at: number }>();
  return {
    get: (ts: string): LiveMessage | undefined => messages.get(ts)?.message,
    set(ts: string, message: LiveMessage): void {
      const now = clock.now();
      // Set anew, an entry moves to the end: the oldest are always first.
      messages.delete(ts);
      messages.set(ts, { message, at: now });
      for (const [oldest, { at }] of messages) {
        if (now - at < FORGET_AFTER_MS) break;
        messages.delete(oldest);
      }
    },
    delete: (ts: string): void => {
      messages.delete(ts);
    },
  };
}

export type LiveMessages = ReturnType<typeof createLiveMessages>;
