import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type SearchChatRequestBody, searchChatRequestSchema } from "../../src/search-chat/wire.ts";
import {
  endEvents,
  event,
  type FakeAnswer,
  type FakeReply,
  openStream,
  textEvent,
  write,
  writeReply,
} from "./fake-search-chat-reply.ts";

/** A question as it reached the endpoint. */
interface ReceivedRequest {
  /** As it was sent: what the client left out is absent. */
  readonly body: SearchChatRequestBody;
  /** The last message, which is the question. */
  readonly question: string;
  readonly headers: IncomingHttpHeaders;
  /** Whether the connection of the reply is over. */
  readonly isOver: boolean;
  /** Whether the client went away before the reply was whole. */
  readonly isAbandoned: boolean;
  /** Resolves when the connection of the reply is over, whoever ended it. */
  readonly closed: Promise<void>;
}

/** A reply that the test writes by hand. Without a call it hangs before the headers. */
interface LiveReply {
  /** Resolves when the question is there. */
  readonly requested: Promise<ReceivedRequest>;
  /** Sends the headers and no more. The other verbs do so by themselves. */
  open(): Promise<void>;
  write(text: string): Promise<void>;
  /** Sends one event with this JSON. */
  send(chunk: object): Promise<void>;
  raw(bytes: string | Uint8Array): Promise<void>;
  end(rest?: Omit<FakeAnswer, "text">): Promise<void>;
  reset(): Promise<void>;
}

export interface FakeSearchChat {
  /** The base URL, up to and with `/v1`. */
  readonly url: string;
  readonly requests: readonly ReceivedRequest[];
  /** What every question gets from now on that has no reply of its own. */
  answer(reply: FakeReply | ((request: ReceivedRequest) => FakeReply)): void;
  /** What the next question gets. Replies given in advance are used in their order. */
  next(reply: FakeReply): void;
  nextLive(): LiveReply;
  /** How many questions have a reply that is not over. */
  inFlight(): number;
  close(): Promise<void>;
}

type Responder = (request: ReceivedRequest, response: ServerResponse) => Promise<void>;

/** A search-chat endpoint on a free port. It refuses bodies the contract forbids with 400 and -10011. */
export async function startFakeSearchChat(options: { readonly apiKey?: string } = {}): Promise<FakeSearchChat> {
  const requests: ReceivedRequest[] = [];
  const planned: Responder[] = [];
  let standing: (request: ReceivedRequest) => FakeReply = () => ({
    text: ["Hello ", "world [1]"],
    citations: ["https://a.example/x"],
  });
  const respond = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = JSON.parse(await readText(message)) as SearchChatRequestBody;
    const isKnown = options.apiKey === undefined || message.headers.authorization === `Bearer ${options.apiKey}`;
    const refusal = refusalOf(message, isKnown, body);
    if (refusal !== undefined) return writeReply(refusal, response, false);
    const request = received(message, body, response);
    requests.push(request);
    const responder = planned.shift();
    if (responder !== undefined) await responder(request, response);
    else await writeReply(standing(request), response, body.stream === true);
  };
  const server = createServer((message, response) => {
    respond(message, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    answer(reply) {
      standing = typeof reply === "function" ? reply : () => reply;
    },
    next(reply) {
      planned.push((request, response) => writeReply(reply, response, request.body.stream === true));
    },
    nextLive() {
      const { responder, live } = createLiveReply();
      planned.push(responder);
      return live;
    },
    inFlight: () => requests.filter(({ isOver }) => !isOver).length,
    async close() {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

interface Arrived {
  readonly request: ReceivedRequest;
  readonly response: ServerResponse;
}

function createLiveReply(): { readonly responder: Responder; readonly live: LiveReply } {
  let resolve: (arrived: Arrived) => void = () => undefined;
  const arrived = new Promise<Arrived>((given) => {
    resolve = given;
  });
  let last: Promise<void> = Promise.resolve();
  /** Steps run in the order they were asked for, also when nobody awaits them. */
  const step = (act: (response: ServerResponse) => Promise<void> | void): Promise<void> => {
    last = last.then(async () => {
      const { response } = await arrived;
      if (!response.headersSent && !response.destroyed) openStream(response);
      await act(response);
    });
    return last;
  };
  return {
    responder: async (request, response) => resolve({ request, response }),
    live: {
      requested: arrived.then(({ request }) => request),
      open: () => step(() => undefined),
      write: (text) => step((response) => write(response, textEvent(text))),
      send: (chunk) => step((response) => write(response, event(chunk))),
      raw: (bytes) => step((response) => write(response, bytes)),
      end: (rest = {}) =>
        step(async (response) => {
          await write(response, endEvents(rest));
          response.end();
        }),
      reset: () => step((response) => void response.destroy()),
    },
  };
}

function received(message: IncomingMessage, body: SearchChatRequestBody, response: ServerResponse): ReceivedRequest {
  const { content } = body.messages.at(-1) ?? {};
  let isOver = false;
  let isAbandoned = false;
  const closed = once(response, "close").then(() => {
    isOver = true;
    isAbandoned = !response.writableEnded;
  });
  return {
    body,
    question: typeof content === "string" ? content : JSON.stringify(content),
    headers: message.headers,
    closed,
    get isOver() {
      return isOver;
    },
    get isAbandoned() {
      return isAbandoned;
    },
  };
}

function refusalOf(message: IncomingMessage, isKnown: boolean, body: unknown): FakeReply | undefined {
  if (message.method !== "POST" || message.url !== "/v1/chat/completions") return refusal(404, -10_010);
  if (!isKnown) return refusal(401, -10_001);
  return searchChatRequestSchema.safeParse(body).success ? undefined : refusal(400, -10_011);
}

function refusal(status: number, errCode: number): FakeReply {
  return { status, json: { error: { err_code: errCode, message: "refused by the fake", type: "api_error" } } };
}

async function readText(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8") || "null";
}
