import type { SendBucket, SharedRequest, SharedSends } from "../../src/core/send-budget.ts";

/** The shared count of all processes of a test; `asked` tells how often, and it can be away. */
export function createMemorySharedSends(clock: { now(): number }) {
  const paid = new Map<string, number>();
  const asked: (SharedRequest & { readonly name: string })[] = [];
  const state = { away: undefined as Error | undefined };
  return {
    asked,
    state,
    async take({ name, burst, everyMs }: SendBucket, request: SharedRequest) {
      await Promise.resolve();
      if (state.away !== undefined) throw state.away;
      asked.push({ ...request, name });
      const now = clock.now();
      const { want, costMs, roomMs, untoldMs, closedForMs } = request;
      let until = Math.max(now, paid.get(name) ?? 0);
      until = Math.max(until, Math.min(until + untoldMs, now + burst * everyMs));
      if (closedForMs > 0) until = Math.max(until, now + closedForMs + burst * everyMs - costMs);
      const granted = Math.min(want, Math.max(0, Math.floor((now + roomMs - until) / costMs)));
      until += granted * costMs;
      paid.set(name, until);
      return { granted, waitMs: granted < want ? Math.max(1, until + costMs - now - roomMs) : 0 };
    },
  } satisfies SharedSends & Record<string, unknown>;
}
