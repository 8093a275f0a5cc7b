import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A wire to Redis that can be cut. */
export interface RedisProxy {
  readonly url: string;
  /** As when Redis has been stopped: connections break, and new ones break too. */
  cut(): void;
  /** As when the network swallows everything: connections stay open, and nothing arrives any more. */
  freeze(): void;
  repair(): void;
  /** How often something was asked after everything asked before had begun to be answered. */
  roundTrips(): number;
  close(): Promise<void>;
}

/** Stands between a test and the shared Redis, so that the test can take Redis away from its own connections only. */
export async function startRedisProxy(redisUrl: string): Promise<RedisProxy> {
  const target = new URL(redisUrl);
  const sockets = new Set<Socket>();
  let state: "open" | "cut" | "frozen" = "open";
  let roundTrips = 0;
  let isAsking = false;
  const track = (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
  };
  const server = createServer((near) => {
    track(near);
    if (state === "cut") {
      near.destroy();
      return;
    }
    const far = connect(Number(target.port) || 6379, target.hostname);
    track(far);
    near.on("data", (bytes) => {
      if (!isAsking) roundTrips += 1;
      isAsking = true;
      if (state === "open") far.write(bytes);
    });
    far.on("data", (bytes) => {
      isAsking = false;
      if (state === "open") near.write(bytes);
    });
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const url = new URL(redisUrl);
  url.hostname = "127.0.0.1";
  url.port = typeof address === "object" && address !== null ? `${address.port}` : "";
  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    cut() {
      state = "cut";
      cutAll();
    },
    freeze() {
      state = "frozen";
    },
    repair() {
      state = "open";
      // What was swallowed does not come back: those connections are of no use any more.
      cutAll();
    },
    roundTrips: () => roundTrips,
    async close() {
      server.close();
      cutAll();
      await once(server, "close");
    },
  };
}
