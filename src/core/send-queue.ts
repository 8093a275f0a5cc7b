import type { SendCall, Urgency } from "./send-budget.ts";

/** Those who wait for one bucket: ends before posts, each in the order in which they first asked. */
export interface SendQueue<Turn> {
  readonly length: number;
  /** Resolves when it is this one's turn; rejects with what `refusal` makes when its signal or patience ends first. */
  wait(call: SendCall, place: number): Promise<Turn>;
  /** Lets the first one go on. */
  admit(turn: Turn): void;
  /** Resolves after `ms`, when it is woken, or when nobody waits any more. */
  pause(ms: number): Promise<void>;
  wake(): void;
}

interface Waiter<Turn> {
  readonly urgency: Urgency;
  readonly place: number;
  go(turn: Turn): void;
}

/** One queue per bucket; nobody waits in it who may not. */
export function createSendQueue<Turn>({
  wait: waitFor,
  refusal,
}: {
  wait(ms: number, signal: AbortSignal): Promise<void>;
  refusal(): Error;
}): SendQueue<Turn> {
  const waiting: Waiter<Turn>[] = [];
  let pausing: AbortController | undefined;

  return {
    get length() {
      return waiting.length;
    },
    wait: (call, place) =>
      new Promise((resolve, reject) => {
        const signals = call.patience === undefined ? [call.signal] : [call.signal, call.patience];
        const leave = () => {
          for (const signal of signals) signal.removeEventListener("abort", giveUp);
          const index = waiting.indexOf(waiter);
          if (index !== -1) waiting.splice(index, 1);
          if (waiting.length === 0) wake();
        };
        const giveUp = () => {
          leave();
          reject(refusal());
        };
        const waiter: Waiter<Turn> = {
          urgency: call.urgency,
          place,
          go(turn) {
            leave();
            resolve(turn);
          },
        };
        const index = waiting.findIndex((other) => isBefore(waiter, other));
        waiting.splice(index === -1 ? waiting.length : index, 0, waiter);
        for (const signal of signals) signal.addEventListener("abort", giveUp, { once: true });
      }),
    admit: (turn) => waiting[0]?.go(turn),
    wake,
    async pause(ms) {
      const own = new AbortController();
      pausing = own;
      await waitFor(ms, own.signal).catch(() => undefined);
    },
  };

  function wake(): void {
    pausing?.abort(OVER);
  }
}

/** One for all: an abort without a reason makes an error with a stack each time. */
const OVER = new Error("There is something to look at");

function isBefore(
  one: Pick<Waiter<unknown>, "urgency" | "place">,
  other: Pick<Waiter<unknown>, "urgency" | "place">,
): boolean {
  if (one.urgency !== other.urgency) return one.urgency === "end";
  return one.place < other.place;
}
