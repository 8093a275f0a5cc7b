import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { secureHeaders } from "hono/secure-headers";
import { z } from "zod";
import { AppError, UserInputError, userMessageOf } from "../../core/errors.ts";
import type { Outcome } from "../../core/invocation.ts";
import type { Logger } from "../../core/logger.ts";
import type { TranscriptStore } from "../../core/transcript.ts";
import { isChannelSlug, toChannelSlug } from "./channel-slug.ts";
import type { CommandSuggestion } from "./command-suggestions.ts";
import type { ToEntryView } from "./entry-view.ts";
import { servePageFile } from "./page-files.ts";
import { AnswerNotFound, controlSchema, type Press, pressSchema, thumbSchema } from "./receive-control.ts";
import { type TypedMessage, typedMessageSchema } from "./receive-message.ts";
import { renderMarkdown, textOfHtml } from "./render-markdown.ts";
import { requestGuard } from "./request-guard.ts";

export interface WebRoutesDeps {
  readonly transcripts: TranscriptStore;
  readonly log: Logger;
  readonly toEntryView: ToEntryView;
  /** Resolves when the text is taken down; rejects with the error its sender reads. */
  readonly receive: (channelId: string, message: TypedMessage) => Promise<{ readonly id: string }>;
  /** Resolves with what the person who pressed reads; rejects with the error. */
  readonly press: (channelId: string, press: Press) => Promise<Outcome>;
  readonly events: (context: Context, channelId: string) => Response;
}

export interface WebRoutesOptions {
  readonly allowedHosts: readonly string[];
  readonly suggestions: readonly CommandSuggestion[];
}

/** The channel a fresh install starts with. */
const FIRST_CHANNEL = "general";
/** Four thousand characters of any script fit with room to spare. */
const MAX_BODY_BYTES = 64 * 1024;

const newChannelSchema = z.object({
  name: z.string("A channel needs a name.").trim().max(200, "That name is too long."),
});

/** The web platform over HTTP: the page, its files, and the JSON and event streams it lives on. */
export function createWebRoutes(
  { transcripts, log, toEntryView, receive, press, events }: WebRoutesDeps,
  options: WebRoutesOptions,
): Hono {
  const app = new Hono();
  app.use(secureHeaders(SECURITY));
  app.use(requestGuard(options));
  app.get("/", servePageFile);
  app.get("/assets/*", servePageFile);

  app.use("/web/*", async (context, next) => {
    context.header("cache-control", "no-store");
    await next();
  });
  app.use("/web/*", bodyLimit({ maxSize: MAX_BODY_BYTES, onError: tooLarge }));
  app.get("/web/commands", (context) => context.json({ commands: options.suggestions }));
  app.get("/web/channels", async (context) => context.json({ channels: await listChannels(transcripts) }));
  app.post("/web/channels", async (context) => {
    const slug = toChannelSlug((await parseBody(context, newChannelSchema)).name);
    await transcripts.addChannel(slug);
    return context.json({ channel: slug }, 201);
  });

  const existing = async (context: Context): Promise<string> => {
    const channelId = context.req.param("channel") ?? "";
    const exists = isChannelSlug(channelId) && (await listChannels(transcripts)).includes(channelId);
    if (!exists) throw new ChannelNotFound();
    return channelId;
  };
  app.get("/web/channels/:channel/messages", async (context) => {
    const entries = await transcripts.read(await existing(context));
    return context.json({ entries: entries.map(toEntryView) });
  });
  app.post("/web/channels/:channel/messages", async (context) => {
    const message = await parseBody(context, typedMessageSchema);
    return context.json(await receive(await existing(context), message), 202);
  });
  app.post("/web/channels/:channel/answers/:answer/feedback", async (context) => {
    const { id, ...judgement } = await parseBody(context, thumbSchema);
    const answerId = context.req.param("answer");
    const outcome = await press(await existing(context), { id, call: { name: "feedback", answerId, ...judgement } });
    if (outcome.kind !== "reply") return context.json({}, 202);
    const said = toText(outcome.markdown);
    return outcome.isRefusal === true ? context.json({ error: said }, 409) : context.json({ said }, 202);
  });
  app.post("/web/channels/:channel/answers/:answer/:control", async (context) => {
    const control = controlSchema.safeParse(context.req.param("control"));
    if (!control.success) return context.notFound();
    const { id } = await parseBody(context, pressSchema);
    const call = { name: "control", control: control.data, answerId: context.req.param("answer") } as const;
    const outcome = await press(await existing(context), { id, call });
    if (outcome.kind !== "reply") return context.json({}, 202);
    return context.json({ error: toText(outcome.markdown) }, 409);
  });
  app.get("/web/channels/:channel/events", async (context) => events(context, await existing(context)));

  app.notFound((context) => context.json({ error: "There is nothing at this address." }, 404));
  app.onError((error, context) => {
    const status = statusOf(error);
    if (status === 500) log.error({ err: error }, "a web request failed");
    else if (status === 503) log.warn({ err: error }, "a web request could not be served");
    return context.json({ error: userMessageOf(error) }, status);
  });
  return app;
}

function toText(markdown: string): string {
  return textOfHtml(renderMarkdown(markdown)).trim();
}

class ChannelNotFound extends UserInputError {
  constructor() {
    super("There is no channel of this name. Choose one from the list.");
  }
}

async function listChannels(transcripts: TranscriptStore): Promise<readonly string[]> {
  const channels = await transcripts.channels();
  if (channels.length > 0) return channels;
  await transcripts.addChannel(FIRST_CHANNEL);
  return [FIRST_CHANNEL];
}

async function parseBody<Schema extends z.ZodType>(context: Context, schema: Schema): Promise<z.infer<Schema>> {
  const body: unknown = await context.req.json().catch(() => undefined);
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new UserInputError(parsed.error.issues[0]?.message ?? "That could not be understood.");
  return parsed.data;
}

/** What the person can put right is 400; what was not accepted, and may be sent again, is 503. */
function statusOf(error: unknown): 400 | 404 | 500 | 503 {
  if (error instanceof ChannelNotFound || error instanceof AnswerNotFound) return 404;
  if (error instanceof UserInputError) return 400;
  return error instanceof AppError ? 503 : 500;
}

function tooLarge(context: Context): Response {
  return context.json({ error: "That is too long." }, 413);
}

/** Only our own files run, load or connect, and nobody frames the page. Plain http on loopback must stay reachable, so no HSTS. */
const SECURITY: Parameters<typeof secureHeaders>[0] = {
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
    objectSrc: ["'none'"],
  },
  xFrameOptions: "DENY",
  strictTransportSecurity: false,
};
