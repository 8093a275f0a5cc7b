import { once } from "node:events";
import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import { promisify } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { createApiFetch } from "../../../../src/platforms/slack/api-fetch.ts";

const servers: Server[] = [];

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/api/chat.postMessage`;
}

async function openConnections(): Promise<number> {
  const counts = await Promise.all(servers.map((server) => promisify(server.getConnections.bind(server))()));
  return counts.reduce((sum, count) => sum + count, 0);
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

describe("a call to Slack", () => {
  it("gives status, headers and text of the reply", async () => {
    const url = await serve((_request, response) =>
      response.writeHead(429, { "Retry-After": "7" }).end('{"ok":false}'),
    );
    const reply = await createApiFetch({ timeoutMs: 5_000 })(url, { method: "POST", body: "a=b" });
    expect([reply.ok, reply.status, reply.headers.get("Retry-After")]).toEqual([false, 429, "7"]);
    expect(await reply.text()).toBe('{"ok":false}');
  });

  it.each([
    ["sends no headers", () => undefined],
    ["stops within its body", (response: ServerResponse) => response.writeHead(200).write('{"ok":')],
  ])("that %s in time fails, and its connection is closed", async (_name, begin) => {
    const url = await serve((_request, response) => void begin(response));
    const call = createApiFetch({ timeoutMs: 50 })(url, { method: "POST", body: "a=b" });
    await expect(call).rejects.toThrow("Slack took longer than 50 ms");
    await expect.poll(openConnections).toBe(0);
  });
});
