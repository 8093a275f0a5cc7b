import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { type FakeReply, writeReply } from "./fake-search-chat-reply.ts";

/** What OpenAI's API takes of what we send; everything else is an unknown argument to it. */
const bodySchema = z
  .strictObject({
    model: z.string().min(1),
    messages: z
      .array(
        z.looseObject({
          role: z.enum(["system", "user", "assistant", "tool", "function"]),
          content: z.union([z.string(), z.array(z.looseObject({ type: z.string() }))]).nullish(),
        }),
      )
      .min(1),
    stream: z.boolean().optional(),
    stream_options: z.strictObject({ include_usage: z.boolean() }).optional(),
    tools: z
      .array(
        z.strictObject({
          type: z.literal("function"),
          function: z.looseObject({ name: z.string().regex(/^[\w-]{1,64}$/u) }),
        }),
      )
      .min(1)
      .optional(),
    tool_choice: z.union([z.enum(["none", "auto", "required"]), z.looseObject({ type: z.string() })]).optional(),
    parallel_tool_calls: z.boolean().optional(),
    temperature: z.number().min(0).max(2).optional(),
    top_p: z.number().optional(),
    max_tokens: z.number().int().optional(),
    max_completion_tokens: z.number().int().optional(),
    presence_penalty: z.number().optional(),
    frequency_penalty: z.number().optional(),
    logit_bias: z.record(z.string(), z.number()).optional(),
    stop: z.union([z.string(), z.array(z.string())]).optional(),
    seed: z.number().optional(),
    response_format: z.looseObject({}).optional(),
    reasoning_effort: z.string().optional(),
    user: z.string().optional(),
  })
  .refine((body) => body.stream === true || body.stream_options === undefined, "stream_options needs stream")
  .refine(
    (body) => body.tools !== undefined || (body.tool_choice ?? body.parallel_tool_calls) === undefined,
    "tool_choice and parallel_tool_calls need tools",
  );

type UpstreamBody = z.output<typeof bodySchema>;

interface UpstreamRequest {
  readonly body: UpstreamBody;
  readonly authorization: string | undefined;
  /** Resolves to whether the client went away before the reply was whole. */
  readonly isAbandoned: Promise<boolean>;
}

/** `silent`: not even a head. */
type UpstreamReply = FakeReply | "silent";

export interface FakeUpstream {
  /** Up to and with `/v1`. */
  readonly url: string;
  readonly requests: readonly UpstreamRequest[];
  /** How often the list of models was asked for. */
  readonly listed: () => number;
  /** What every call gets from now on that has no reply of its own. */
  answer(reply: UpstreamReply | ((body: UpstreamBody) => UpstreamReply)): void;
  /** What the next call gets. Replies given in advance are used in their order. */
  next(...replies: readonly UpstreamReply[]): void;
  /** What the list of models gets from now on. */
  list(reply: UpstreamReply): void;
  /** Sentences with which it refuses a field from now on, as some servers do. */
  refuse(field: keyof UpstreamBody, status: number, error: object): void;
  close(): Promise<void>;
}

/** An OpenAI-compatible server on a free port. It refuses unknown fields with 400, wrong keys with 401, unknown models with 404. */
export async function startFakeUpstream(options: { readonly apiKey?: string } = {}): Promise<FakeUpstream> {
  const requests: UpstreamRequest[] = [];
  const planned: UpstreamReply[] = [];
  const refusals = new Map<string, FakeReply>();
  let standing: (body: UpstreamBody) => UpstreamReply = () => ({ text: ["Hello ", "world."] });
  let models: UpstreamReply = { json: { object: "list", data: [{ id: "tiny", object: "model", owned_by: "fake" }] } };
  let listed = 0;

  const respond = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { authorization } = message.headers;
    if (options.apiKey !== undefined && authorization !== `Bearer ${options.apiKey}`) {
      return reply(
        refusal(401, { message: "Incorrect API key provided: test-k**", code: "invalid_api_key" }),
        response,
      );
    }
    if (message.method === "GET" && message.url === "/v1/models") {
      listed += 1;
      return reply(models, response);
    }
    if (message.method !== "POST" || message.url !== "/v1/chat/completions") {
      return reply(refusal(404, { message: "Not Found" }), response);
    }
    const parsed = bodySchema.safeParse(JSON.parse(await readText(message)));
    if (!parsed.success) {
      return reply(refusal(400, { message: `The fake refuses: ${parsed.error.message}` }), response);
    }
    const body = parsed.data;
    const closed = once(response, "close");
    requests.push({ body, authorization, isAbandoned: closed.then(() => !response.writableEnded) });
    // `stream: false` says what every server does anyway.
    const asked = Object.keys(body).filter((name) => name !== "stream" || body.stream === true);
    const refused = asked.map((name) => refusals.get(name)).find((known) => known !== undefined);
    return reply(refused ?? planned.shift() ?? standing(body), response, body.stream === true);
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
    listed: () => listed,
    answer(given) {
      standing = typeof given === "function" ? given : () => given;
    },
    next: (...replies) => void planned.push(...replies),
    list(given) {
      models = given;
    },
    refuse: (field, status, error) => void refusals.set(field, refusal(status, error)),
    async close() {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function reply(given: UpstreamReply, response: ServerResponse, isStreamed = false): Promise<void> {
  if (given !== "silent") await writeReply(given, response, isStreamed);
}

function refusal(status: number, error: object): FakeReply {
  return { status, json: { error: { type: "invalid_request_error", ...error } } };
}

async function readText(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8") || "null";
}
