import { type Context, Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { z } from "zod";
import { type CompleteChatDeps, completeChat, toNobody } from "./complete-chat.ts";
import { refuse } from "./error-reply.ts";
import { ServerFailure } from "./failure.ts";
import { parseJson } from "./read-request.ts";
import { reportFailure } from "./report-failure.ts";
import type { Caller, CallScope, ListedModel } from "./server-parts.ts";

/** The longest conversation a body may carry, its images included. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

interface Env {
  Variables: { caller: Caller; requestId: string };
}

/** The HTTP side of the contract, over any parts. Every reply has a `request-id`, and every failure the envelope. */
export function createSearchChatApp(deps: CompleteChatDeps): Hono<Env> {
  const app = new Hono<Env>();
  const startedAtSeconds = Math.floor(deps.clock.now() / 1000);

  app.use(async (context, next) => {
    const requestId = deps.newId();
    context.set("requestId", requestId);
    context.header("request-id", requestId);
    await next();
  });
  // Before a byte of the body is read.
  const admit =
    (scope: CallScope): MiddlewareHandler<Env> =>
    async (context, next) => {
      const [authorization, host, origin] = ["authorization", "host", "origin"].map((name) => context.req.header(name));
      context.set("caller", await deps.admit({ scope, authorization, host, origin }));
      await next();
    };
  const measured = bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: (context) => {
      // The rest of the body is not read, so the connection cannot carry another call.
      context.header("connection", "close");
      return refuse(context, "bodyTooLarge");
    },
  });

  // To look at the body makes a web stream of it, which a body of a known length does not need.
  const limited: MiddlewareHandler<Env> = (context, next) =>
    Number(context.req.header("content-length")) <= MAX_BODY_BYTES ? next() : measured(context, next);

  app.use("/v1/chat/completions", admit("chat"));
  app.post("/v1/chat/completions", limited, (context) => completeChat(deps, context, context.var));
  app.all("/v1/chat/completions", only("POST"));

  app.use("/v1/models/*", admit("models"));
  app.get("/v1/models", async (context) => {
    const models = await deps.models.list({ signal: context.req.raw.signal });
    return context.json({ object: "list", data: models.map(toModelObject) });
  });
  app.all("/v1/models", only("GET"));
  app.get("/v1/models/:id{.+}", async (context) => {
    const models = await deps.models.list({ signal: context.req.raw.signal });
    const model = models.find(({ id }) => id === context.req.param("id"));
    return model === undefined ? refuse(context, "modelUnavailable") : context.json(toModelObject(model));
  });

  app.use("/v1/status", admit("models"));
  app.get("/v1/status", async (context) => {
    const found = await deps.models.status(context.req.query("model"), { signal: context.req.raw.signal });
    return context.json({
      data: found.map(({ id, firstByteMs }) => ({
        id,
        object: "model",
        first_byte_req_time: firstByteMs === undefined ? null : (firstByteMs / 1000).toFixed(2),
      })),
    });
  });
  app.all("/v1/status", only("GET"));

  // Ours: the contract has no way to forget a person.
  app.use("/v1/memory/*", admit("chat"));
  app.delete("/v1/memory/:userid", async (context) => {
    const userId = z.uuidv4().safeParse(context.req.param("userid"));
    if (!userId.success) throw new ServerFailure("invalidRequest", { detail: "userid: has to be a version 4 UUID" });
    if (deps.forget === undefined) throw new ServerFailure("functionUnavailable");
    await deps.forget({ ...context.get("caller"), userId: userId.data.toLowerCase() });
    return context.body(null, 204);
  });
  app.all("/v1/memory/:userid", only("DELETE"));

  app.use("/302/general/search", admit("search"));
  app.post("/302/general/search", limited, async (context) => {
    if (deps.unifiedSearch === undefined) throw new ServerFailure("functionUnavailable");
    const body = parseJson(await context.req.text());
    return context.json(await deps.unifiedSearch(body, { signal: context.req.raw.signal }));
  });
  app.all("/302/general/search", only("POST"));

  app.use("/v1/*", admit("chat"));
  app.notFound((context) => refuse(context, "notFound"));
  app.onError((error, context) => {
    if (context.req.raw.signal.aborted) return toNobody();
    const failure = reportFailure(deps.log, error, { path: context.req.path });
    return refuse(context, failure.failure, failure);
  });
  return app;

  function toModelObject({ id, ownedBy, created }: ListedModel) {
    return { id, object: "model", created: created ?? startedAtSeconds, owned_by: ownedBy };
  }
}

function only(allow: "GET" | "POST" | "DELETE") {
  return (context: Context) => refuse(context, "wrongMethod", { allow });
}
