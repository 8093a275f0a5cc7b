import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import {
  Client,
  Events,
  GatewayIntentBits,
  type Interaction,
  type Message,
  Options,
  Partials,
  Status,
} from "discord.js";
import { ConfigError, UserInputError, userMessageOf } from "../../core/errors.ts";
import type { ChatListener, Invocation, Outcome } from "../../core/invocation.ts";
import type { Logger } from "../../core/logger.ts";
import { type Language, languageOf } from "../../core/messages/language.ts";
import { say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { createAnswerInteraction } from "./answer-interaction.ts";
import { API_VERSION, type DiscordCredentials, REQUEST_TIMEOUT_MS } from "./discord-call.ts";
import { askedBy, localeOf, parseMessage } from "./parse-message.ts";
import { toPlatformError } from "./platform-error.ts";
import { createRecentIds } from "./recent-ids.ts";
import { type Said, showUnderMessage } from "./show-outcome.ts";
import { fatalCloseSentence, toStartError } from "./start-error.ts";

export interface DiscordListenerOptions extends DiscordCredentials {
  /** How long `start` waits for Discord. */
  readonly startWithinMs?: number;
  /** How long `stop` waits for events that are being handled, and again for the connection to close. */
  readonly stopWithinMs?: number;
  /** Ask for the privileged Message Content intent, to be given what does not address us, too. */
  readonly messageContent?: boolean;
}

/** An outcome, or why there is none: a failure of ours. */
type Failed = Said & { readonly isFailure: true };
type Answered = Outcome & { readonly isFailure?: boolean };

type OnInvocation = (invocation: Invocation) => Promise<Outcome>;

/** `stopping`: no new event is taken, those under way are finished. */
type State = "stopped" | "running" | "stopping";

interface ListenerDeps {
  readonly log: Logger;
  readonly clock: { now(): number };
}

/** A replay after a lost connection is minutes of events, not hours. */
const REMEMBERED_EVENTS = 5_000;

/** Nobody waits longer for the reply to a command. */
const LONGEST_RATE_LIMIT_WAIT_MS = 30_000;

/**
 * Receives commands, menus, buttons, forms and messages over Discord's gateway. Asks for no privileged intent unless told;
 * without it messages that do not address us come empty, and are not passed on.
 */
export function createDiscordListener({ log, clock }: ListenerDeps, options: DiscordListenerOptions): ChatListener {
  const { startWithinMs = 30_000, stopWithinMs = 5_000, messageContent = false } = options;
  const recent = createRecentIds({ max: REMEMBERED_EVENTS });
  // Of its own: the talk of a busy server must not make us forget what was asked of us.
  const recentTalk = createRecentIds({ max: REMEMBERED_EVENTS });
  const underway = new Set<Promise<void>>();
  let state: State = "stopped";
  let client: Client | undefined;

  return {
    async start(onInvocation) {
      const connecting = createClient(options);
      const closed = watchConnection(connecting);
      const outcomeOf = outcomesOf(onInvocation);
      const answerInteraction = createAnswerInteraction({ log, clock, outcomeOf });
      connecting.on(Events.InteractionCreate, (interaction) =>
        track(() => onInteraction(interaction, answerInteraction)),
      );
      connecting.on(Events.MessageCreate, (message) => track(() => onMessage(message, outcomeOf)));
      client = connecting;
      state = "running";
      try {
        await login(connecting);
      } catch (error) {
        state = "stopped";
        await within(stopWithinMs, connecting.destroy());
        throw toStartError(error, { ...closed, messageContent });
      }
    },

    async stop() {
      if (state === "running") state = "stopping";
      await within(stopWithinMs, Promise.all(underway));
      state = "stopped";
      if (client !== undefined) await within(stopWithinMs, client.destroy());
    },

    isReady: () =>
      state === "running" &&
      client?.isReady() === true &&
      client.ws.shards.every(({ status }) => status === Status.Ready),
  };

  /** Logs what happens to the connection. The returned object holds the code of a close that is for good. */
  function watchConnection(connecting: Client): { readonly closeCode: number | undefined } {
    const closed: { closeCode: number | undefined } = { closeCode: undefined };
    connecting.on(Events.ShardDisconnect, ({ code }) => {
      closed.closeCode = code;
      const sentence = fatalCloseSentence(code, { messageContent }) ?? "Discord closed the connection for good";
      if (connecting.isReady()) log.error({ closeCode: code }, sentence);
    });
    connecting.on(Events.ShardReconnecting, () => {
      // The SDK says so on a close of our own, too.
      if (state === "running") log.warn("connection to Discord was lost; reconnecting");
    });
    connecting.on(Events.ShardError, (error) => log.warn({ err: error }, "connection to Discord failed"));
    connecting.on(Events.Error, (error) => log.warn({ err: toPlatformError(error) }, "Discord's client failed"));
    return closed;
  }

  async function login(connecting: Client): Promise<void> {
    const ready = once(connecting, Events.ClientReady, { signal: AbortSignal.timeout(startWithinMs) });
    await Promise.all([ready, connecting.login(options.token)]);
    const actual = connecting.application?.id;
    if (actual !== options.applicationId) {
      throw new ConfigError(
        `DISCORD_APPLICATION_ID is not the application of DISCORD_TOKEN, which is ${actual}: copy it from General Information`,
      );
    }
  }

  /** Nobody awaits an event where it arrives; `stop` does. */
  function track(handle: () => Promise<void>): void {
    if (state !== "running") return;
    const handling = handle()
      .catch((error: unknown) => log.error({ err: toPlatformError(error) }, "a Discord event could not be answered"))
      .finally(() => underway.delete(handling));
    underway.add(handling);
  }

  async function onInteraction(
    interaction: Interaction,
    answer: (interaction: Interaction) => Promise<void>,
  ): Promise<void> {
    if (!recent.isRepeat(interaction.id)) await answer(interaction);
  }

  async function onMessage(message: Message, outcomeOf: ReturnType<typeof outcomesOf>): Promise<void> {
    const trigger = askedBy(message);
    if (trigger === undefined) return;
    const isAddressed = trigger === "direct" || trigger === "mention";
    if ((isAddressed ? recent : recentTalk).isRepeat(message.id)) return;
    const receivedAt = clock.now();
    const language = languageOf(localeOf(message).locale);
    const outcome = await outcomeOf(() => parseMessage(message, { receivedAt, trigger, log }), language);
    // Whether it was a question for us, only the settings know, so that a failure of ours is not said under it.
    if (outcome.kind === "reply" && (isAddressed || outcome.isFailure !== true))
      await showUnderMessage(message, outcome);
  }

  /** What becomes of an invocation. Discord redelivers nothing, so a rejection is said at once. */
  function outcomesOf(onInvocation: OnInvocation) {
    return async (read: () => Promise<Invocation> | Invocation, language: Language): Promise<Answered> => {
      if (state === "stopped") return failed(translate(say("discord.restarting"), language));
      try {
        return await onInvocation(await read());
      } catch (error) {
        const isMistake = error instanceof UserInputError;
        if (!isMistake) log.error({ err: error }, "an invocation from Discord was not accepted");
        const markdown = userMessageOf(error, language);
        return isMistake ? { kind: "reply", markdown, isRefusal: true } : failed(markdown);
      }
    };
  }
}

function failed(markdown: string): Failed {
  return { kind: "reply", markdown, isRefusal: true, isFailure: true };
}

function createClient({ apiUrl, messageContent = false }: DiscordListenerOptions): Client {
  return new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.DirectMessages,
      ...(messageContent ? [GatewayIntentBits.MessageContent] : []),
    ],
    partials: [Partials.Channel],
    shards: "auto",
    allowedMentions: { parse: [], repliedUser: false },
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, MessageManager: 0 }),
    rest: {
      api: apiUrl,
      version: API_VERSION,
      timeout: REQUEST_TIMEOUT_MS,
      retries: 1,
      rejectOnRateLimit: ({ retryAfter }) => retryAfter > LONGEST_RATE_LIMIT_WAIT_MS,
    },
  });
}

async function within(deadlineMs: number, work: Promise<unknown>): Promise<void> {
  const settled = new AbortController();
  try {
    await Promise.race([work, delay(deadlineMs, undefined, { signal: settled.signal })]);
  } finally {
    settled.abort();
  }
}
