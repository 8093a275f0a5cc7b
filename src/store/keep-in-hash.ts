import type { RedisConnection } from "./connect-redis.ts";

/** Writes fields of a hash and how long the whole of it is kept, both or neither: no hash is left without its end. */
export async function keepInHash(
  connection: RedisConnection,
  key: string,
  { fields, keepMs }: { readonly fields: Readonly<Record<string, string>>; readonly keepMs: number },
): Promise<void> {
  await connection.run(async (redis) => {
    const replies = await redis.multi().hset(key, fields).pexpire(key, keepMs).exec();
    const failure = replies?.find(([error]) => error !== null)?.[0];
    if (failure) throw failure;
  });
}
