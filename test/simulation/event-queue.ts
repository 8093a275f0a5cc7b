/** What happens when, in the order of time; what was added first comes first. */
export interface EventQueue<Event> {
  add(at: number, event: Event): void;
  /** The next event, if it is due up to then. */
  take(until: number): { readonly at: number; readonly event: Event } | undefined;
}

interface Entry<Event> {
  readonly at: number;
  readonly order: number;
  readonly event: Event;
}

/** A binary heap. */
export function createEventQueue<Event>(): EventQueue<Event> {
  const heap: Entry<Event>[] = [];
  let added = 0;
  const isBefore = (a: number, b: number): boolean => {
    const [first, second] = [heap[a], heap[b]];
    if (first === undefined || second === undefined) return first !== undefined;
    return first.at === second.at ? first.order < second.order : first.at < second.at;
  };
  const swap = (a: number, b: number) => {
    const [first, second] = [heap[a], heap[b]];
    if (first === undefined || second === undefined) return;
    heap[a] = second;
    heap[b] = first;
  };
  return {
    add(at, event) {
      heap.push({ at, order: added, event });
      added += 1;
      for (let index = heap.length - 1; index > 0; ) {
        const parent = (index - 1) >> 1;
        if (!isBefore(index, parent)) break;
        swap(index, parent);
        index = parent;
      }
    },
    take(until) {
      const [first] = heap;
      if (first === undefined || first.at > until) return undefined;
      swap(0, heap.length - 1);
      heap.pop();
      for (let index = 0; ; ) {
        const [left, right] = [2 * index + 1, 2 * index + 2];
        const child = isBefore(right, left) ? right : left;
        if (!isBefore(child, index)) break;
        swap(index, child);
        index = child;
      }
      return first;
    },
  };
}
