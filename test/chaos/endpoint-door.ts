import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/** The way to an endpoint that can be shut: connections break, and new ones are refused by the machine itself. */
export async function startEndpointDoor(target: string) {
  const { hostname, port, pathname } = new URL(target);
  const sockets = new Set<Socket>();
  let server = await listen(0);
  const address = server.address();
  const ownPort = typeof address === "object" ? (address?.port ?? 0) : 0;

  return {
    url: `http://127.0.0.1:${ownPort}${pathname}`,
    async shut(): Promise<void> {
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    async open(): Promise<void> {
      if (!server.listening) server = await listen(ownPort);
    },
  };

  async function listen(at: number): Promise<Server> {
    const opened = createServer((near) => {
      const far = connect(Number(port), hostname);
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(socket);
        socket.on("error", () => socket.destroy());
        socket.on("close", () => {
          sockets.delete(socket);
          other.destroy();
        });
      }
      near.pipe(far).pipe(near);
    });
    opened.listen(at, "127.0.0.1");
    await once(opened, "listening");
    return opened;
  }
}
