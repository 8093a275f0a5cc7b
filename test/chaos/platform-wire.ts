import { once } from "node:events";
import { Agent, createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";

/** What a call to the platform does for the answer. */
export type Step = "post" | "edit" | "finish" | "other";

/** One call of a worker, as it passes the wire. */
export interface WireCall {
  readonly worker: number;
  readonly step: Step;
  /** Path and body, in which the ids of questions are looked for. */
  readonly text: string;
  readonly path: string;
}

export interface WireReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What happens to a call: `acts` says whether the platform gets it, `hears` what the worker hears of it. */
export interface WireFate {
  readonly acts: boolean;
  readonly hears: "its answer" | "reset" | "hang" | WireReply;
}

/** Decides about each call; it may wait as long as it likes, and so holds the call where it is. */
export interface WireRule {
  before(call: WireCall): Promise<WireFate> | WireFate;
  /** The platform has acted; the worker does not know yet. */
  after?(call: WireCall): Promise<void>;
}

const PASS: WireFate = { acts: true, hears: "its answer" };
const END_MARK = /END-q\d{6}/u;

/** The wire between one worker and a platform: all that it sends passes here, and may be held, lost or answered falsely. */
export async function startPlatformWire(target: string, worker: number) {
  const { port, hostname } = new URL(target);
  const agent = new Agent({ keepAlive: true });
  let rule: WireRule = { before: () => PASS };

  const server = createServer((request, response) => {
    // Whatever breaks here is a broken connection to the worker.
    pass(request, response).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const own = new URL(target);
  own.port = `${typeof address === "object" ? address?.port : ""}`;

  return {
    url: own.href,
    setRule(next: WireRule | undefined): void {
      rule = next ?? { before: () => PASS };
    },
    async close(): Promise<void> {
      server.close();
      server.closeAllConnections();
      agent.destroy();
      if (server.listening) await once(server, "close");
    },
  };

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const path = request.url ?? "";
    const text = `${path}\n${decodeForm(body.toString("utf8"))}`;
    const call: WireCall = { worker, path, text, step: stepOf(request.method ?? "GET", path, text) };
    const current = rule;
    const fate = await current.before(call);
    const answer = fate.acts ? await forward(request, body) : undefined;
    if (answer !== undefined) await current.after?.(call);
    if (fate.hears === "hang") return;
    if (fate.hears === "reset") {
      request.socket.destroy();
      return;
    }
    if (fate.hears === "its answer") {
      response.writeHead(answer?.status ?? 502, answer?.headers).end(answer?.body);
      return;
    }
    const { status, headers, body: said = {} } = fate.hears;
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(said));
  }

  function forward({ method, url, headers }: IncomingMessage, body: Buffer) {
    return new Promise<{ status: number; headers: IncomingMessage["headers"]; body: Buffer }>((resolve, reject) => {
      const onward = httpRequest({ agent, hostname, port, method, path: url, headers }, (answer) => {
        buffer(answer).then(
          (bytes) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: bytes }),
          reject,
        );
      });
      onward.on("error", reject);
      onward.end(body);
    });
  }
}

export type PlatformWire = Awaited<ReturnType<typeof startPlatformWire>>;

function stepOf(method: string, path: string, text: string): Step {
  const isSlackPost = /\/chat\.(?:postMessage|startStream|postEphemeral)/u.test(path);
  const isDiscordPost = method === "POST" && /\/channels\/\d+\/messages$|\/webhooks\/\d+\/[^/]+$/u.test(path);
  if (isSlackPost || isDiscordPost) return "post";
  if (path.includes("/chat.stopStream")) return "finish";
  if (method !== "PATCH" && !/\/chat\.(?:update|appendStream)/u.test(path)) return "other";
  return END_MARK.test(text) ? "finish" : "edit";
}

function decodeForm(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
