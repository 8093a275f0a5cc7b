import { systemClock } from "../../../src/core/clock.ts";
import { createJobWorker } from "../../../src/queue/worker.ts";
import { connectRedis } from "../../../src/store/connect-redis.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";
import { idleHandlers } from "./idle-handlers.ts";

// A process for the tests to kill: takes a job, prints its question, and never ends it.
const [url = "", prefix = ""] = process.argv.slice(2);
const log = createMemoryLog();
createJobWorker(
  {
    connection: connectRedis({ url, log }, "worker"),
    handlers: {
      ...idleHandlers,
      answer({ reply }) {
        console.log(reply.question);
        return new Promise(() => {});
      },
    },
    onAnswerDied: async () => {},
    log,
    clock: systemClock,
    random: () => 0,
  },
  { prefix, concurrency: 1, deadlineMs: 60_000 },
);
