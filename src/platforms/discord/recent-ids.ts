/** Remembers the last ids seen: a resumed gateway session may replay an event that was handled already. */
export function createRecentIds({ max }: { readonly max: number }): { isRepeat(id: string): boolean } {
  const seen = new Set<string>();
  return {
    isRepeat(id) {
      if (seen.has(id)) return true;
      seen.add(id);
      for (const oldest of seen) {
        if (seen.size <= max) break;
        seen.delete(oldest);
      }
      return false;
    },
  };
}
