/** What is known for a while only, in this process alone. Nothing of it is logged or stored. */
export interface ShortMemory<Value> {
  keep(id: string, value: Value): void;
  /** Undefined when it is kept no more. */
  recall(id: string): Value | undefined;
}

/** Creates a memory that forgets what is too old, and the oldest where there is too much. */
export function createShortMemory<Value>(
  { clock }: { readonly clock: { now(): number } },
  { keepMs, max }: { readonly keepMs: number; readonly max: number },
): ShortMemory<Value> {
  const kept = new Map<string, { readonly value: Value; readonly at: number }>();

  return {
    keep(id, value) {
      kept.delete(id);
      kept.set(id, { value, at: clock.now() });
      forgetOld();
    },
    recall(id) {
      forgetOld();
      return kept.get(id)?.value;
    },
  };

  function forgetOld(): void {
    for (const [id, { at }] of kept) {
      if (kept.size <= max && clock.now() - at <= keepMs) break;
      kept.delete(id);
    }
  }
}
