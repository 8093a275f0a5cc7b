import type { Redis } from "ioredis";

/** Where ioredis keeps the timer, privately. While there is one, it starts no other. */
const DEADLINE = "socketTimeoutTimer";

/**
 * Ends the deadline of a silent socket (`socketTimeout`) with that socket, here and in every duplicate: BullMQ makes one
 * for its blocking commands. ioredis 5 lets it run on when the socket closes before it has answered, watches no other
 * socket meanwhile, and then destroys whichever is there. BullMQ closes a connection whose blocking command is late,
 * which one that was sent again always is: so one outage led to the next, every 15 s, with nothing wrong any more.
 * ioredis 6 does this by itself. https://github.com/redis/ioredis/issues/2147
 */
export function endDeadlinesWithSockets(redis: Redis): void {
  // Comes before the next socket is opened, and after the last one can have been written to.
  redis.on("close", () => {
    clearTimeout(Reflect.get(redis, DEADLINE));
    Reflect.set(redis, DEADLINE, undefined);
  });
  const duplicate = redis.duplicate.bind(redis);
  redis.duplicate = (override) => {
    const another = duplicate(override);
    endDeadlinesWithSockets(another);
    return another;
  };
}
