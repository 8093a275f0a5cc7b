/** The life of one call: aborted when its caller goes away or its time is up. `end` has to be called. */
export interface CallLife {
  readonly signal: AbortSignal;
  readonly isOverdue: boolean;
  /** The caller has gone: the work stops. */
  leave(): void;
  end(): void;
}

/** Follows a call's own signal and its deadline. */
export function followCall(callerSignal: AbortSignal, { withinMs }: { readonly withinMs: number }): CallLife {
  const work = new AbortController();
  let isOverdue = false;
  const leave = () => work.abort(new Error("the caller has gone"));
  const timer = setTimeout(() => {
    isOverdue = true;
    work.abort(new Error(`the answer took longer than ${withinMs} ms`));
  }, withinMs);
  callerSignal.addEventListener("abort", leave, { once: true });
  if (callerSignal.aborted) leave();
  return {
    signal: work.signal,
    get isOverdue() {
      return isOverdue;
    },
    leave,
    end() {
      clearTimeout(timer);
      callerSignal.removeEventListener("abort", leave);
    },
  };
}
