import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import type { EndpointReply } from "../../../../../src/search-chat/endpoint-fetch.ts";
import { createModelFetch } from "../../../../../src/search-chat/server/upstream/model-fetch.ts";

describe("the connection to a language model", () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  it("is taken again by the next call, once an answer was read to its end", async () => {
    const ports: (number | undefined)[] = [];
    const url = await start((request, response) => {
      ports.push(request.socket.remotePort);
      response.end("Tea.");
    });
    const fetch = createModelFetch();
    for (let call = 0; call < 3; call += 1) expect(await textOf(await fetch(url, asked()))).toBe("Tea.");
    expect(new Set(ports).size).toBe(1);
  });

  it("gives all the words at once that came while nobody read", async () => {
    let write = (_words: string) => {};
    const url = await start(({ method }, response) => {
      if (method === "HEAD") {
        response.end();
        return;
      }
      write = (words) => void response.write(words);
      write("Tea ");
    });
    const call = new AbortController();
    const reply = await createModelFetch()(url, asked(call.signal));
    const reader = reply.body?.getReader();
    expect(wordsOf(await reader?.read())).toBe("Tea ");
    // Another connection's answer comes behind the words: the first of them stops the socket, the others stay behind it.
    for (const words of ["is ", "older ", "than "]) {
      write(words);
      await fetch(url, { method: "HEAD" });
    }
    // The end of a pause is a timer's turn of the event loop, before that of the sockets.
    await delay(0);
    expect(wordsOf(await reader?.read())).toBe("is older than ");
    call.abort();
  });

  it("is given up when it cannot be made in time", async () => {
    const silent = createTcpServer((socket) => socket.on("error", () => undefined));
    const url = await listen(silent, "https");
    const error: unknown = await createModelFetch({ connectWithinMs: 50 })(url, asked()).catch((reason) => reason);
    expect(error).toMatchObject({ code: "ETIMEDOUT" });
  });

  it("is closed with its signal, with the signal's reason", async () => {
    const call = new AbortController();
    const url = await start(() => call.abort(new Error("gone")));
    await expect(createModelFetch()(url, asked(call.signal))).rejects.toThrow("gone");
    await expect(createModelFetch()(url, asked(AbortSignal.abort(new Error("never"))))).rejects.toThrow("never");
  });

  it("is closed when an answer is left in the middle", async () => {
    let left: Promise<unknown> | undefined;
    const url = await start((_request, response) => {
      left = once(response, "close");
      response.write("Tea ");
    });
    const reader = (await createModelFetch()(url, asked())).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await left;
  });

  async function start(listener: RequestListener): Promise<URL> {
    return listen(createServer(listener), "http");
  }

  async function listen(server: Server, scheme: "http" | "https"): Promise<URL> {
    servers.push(server);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new URL(`${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}/v1/chat/completions`);
  }
});

function asked(signal: AbortSignal = AbortSignal.timeout(10_000)) {
  return { method: "POST", headers: {}, body: "{}", signal, redirect: "manual" } as const;
}

async function textOf({ body }: EndpointReply): Promise<string> {
  const reader = body?.getReader();
  let text = "";
  for (;;) {
    const piece = await reader?.read();
    if (piece?.done !== false) return text;
    text += wordsOf(piece);
  }
}

function wordsOf(piece: { readonly value?: Uint8Array | undefined } | undefined): string {
  return Buffer.from(piece?.value ?? []).toString();
}
