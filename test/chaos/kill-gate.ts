import type { Step, WireCall, WireFate, WireRule } from "./platform-wire.ts";

/** Where a call is when its worker dies. */
export type Moment = "before" | "during" | "after";
/** Which call of an answer it is: its first word, a change, its end, or the first word of a further part. */
export type SendStep = "first" | "edit" | "finish" | "further part";

const NOTHING_NEW_FOR_MS = 700;
const LONGEST_HOLD_MS = 4_000;
const NEVER_REACHED_AFTER_MS = 15_000;

/**
 * Holds the first call of each question at one step, so that a worker can be killed while many of its calls stand
 * exactly there: before they reach the platform, on their way, or done and not yet answered.
 */
export function createKillGate(
  { step, moment }: { readonly step: SendStep; readonly moment: Moment },
  questionOf: (call: WireCall) => string | undefined,
) {
  const written = new Map<string, number>();
  const held = new Map<string, number>();
  const dead = new Set<number>();
  let isOpen = false;
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = () => {
      isOpen = true;
      resolve();
    };
  });
  let firstAt: number | undefined;
  let lastAt = performance.now();

  const rule: WireRule = {
    async before(call): Promise<WireFate> {
      const pass = { acts: true, hears: "its answer" } as const;
      if (call.step === "other") return pass;
      const question = questionOf(call);
      if (question === undefined) return pass;
      const nth = (written.get(question) ?? 0) + 1;
      written.set(question, nth);
      if (isOpen || held.has(question) || stepOf(call.step, nth) !== step) return pass;
      held.set(question, call.worker);
      lastAt = performance.now();
      firstAt ??= lastAt;
      if (moment === "after") return pass;
      await opened;
      if (!dead.has(call.worker)) return pass;
      return { acts: moment === "during", hears: "reset" };
    },
    async after(call) {
      const question = moment === "after" ? questionOf(call) : undefined;
      if (question !== undefined && held.has(question) && !isOpen) await opened;
    },
  };

  return {
    rule,
    /** Resolves when the calls stand, with how many each worker has there. */
    async full(expected: number): Promise<ReadonlyMap<number, number>> {
      const start = performance.now();
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 25));
        const now = performance.now();
        const isQuiet = firstAt !== undefined && (now - lastAt > NOTHING_NEW_FOR_MS || now - firstAt > LONGEST_HOLD_MS);
        if (held.size >= expected || isQuiet || now - start > NEVER_REACHED_AFTER_MS) break;
      }
      const perWorker = new Map<number, number>();
      for (const worker of held.values()) perWorker.set(worker, (perWorker.get(worker) ?? 0) + 1);
      return perWorker;
    },
    /** Lets go: what the dead have sent is lost, or arrives after their death; what the living have sent goes on. */
    release(killed: readonly number[]): void {
      for (const worker of killed) dead.add(worker);
      open();
    },
  };
}

function stepOf(step: Step, nth: number): SendStep | undefined {
  if (nth === 1) return "first";
  if (step === "post") return "further part";
  return step === "other" ? undefined : step;
}
