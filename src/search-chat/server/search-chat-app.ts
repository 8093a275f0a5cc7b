import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { type CompleteChatDeps, completeChat } from "./complete-chat.ts";
import { refuse } from "./error-reply.ts";
import { isSameKey, readBearerKey } from "./keys/bearer-key.ts";

/** The longest conversation a body may carry. */
const MAX_BODY_BYTES = 1024 * 1024;

/** The HTTP side of the contract, over any models and search services. Every reply has a `request-id`. */
export function createSearchChatApp(deps: CompleteChatDeps, options: { readonly apiKey?: string | undefined }): Hono {
  const app = new Hono();
  const startedAtSeconds = Math.floor(deps.clock.now() / 1000);

  app.use(async (context, next) => {
    context.header("request-id", deps.newId());
    await next();
  });
  app.use("/v1/*", async (context, next) => {
    if (options.apiKey === undefined) return next();
    const given = readBearerKey(context.req.header("authorization"));
    if (given !== undefined && isSameKey(given, options.apiKey)) return next();
    return refuse(context, given === undefined ? "missingKey" : "wrongKey");
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
    (context) => completeChat(deps, context),
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
