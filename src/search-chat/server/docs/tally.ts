/** Counts how often each word stands somewhere, and forgets the word with its last place. */
export interface Tally {
  add(word: string): void;
  /** Must have been added before. */
  remove(word: string): void;
  readonly has: (word: string) => boolean;
  keys(): Iterable<string>;
}

export function createTally(): Tally {
  const counts = new Map<string, number>();
  return {
    add(word) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    },
    remove(word) {
      const left = (counts.get(word) ?? 0) - 1;
      if (left > 0) counts.set(word, left);
      else counts.delete(word);
    },
    has: (word) => counts.has(word),
    keys: () => counts.keys(),
  };
}
