/** More would hold up the event loop, here and in Redis. */
const MOST_IN_ONE_CALL = 500;

/**
 * Does in one call what is asked for in one turn of the event loop: under load that is many rows, and each command costs as
 * much as its whole journey. `run` gives a function that finds each item's result; when it rejects, all who asked hear it.
 */
export function gather<Item, Result>(
  run: (items: readonly Item[]) => Promise<(item: Item) => Result>,
): (item: Item) => Promise<Result> {
  let open: { readonly items: Item[]; readonly results: Promise<(item: Item) => Result> } | undefined;
  return async (item) => {
    open ??= begin();
    const batch = open;
    batch.items.push(item);
    if (batch.items.length >= MOST_IN_ONE_CALL) open = undefined;
    const resultOf = await batch.results;
    return resultOf(item);
  };

  function begin(): NonNullable<typeof open> {
    const items: Item[] = [];
    const results = new Promise<void>((resolve) => {
      setImmediate(resolve);
    }).then(() => {
      if (open?.items === items) open = undefined;
      return run(items);
    });
    return { items, results };
  }
}
