import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A search as it reached the vendor. */
export interface VendorRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
}

/** `hang`: no byte ever comes. `hangInBody`: the headers and half a body. `reset`: the connection breaks. */
export type VendorReply =
  | "hang"
  | "hangInBody"
  | "reset"
  | { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body: unknown };

export interface FakeVendor {
  /** The vendor's base URL. */
  readonly url: string;
  /** What was let through to a search: key and parameters were right. */
  readonly requests: readonly VendorRequest[];
  /** What every search gets from now on. */
  answer(reply: VendorReply): void;
  /** How many connections carry a search that is not over. */
  inFlight(): number;
  close(): Promise<void>;
}

/** What a vendor documents about its API. */
export interface VendorRules {
  /** Of the base URL, with a leading slash; empty for none. */
  readonly basePath: string;
  readonly paths: readonly string[];
  readonly hasKey: (headers: IncomingHttpHeaders) => boolean;
  readonly unauthorized: { readonly status: number; readonly body: unknown };
  /** The refusal of parameters that are not as documented. */
  readonly refusalOf: (request: VendorRequest) => { readonly status: number; readonly body: unknown } | undefined;
  readonly usual: (request: VendorRequest) => unknown;
}

/** The key that every fake vendor knows. */
export const vendorKey = ["key", "of", "the", "operator"].join("-");

/** A vendor's API on a free port. */
export async function startFakeVendor(rules: VendorRules): Promise<FakeVendor> {
  const requests: VendorRequest[] = [];
  let inFlight = 0;
  let standing: VendorReply | undefined;
  const respond = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    inFlight += 1;
    void once(response, "close").then(() => {
      inFlight -= 1;
    });
    const path = (message.url ?? "").slice(rules.basePath.length);
    const request = { path, headers: message.headers, body: JSON.parse(await readText(message)) };
    if (message.method !== "POST" || !rules.paths.includes(path)) return send(response, { status: 404, body: {} });
    if (!rules.hasKey(message.headers)) return send(response, rules.unauthorized);
    const refusal = rules.refusalOf(request);
    if (refusal !== undefined) return send(response, refusal);
    requests.push(request);
    return send(response, standing ?? { body: rules.usual(request) });
  };
  const server = createServer((message, response) => {
    respond(message, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${rules.basePath}`,
    requests,
    answer(reply) {
      standing = reply;
    },
    inFlight: () => inFlight,
    async close() {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** A fixture of `test/fixtures/search-services`. */
export function vendorFixture(path: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(new URL(`../../fixtures/search-services/${path}`, import.meta.url), "utf8"));
}

function send(response: ServerResponse, reply: VendorReply): void {
  if (reply === "hang") return;
  if (reply === "reset") {
    response.destroy();
    return;
  }
  if (reply === "hangInBody") {
    response.writeHead(200, { "content-type": "application/json" });
    response.write('{"results":[');
    return;
  }
  response.writeHead(reply.status ?? 200, { "content-type": "application/json", ...reply.headers });
  response.end(typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body));
}

async function readText(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8") || "{}";
}
