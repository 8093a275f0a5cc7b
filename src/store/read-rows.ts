import type { Redis } from "ioredis";
import { gather } from "./gather.ts";

/** Reads rows, in the order of their keys; null where there is none. */
export type ReadRows = (keys: readonly string[]) => Promise<readonly (string | null)[]>;

/** Reads with one command what is asked for in one turn of the event loop, as far as it is on one cluster slot. */
export function createReadRows(run: <Result>(command: (redis: Redis) => Promise<Result>) => Promise<Result>): ReadRows {
  return gather(async (wanted) => {
    const bySlot = new Map<string, Set<string>>();
    for (const key of wanted.flat()) {
      const slot = hashTagOf(key);
      const keys = bySlot.get(slot);
      if (keys === undefined) bySlot.set(slot, new Set([key]));
      else keys.add(key);
    }
    const rows = new Map<string, string | null>();
    await Promise.all(
      [...bySlot.values()].map(async (keys) => {
        const names = [...keys];
        const found = await run((redis) => redis.mget(names));
        for (const [index, name] of names.entries()) rows.set(name, found[index] ?? null);
      }),
    );
    return (keys) => keys.map((key) => rows.get(key) ?? null);
  });
}

function hashTagOf(key: string): string {
  return key.slice(key.indexOf("{"), key.indexOf("}"));
}
