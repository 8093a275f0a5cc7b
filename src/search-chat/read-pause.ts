/** Lets words gather before they are read: each read that brings some costs as much as the words themselves. */
export interface ReadPause {
  /** Begins a pause, unless one is running. */
  begin(): void;
  /** Waits for the end of the pause that is running. Undefined: there is none. */
  over(): Promise<void> | undefined;
}

export function createReadPause(ms: number): ReadPause {
  let running: Promise<void> | undefined;
  return {
    begin() {
      running ??= new Promise((resolve) => {
        setTimeout(() => {
          running = undefined;
          resolve();
        }, ms);
      });
    },
    over: () => running,
  };
}
