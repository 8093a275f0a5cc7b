import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { streamSSE } from "hono/streaming";
import type { Logger } from "../../core/logger.ts";
import { checkBearerKey } from "./bearer-key.ts";
import { type CompletionIdentity, completionChunks, completionObject } from "./completion-body.ts";
import { errorReply } from "./error-reply.ts";
import { readRequest } from "./read-request.ts";
import { type AnswerParts, startAnswer } from "./start-answer.ts";

/** The longest conversation a body may carry. */
const MAX_BODY_BYTES = 1024 * 1024;
/** No answer takes longer; what is still running then is stopped. */
const ANSWER_WITHIN_MS = 120_000;

export interface SearchChatAppDeps extends AnswerParts {
  readonly clock: { now(): number };
  readonly log: Logger;
  readonly newId: () => string;
}

/** The HTTP side of the contract, over any models and search services. Every reply has a `request-id`. */
export function createSearchChatApp(deps: SearchChatAppDeps, options: { readonly apiKey?: string | undefined }): Hono {
  const app = new Hono();
  const startedAtSeconds = Math.floor(deps.clock.now() / 1000);

  app.use(async (context, next) => {
    context.header("request-id", deps.newId());
    await next();
  });
  app.use("/v1/*", async (context, next) => {
    const result =
      options.apiKey === undefined ? "ok" : checkBearerKey(context.req.header("authorization"), options.apiKey);
    if (result === "ok") return next();
    return refuse(context, result === "missing" ? "missingKey" : "wrongKey");
  });

  app.post(
    "/v1/chat/completions",
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: (context) => {
        // The rest of the body is not read, so the connection cannot carry another call.
        context.header("connection", "close");
        return refuse(context, "bodyTooLarge");
      },
    }),
    (context) => complete(deps, context),
  );
  app.all("/v1/chat/completions", (context) => refuse(context, "wrongMethod", { allow: "POST" }));
  app.get("/v1/models", (context) =>
    context.json({
      object: "list",
      data: Object.entries(deps.models).map(([id, { ownedBy }]) => ({
        id,
        object: "model",
        created: startedAtSeconds,
        owned_by: ownedBy,
      })),
    }),
  );
  app.all("/v1/models", (context) => refuse(context, "wrongMethod", { allow: "GET" }));
  app.notFound((context) => refuse(context, "notFound"));
  app.onError((error, context) => {
    deps.log.error({ err: error }, "the search-chat server failed to answer");
    return refuse(context, "internal");
  });
  return app;
}

async function complete(deps: SearchChatAppDeps, context: Context): Promise<Response> {
  const read = readRequest(await context.req.text());
  if (!read.ok) return refuse(context, "invalidRequest", { detail: read.fault });
  const { request } = read;
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, context.req.raw.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
  const started = startAnswer(deps, request, signal);
  if (!started.ok) return refuse(context, started.failure, { detail: started.detail });

  const identity: CompletionIdentity = {
    id: `chatcmpl-${deps.newId()}`,
    created: Math.floor(deps.clock.now() / 1000),
    model: request.model,
  };
  if (request.stream !== true) return context.json(await completionObject(identity, started.events));

  const includeUsage = request.stream_options?.include_usage === true;
  return streamSSE(context, async (stream) => {
    stream.onAbort(() => stop.abort());
    try {
      for await (const chunk of completionChunks(identity, started.events, { includeUsage })) {
        if (stream.aborted) return;
        await stream.writeSSE({ data: JSON.stringify(chunk) });
      }
      await stream.writeSSE({ data: "[DONE]" });
    } catch (error) {
      if (stream.aborted) return;
      deps.log.error({ err: error }, "the search-chat server broke off an answer");
      await stream.writeSSE({ data: JSON.stringify(errorReply("internal").body) });
    }
  });
}

function refuse(
  context: Context,
  name: Parameters<typeof errorReply>[0],
  { detail, allow }: { readonly detail?: string; readonly allow?: string } = {},
): Response {
  const { status, body } = errorReply(name, detail);
  if (allow !== undefined) context.header("allow", allow);
  return context.json(body, status);
}
