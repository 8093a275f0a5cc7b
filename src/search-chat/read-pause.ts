/** Lets words gather before they are read: each read that brings some costs as much as the words themselves. */
export interface ReadPause {
  /** Begins a pause, unless one is running. */
  begin(): void;
  /** Waits for the end of the pause that is running. Undefined: there is none. */
  over(): Promise<void> | undefined;
}

/** So many answers are read in one go; those of other pauses, and new calls, come in between. */
const MOST_TOGETHER = 32;

/** A time at which pauses end. */
interface End {
  readonly come: Promise<void>;
  hasCome: boolean;
  pauses: number;
}

/**
 * Makes pauses of at most `ms` that end together: to be woken costs as much as a read, and answers that grow at the same
 * time are woken for once.
 */
export function createReadPauses(ms: number): () => ReadPause {
  let next: End | undefined;

  const join = (): End => {
    const end = next ?? start();
    end.pauses += 1;
    next = end.pauses < MOST_TOGETHER ? end : undefined;
    return end;
  };

  const start = (): End => {
    const end: End = {
      hasCome: false,
      pauses: 0,
      come: new Promise((resolve) => {
        setTimeout(() => {
          end.hasCome = true;
          if (next === end) next = undefined;
          resolve();
        }, ms);
      }),
    };
    return end;
  };

  return () => {
    let end: End | undefined;
    return {
      begin() {
        if (end === undefined || end.hasCome) end = join();
      },
      over: () => (end?.hasCome === false ? end.come : undefined),
    };
  };
}
