/** Remembers for a while that something does not work in a channel, so that it is not tried for every answer. */
export function createChannelVerdicts({ clock }: { readonly clock: { now(): number } }) {
  const refusedUntil = new Map<string, number>();
  return {
    isRefused(channelId: string): boolean {
      const until = refusedUntil.get(channelId);
      if (until === undefined) return false;
      if (clock.now() < until) return true;
      refusedUntil.delete(channelId);
      return false;
    },
    refuse(channelId: string, forMs: number): void {
      refusedUntil.set(channelId, clock.now() + forMs);
    },
  };
}
