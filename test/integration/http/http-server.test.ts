import { once } from "node:events";
import { Agent, get, type IncomingMessage, type RequestListener } from "node:http";
import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createHttpServer, type HttpServer, type Route } from "../../../src/http/http-server.ts";
import { checkPortIsFree } from "../../../src/http/listen.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";
import { useOwnTime } from "../../own-time.ts";

const running: HttpServer[] = [];
useOwnTime();
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop(0)));
});

async function start(routes: readonly Route[]) {
  const log = createMemoryLog();
  const { lines } = log;
  const server = createHttpServer({ routes, log }, { host: "127.0.0.1", port: 0 });
  running.push(server);
  const { port } = await server.start();
  return { server, lines, port, url: `http://127.0.0.1:${port}` };
}

const say =
  (text: string): RequestListener =>
  (_request, response) =>
    void response.end(text);

describe("the HTTP server", () => {
  it("lets the longest prefix answer, and only at a path's borders", async () => {
    const { url } = await start([
      { prefix: "/", listener: say("page") },
      { prefix: "/v1", listener: say("api") },
      { prefix: "/v1/special", listener: say("special") },
    ]);
    const texts = ["/", "/other?x=/v1", "/v1", "/v1/chat", "/v1?y", "/v1/special/one", "/v1x"].map(async (path) =>
      (await fetch(`${url}${path}`)).text(),
    );
    expect(await Promise.all(texts)).toEqual(["page", "page", "api", "api", "api", "special", "page"]);
  });

  it("lets go of a connection on which nothing moves", async () => {
    const log = createMemoryLog();
    const silent: RequestListener = () => undefined;
    const routes = [{ prefix: "/", listener: silent }];
    const server = createHttpServer({ routes, log }, { host: "127.0.0.1", port: 0, silentForMs: 100 });
    running.push(server);
    const { port } = await server.start();
    await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow("fetch failed");
  });

  it("answers 404 in JSON where no part is", async () => {
    const { url } = await start([{ prefix: "/v1", listener: say("api") }]);
    const response = await fetch(`${url}/elsewhere?secret=1`);
    expect([response.status, await response.json()]).toEqual([
      404,
      { error: { message: "There is nothing at /elsewhere" } },
    ]);
  });

  it("survives a part that throws, and says so to both sides", async () => {
    const listener: RequestListener = () => {
      throw new Error("broken part");
    };
    const { url, lines } = await start([{ prefix: "/", listener }]);
    expect((await fetch(url)).status).toBe(500);
    expect((await fetch(url)).status).toBe(500);
    expect(lines.map(({ level, sentence }) => [level, sentence])).toEqual([
      ["error", "a request could not be handled"],
      ["error", "a request could not be handled"],
    ]);
  });

  it("says what to do when the port is taken, before and at the start", async () => {
    const { port } = await start([]);
    const sentence = `Port ${port} is already in use. Stop the other program or set PORT to another number.`;
    await expect(checkPortIsFree({ host: "127.0.0.1", port })).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      message: sentence,
    });
    const second = createHttpServer({ routes: [], log: createMemoryLog() }, { host: "127.0.0.1", port });
    await expect(second.start()).rejects.toMatchObject({ code: "CONFIG_INVALID", message: sentence });
    await second.stop(0);
  });

  it("says what to do when the host is not of this machine", async () => {
    await expect(checkPortIsFree({ host: "192.0.2.1", port: 0 })).rejects.toThrow(
      /^HOST 192\.0\.2\.1 is not an address/u,
    );
  });

  it("leaves a port that was found free to whoever comes next", async () => {
    const holder = createServer();
    holder.listen(0, "127.0.0.1");
    await once(holder, "listening");
    const address = holder.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    holder.close();
    await once(holder, "close");
    await checkPortIsFree({ host: "127.0.0.1", port });
    await checkPortIsFree({ host: "127.0.0.1", port });
  });
});

describe("stopping the HTTP server", () => {
  it("lets a running request end, and takes no new ones", async () => {
    const arrived = gate();
    const proceed = gate();
    const { server, url } = await start([
      {
        prefix: "/",
        listener: (_request, response) => {
          arrived.open();
          void proceed.passed.then(() => response.end("whole"));
        },
      },
    ]);
    const answer = fetch(url).then((response) => response.text());
    await arrived.passed;
    const stopped = server.stop(60_000);
    await expect(fetch(url)).rejects.toThrow();
    proceed.open();
    expect(await answer).toBe("whole");
    const ended = performance.now();
    await stopped;
    // The client would keep its connection for seconds.
    expect(performance.now() - ended).toBeLessThan(1_500);
  });

  it("does not wait for idle connections and endless streams", async () => {
    const { server, url } = await start([
      {
        prefix: "/events",
        listener: (_request, response) =>
          void response.writeHead(200, { "content-type": "text/event-stream" }).write(":\n"),
      },
      { prefix: "/", listener: say("hello") },
    ]);
    const agent = new Agent({ keepAlive: true });
    await request(url, agent);
    const stream = await fetch(`${url}/events`, { headers: { accept: "text/event-stream" } });
    await server.stop(60_000);
    await expect(stream.text()).rejects.toThrow();
    agent.destroy();
  });

  it("cuts off what does not end by the deadline, and may be called twice", async () => {
    const { server, url } = await start([
      { prefix: "/", listener: (_request, response) => void response.write("half") },
    ]);
    const half = await fetch(url);
    await Promise.all([server.stop(100), server.stop(100)]);
    await expect(half.text()).rejects.toThrow();
  });
});

async function request(url: string, agent: Agent): Promise<void> {
  const sent = get(url, { agent });
  const [response]: IncomingMessage[] = await once(sent, "response");
  response?.resume();
  if (response !== undefined) await once(response, "end");
}

function gate(): { readonly passed: Promise<void>; open(): void } {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open: () => open() };
}
