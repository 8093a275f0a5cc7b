import type { RequestListener } from "node:http";
import { App } from "@slack/bolt";
import type { Clock } from "../../core/clock.ts";
import { PlatformError } from "../../core/errors.ts";
import type { ChatListener, Invocation, Outcome } from "../../core/invocation.ts";
import type { Logger } from "../../core/logger.ts";
import { languageOf } from "../../core/messages/language.ts";
import { missingScopes } from "./bot-scopes.ts";
import { createChannelManagers } from "./channel-managers.ts";
import { createHearing } from "./hear-messages.ts";
import { createHttpDoor } from "./http-door.ts";
import { fetchIdentity, type Identity } from "./identity.ts";
import { createInteractions } from "./interactions.ts";
import { createLocales } from "./locales.ts";
import type { ParsedInvocation } from "./parse-event.ts";
import { toSdkLogger } from "./sdk-logger.ts";
import { createSlackApi } from "./slack-api.ts";
import { createSocketDoor } from "./socket-door.ts";
import { createUserGroups } from "./user-groups.ts";

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

/** Hears what people say, type, press and fill in on Slack, with Bolt, over HTTP or Socket Mode. */
export function createSlackListener(
  { log, clock }: { readonly log: Logger; readonly clock: Clock },
  options: SlackListenerOptions,
): SlackListener {
  const { receive } = options;
  const api = createSlackApi({ log }, options);
  const mayManage = createChannelManagers({ api, clock, log }, { userIds: options.channelManagers });
  const groups = createUserGroups({ api, clock, log });
  const locales = createLocales({ api, clock, log });
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
  app.use((args) => ("event" in args ? take(args.event.type, args.body) : args.next()));
  const languageFor = (userId: string) => languageOf(locales.of(userId));
  const hearing = createHearing({ api, log, clock, invoke, languageOf: languageFor });
  const interactions = createInteractions({
    api,
    log,
    clock,
    invoke,
    track,
    languageOf: languageFor,
    learnLanguage: locales.learn,
    groups,
  });
  interactions.listen(app, () => openSession().identity);

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
    const { botUserId } = openSession().identity;
    if (type === "app_mention" || type === "message") return track(hearing.message(body, botUserId));
    if (type === "agent_session_stopped") return track(hearing.stop(body, botUserId));
    if (type === "app_home_opened") return interactions.openHome(body);
  }

  async function invoke(parsed: ParsedInvocation): Promise<Outcome> {
    const { asker, channel } = parsed;
    const locale = locales.of(asker.id);
    const outcome = await openSession().onInvocation({
      ...parsed,
      ...(locale === undefined ? {} : { locale }),
      mayManage: (scope) => mayManage(scope, asker.id, channel),
      roles: () => groups.of(asker.id),
    });
    // Not awaited: nothing waits for it. People who never speak to us are not asked about.
    if (outcome.kind !== "ignored") void track(locales.learn(asker.id));
    return outcome;
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
