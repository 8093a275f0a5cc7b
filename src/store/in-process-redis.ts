import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import { ConfigError } from "../core/errors.ts";

export interface RunningRedis {
  readonly url: string;
  /** May be called twice. */
  close(): Promise<void>;
}

/**
 * The thread's program. It is text because the thread has to start the same from TypeScript sources and from a build.
 * The server is put together by hand, because the package's own one listens on every interface, asks for no password
 * and leaves Nagle's algorithm on, which costs 40 ms a command.
 */
const THREAD = `
const { createServer } = require("node:net");
const { parentPort, workerData } = require("node:worker_threads");
const { RedisServerState, SocketConnectionTransport, attachSession, createRedisCommandExecutor } =
  require(workerData.modulePath);

const state = new RedisServerState({ databaseCount: 1, requirepass: workerData.password });
const executor = createRedisCommandExecutor();
const server = createServer({ keepAlive: true, noDelay: true }, (socket) => {
  attachSession(new SocketConnectionTransport(socket), {
    state,
    executor,
    clientAddress: socket.remoteAddress + ":" + socket.remotePort,
  });
});
server.listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port));
`;

/** Starts a Redis in a worker thread of this process: in memory, on loopback, for a machine that has only Node. */
export async function startInProcessRedis(): Promise<RunningRedis> {
  const password = randomBytes(24).toString("hex");
  const modulePath = createRequire(import.meta.url).resolve("js-redis-server/core");
  const thread = new Worker(THREAD, { eval: true, workerData: { modulePath, password } });
  try {
    const [port] = await once(thread, "message", { signal: AbortSignal.timeout(10_000) });
    return {
      url: `redis://:${password}@127.0.0.1:${port}`,
      async close() {
        await thread.terminate();
      },
    };
  } catch (cause) {
    await thread.terminate();
    throw new ConfigError("The Redis inside this process did not start. Install redis-server, or set REDIS_URL.", {
      cause,
    });
  }
}
