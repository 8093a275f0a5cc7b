/** Waits for all of them to settle, whichever way, but no longer than `ms`. Says whether they did. */
export async function settleWithin(ms: number, promises: readonly Promise<unknown>[]): Promise<boolean> {
  if (promises.length === 0) return true;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([Promise.allSettled(promises).then(() => true as const), late]);
  } finally {
    clearTimeout(timer);
  }
}
