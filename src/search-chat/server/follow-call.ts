/** The life of one call: aborted when its caller goes away or its time is up. `end` has to be called. */
export interface CallLife {
  readonly signal: AbortSignal;
  readonly isOverdue: boolean;
  /** The caller has gone: the work stops. */
  leave(): void;
  end(): void;
}

/** Follows a call's caller and its deadline. `followCaller` is given what to call when he leaves, and gives what lets go. */
export function followCall(
  followCaller: (onLeft: () => void) => () => void,
  { withinMs }: { readonly withinMs: number },
): CallLife {
  const work = new AbortController();
  let isOverdue = false;
  const leave = () => work.abort(new Error("the caller has gone"));
  const timer = setTimeout(() => {
    isOverdue = true;
    work.abort(new Error(`the answer took longer than ${withinMs} ms`));
  }, withinMs);
  const letGo = followCaller(leave);
  return {
    signal: work.signal,
    get isOverdue() {
      return isOverdue;
    },
    leave,
    end() {
      clearTimeout(timer);
      letGo();
    },
  };
}
