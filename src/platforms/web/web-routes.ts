import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { secureHeaders } from "hono/secure-headers";
import { z } from "zod";
import { AppError, UserInputError, userMessageOf } from "../../core/errors.ts";
import type { Outcome } from "../../core/invocation.ts";
import type { Logger } from "../../core/logger.ts";
import { en, type MessageKey } from "../../core/messages/en.ts";
import { languageOf } from "../../core/messages/language.ts";
import { say } from "../../core/messages/message.ts";
import { MAX_QUESTION_LENGTH } from "../../core/question-length.ts";
import type { TranscriptStore } from "../../core/transcript.ts";
import { answerWords } from "./answer-words.ts";
import { isChannelSlug, toChannelSlug } from "./channel-slug.ts";
import type { CommandSuggestion } from "./command-suggestions.ts";
import type { ToEntryView } from "./entry-view.ts";
import { servePageFile } from "./page-files.ts";
import { type FilledForm, filledFormSchema, type PressedButton, pressedButtonSchema } from "./receive-command.ts";
import { AnswerNotFound, controlSchema, type Press, pressSchema, thumbSchema } from "./receive-control.ts";
import { type Received, type TypedMessage, typedMessageSchema } from "./receive-message.ts";
import { toFormView, toReplyView } from "./reply-view.ts";
import { refusal, requestGuard } from "./request-guard.ts";
import { localeOf, type Sender } from "./to-invocation.ts";

export interface WebRoutesDeps {
  readonly transcripts: TranscriptStore;
  readonly log: Logger;
  readonly toEntryView: ToEntryView;
  /** Resolves when the text is taken down; rejects with the error its sender reads. */
  readonly receive: (channelId: string, message: TypedMessage & Sender) => Promise<Received>;
  /** Resolves with what the person who pressed reads; rejects with the error. So do the two below. */
  readonly press: (channelId: string, press: Press) => Promise<Outcome>;
  readonly pressButton: (channelId: string, pressed: PressedButton & Sender) => Promise<Outcome>;
  readonly fillForm: (channelId: string, filled: FilledForm & Sender) => Promise<Outcome>;
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
  name: z
    .string("web.channel.noName" satisfies MessageKey)
    .trim()
    .max(200, "web.channel.longName" satisfies MessageKey),
});

/** The web platform over HTTP: the page, its files, and the JSON and event streams it lives on. */
export function createWebRoutes(
  { transcripts, log, toEntryView, receive, press, pressButton, fillForm, events }: WebRoutesDeps,
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
  app.get("/web/commands", (context) => context.json({ commands: options.suggestions, words: answerWords() }));
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
    const { id, form } = await receive(await existing(context), { ...message, ...senderOf(context) });
    return context.json({ id, ...(form === undefined ? {} : { form: toFormView(form, languageFor(context)) }) }, 202);
  });
  app.post("/web/channels/:channel/answers/:answer/feedback", async (context) => {
    const { id, ...judgement } = await parseBody(context, thumbSchema);
    const call = { name: "feedback", answerId: context.req.param("answer"), ...judgement } as const;
    return toResponse(context, await press(await existing(context), { id, call, ...senderOf(context) }));
  });
  app.post("/web/channels/:channel/answers/:answer/:control", async (context) => {
    const control = controlSchema.safeParse(context.req.param("control"));
    if (!control.success) return context.notFound();
    const { id } = await parseBody(context, pressSchema);
    const call = { name: "control", control: control.data, answerId: context.req.param("answer") } as const;
    const outcome = await press(await existing(context), { id, call, ...senderOf(context) });
    // Its button tells nothing but why it did not work.
    return toResponse(context, outcome.kind === "reply" ? { ...outcome, isRefusal: true } : outcome);
  });
  app.post("/web/channels/:channel/commands", async (context) => {
    const pressed = await parseBody(context, pressedButtonSchema);
    return toResponse(context, await pressButton(await existing(context), { ...pressed, ...senderOf(context) }));
  });
  app.post("/web/channels/:channel/forms", async (context) => {
    const filled = await parseBody(context, filledFormSchema);
    return toResponse(context, await fillForm(await existing(context), { ...filled, ...senderOf(context) }));
  });
  app.get("/web/channels/:channel/events", async (context) => events(context, await existing(context)));

  app.notFound((context) => context.json(refusal(context, say("web.nothingHere")), 404));
  app.onError((error, context) => {
    const status = statusOf(error);
    if (status === 500) log.error({ err: error }, "a web request failed");
    else if (status === 503) log.warn({ err: error }, "a web request could not be served");
    return context.json({ error: userMessageOf(error, languageFor(context)) }, status);
  });
  return app;
}

/** What the person who pressed is shown, where there is something to show. */
function toResponse(context: Context, outcome: Outcome): Response {
  switch (outcome.kind) {
    case "accepted":
    case "ignored":
      return context.json({}, 202);
    case "form":
      return context.json({ form: toFormView(outcome.form, languageFor(context)) }, 202);
    case "reply": {
      const reply = toReplyView(outcome);
      return outcome.isRefusal === true ? context.json({ error: reply.text }, 409) : context.json({ reply }, 202);
    }
  }
}

function senderOf(context: Context): Sender {
  return { locale: localeOf(context.req.header("accept-language")) };
}

function languageFor(context: Context) {
  return languageOf(senderOf(context).locale);
}

class ChannelNotFound extends UserInputError {
  constructor() {
    super(say("web.channel.unknown"));
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
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const key = isMessageKey(issue?.message) ? issue.message : "web.input.invalid";
    throw new UserInputError(say(key, { max: MAX_QUESTION_LENGTH }));
  }
  return parsed.data;
}

/** The schemas name what they say by its key. */
function isMessageKey(text: string | undefined): text is MessageKey {
  return text !== undefined && Object.hasOwn(en, text);
}

/** What the person can put right is 400; what was not accepted, and may be sent again, is 503. */
function statusOf(error: unknown): 400 | 404 | 500 | 503 {
  if (error instanceof ChannelNotFound || error instanceof AnswerNotFound) return 404;
  if (error instanceof UserInputError) return 400;
  return error instanceof AppError ? 503 : 500;
}

function tooLarge(context: Context): Response {
  return context.json(refusal(context, say("web.tooLarge")), 413);
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
