import type { RequestListener } from "node:http";
import { App, type ViewSubmitAction } from "@slack/bolt";
import type { Clock } from "../../core/clock.ts";
import { PlatformError } from "../../core/errors.ts";
import type { ChatListener, Invocation, Outcome } from "../../core/invocation.ts";
import type { Logger } from "../../core/logger.ts";
import { CONTROL_ACTION } from "./answer-blocks.ts";
import { missingScopes } from "./bot-scopes.ts";
import { createChannelManagers } from "./channel-managers.ts";
import { createCommandAnswers } from "./command-answers.ts";
import { createCommandForms } from "./command-forms.ts";
import { createControlPresses } from "./control-presses.ts";
import { FORM_CALLBACK } from "./form-view.ts";
import { createHttpDoor } from "./http-door.ts";
import { fetchIdentity, type Identity } from "./identity.ts";
import { type ParsedInvocation, parseEvent } from "./parse-event.ts";
import { toSdkLogger } from "./sdk-logger.ts";
import { createSessionStops } from "./session-stop.ts";
import { createSlackApi } from "./slack-api.ts";
import { createSocketDoor } from "./socket-door.ts";
import { tellAsker } from "./tell-asker.ts";

export interface SlackListenerOptions {
  readonly botToken: string;
  /** `https://slack.com/api/` */
  readonly apiUrl: string;
  readonly receive:
    | { readonly mode: "http"; readonly signingSecret: string }
    | { readonly mode: "socket"; readonly appToken: string };
  /** User ids that manage every channel. */
  readonly channelManagers: readonly string[];
}

export interface SlackListener extends ChatListener {
  /** HTTP mode: what our server runs for `/slack/events`. Answers 503 before the start and after the stop. */
  readonly httpListener?: RequestListener;
}

const START_WITHIN_MS = 15_000;
const DRAIN_WITHIN_MS = 5_000;

/** Hears mentions, direct messages and commands from Slack, with Bolt, over HTTP or Socket Mode. */
export function createSlackListener(
  { log, clock }: { readonly log: Logger; readonly clock: Clock },
  options: SlackListenerOptions,
): SlackListener {
  const { receive } = options;
  const api = createSlackApi({ log }, options);
  const mayManage = createChannelManagers({ api, clock, log }, { userIds: options.channelManagers });
  const inFlight = new Set<Promise<unknown>>();
  let session: { readonly identity: Identity; onInvocation(invocation: Invocation): Promise<Outcome> } | undefined;

  const http = receive.mode === "http" ? createHttpDoor({ log }, receive) : undefined;
  const socket =
    receive.mode === "socket"
      ? createSocketDoor({ log, clock }, { appToken: receive.appToken, apiUrl: options.apiUrl })
      : undefined;
  const receiver = http?.receiver ?? socket?.receiver;
  if (receiver === undefined) throw new TypeError("A receive mode has a receiver");

  const app = new App({
    receiver,
    logger: toSdkLogger(log),
    // Inside Slack's 3 s, so it asks nobody. A new object each time: Bolt writes the event's user into it.
    authorize: async () => ({}),
    // What bots and we ourselves write is dropped with everything else that is no question.
    ignoreSelf: false,
    convoStore: false,
  });
  // Bolt's own handler would write it into the log here, and again where it ends as a missing acknowledgement.
  app.error((error) => Promise.reject(error));
  // Before all listeners: Bolt walks what gets past here through the middleware of each of them.
  app.use((args) => ("event" in args ? track(take(args.event.type, args.body)) : args.next()));
  const forms = createCommandForms({ api, log, clock, invoke, track });
  app.view<ViewSubmitAction>(FORM_CALLBACK, ({ body, ack }) => forms.take(body, ack));
  const commandAnswers = createCommandAnswers({ log, clock, invoke, track, openForm: forms.open });
  app.command(/^\//u, ({ body, ack }) => commandAnswers.answer(body, { ack, identity: openSession().identity }));

  const presses = createControlPresses({ log, clock, invoke, track });
  app.action(new RegExp(`^${CONTROL_ACTION}`, "u"), ({ body, ack }) => presses.take(body, () => ack()));
  const stops = createSessionStops({ api, log });

  return {
    async start(onInvocation) {
      const identity = await fetchIdentity(api, AbortSignal.timeout(START_WITHIN_MS));
      tellMissingScopes(identity);
      session = { identity, onInvocation };
      await socket?.open(app);
      log.info({ team: identity.teamId, mode: receive.mode }, "Slack is connected");
    },
    async stop() {
      session = undefined;
      const drained = new AbortController();
      await Promise.race([
        Promise.allSettled(inFlight),
        clock.wait(DRAIN_WITHIN_MS, drained.signal).catch(() => undefined),
      ]);
      drained.abort();
      await socket?.close();
    },
    isReady: () => session !== undefined && (socket?.isOpen() ?? true),
    ...(http === undefined ? {} : { httpListener: whenOpen(http.requestListener) }),
  };

  function tellMissingScopes({ scopes }: Identity): void {
    const missing = scopes === undefined ? {} : missingScopes(scopes);
    if (Object.keys(missing).length === 0) return;
    log.warn(
      { missing },
      "SLACK_BOT_TOKEN lacks scopes: update the app from `npm run manifest`, reinstall it and set its new token",
    );
  }

  /** Other events than these are nothing to us, nor to any listener. */
  async function take(type: string, body: unknown): Promise<void> {
    if (type === "app_mention" || type === "message") await hear(body);
    if (type === "agent_session_stopped") await stopAnswers(body);
  }

  async function hear(body: unknown): Promise<void> {
    const { botUserId } = openSession().identity;
    const parsed = parseEvent(body, { botUserId, receivedAt: clock.now() });
    if (parsed === undefined) return;
    const outcome = await invoke((await stops.ofWord(parsed, botUserId)) ?? parsed);
    if (outcome.kind === "reply") await tellAsker({ api, log }, parsed, outcome.markdown);
  }

  async function stopAnswers(body: unknown): Promise<void> {
    const { botUserId } = openSession().identity;
    for (const stop of await stops.ofPress(body, { botUserId, receivedAt: clock.now() })) await invoke(stop);
  }

  function invoke(parsed: ParsedInvocation): Promise<Outcome> {
    const { asker, channel } = parsed;
    return openSession().onInvocation({ ...parsed, mayManage: (scope) => mayManage(scope, asker.id, channel) });
  }

  function openSession() {
    if (session === undefined) {
      throw new PlatformError("The Slack listener is not running", { code: "PLATFORM_UNAVAILABLE" });
    }
    return session;
  }

  async function track<Result>(work: Promise<Result>): Promise<Result> {
    inFlight.add(work);
    try {
      return await work;
    } finally {
      inFlight.delete(work);
    }
  }

  function whenOpen(listener: RequestListener): RequestListener {
    return (request, response) => {
      if (session === undefined) response.writeHead(503).end();
      else listener(request, response);
    };
  }
}
