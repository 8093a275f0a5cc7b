import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  Client,
  DiscordAPIError,
  Events,
  GatewayIntentBits,
  type Interaction,
  type Message,
  MessageFlags,
  type ModalSubmitInteraction,
  Options,
  Partials,
  RESTJSONErrorCodes,
  Status,
} from "discord.js";
import { ConfigError, UserInputError, userMessageOf } from "../../core/errors.ts";
import type { ChatListener, Invocation, Outcome } from "../../core/invocation.ts";
import type { Logger } from "../../core/logger.ts";
import { modalOf, parseModal } from "./command-modal.ts";
import { API_VERSION, type DiscordCredentials, REQUEST_TIMEOUT_MS } from "./discord-call.ts";
import { isPrivate, parseInteraction } from "./parse-interaction.ts";
import { parseMessage } from "./parse-message.ts";
import { parsePress } from "./parse-press.ts";
import { toPlatformError } from "./platform-error.ts";
import { createRecentIds } from "./recent-ids.ts";
import { type Said, showInInteraction, showToPresser, showUnderMessage } from "./show-outcome.ts";
import { fatalCloseSentence, toStartError } from "./start-error.ts";
import { createTypedForms } from "./typed-forms.ts";

export interface DiscordListenerOptions extends DiscordCredentials {
  /** How long `start` waits for Discord. */
  readonly startWithinMs?: number;
  /** How long `stop` waits for events that are being handled, and again for the connection to close. */
  readonly stopWithinMs?: number;
}

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

/** For a message that is not for us. */
const NOTHING_TO_SHOW: Outcome = { kind: "accepted" };

/** What a person reads whose command came in just as this process ended. */
const RESTARTING = "Footnote is restarting, so this was not accepted. Please ask again in a minute.";

/** Receives slash commands, buttons, mentions and direct messages over Discord's gateway. Asks for no privileged intent. */
export function createDiscordListener({ log, clock }: ListenerDeps, options: DiscordListenerOptions): ChatListener {
  const { startWithinMs = 30_000, stopWithinMs = 5_000 } = options;
  const recent = createRecentIds({ max: REMEMBERED_EVENTS });
  const typedForms = createTypedForms({ clock });
  const underway = new Set<Promise<void>>();
  let state: State = "stopped";
  let client: Client | undefined;

  return {
    async start(onInvocation) {
      const connecting = createClient(options);
      const closed = watchConnection(connecting);
      connecting.on(Events.InteractionCreate, (interaction) => track(() => onInteraction(interaction, onInvocation)));
      connecting.on(Events.MessageCreate, (message) => track(() => onMessage(message, onInvocation)));
      client = connecting;
      state = "running";
      try {
        await login(connecting);
      } catch (error) {
        state = "stopped";
        await within(stopWithinMs, connecting.destroy());
        throw toStartError(error, closed);
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
      const sentence = fatalCloseSentence(code) ?? "Discord closed the connection for good";
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

  async function onInteraction(interaction: Interaction, onInvocation: OnInvocation): Promise<void> {
    if (interaction.isChatInputCommand()) await onCommand(interaction, onInvocation);
    else if (interaction.isButton()) await onPress(interaction, onInvocation);
    else if (interaction.isModalSubmit()) await onForm(interaction, onInvocation);
  }

  async function onCommand(interaction: ChatInputCommandInteraction, onInvocation: OnInvocation): Promise<void> {
    if (recent.isRepeat(interaction.id)) return;
    const receivedAt = clock.now();
    const modal = modalOf(interaction);
    if (modal !== undefined) return void (await interaction.showModal(modal));
    await defer(interaction, () =>
      interaction.deferReply(isPrivate(interaction) ? { flags: MessageFlags.Ephemeral } : {}),
    );
    const said = await replyOf(() => onInvocation(parseInteraction(interaction, { receivedAt })));
    if (said !== undefined) await showInInteraction(interaction, said);
  }

  async function onForm(interaction: ModalSubmitInteraction, onInvocation: OnInvocation): Promise<void> {
    if (recent.isRepeat(interaction.id)) return;
    const receivedAt = clock.now();
    await defer(interaction, () => interaction.deferReply({ flags: MessageFlags.Ephemeral }));
    const said = await replyOf(() => onInvocation(parseModal(interaction, { receivedAt })));
    if (said === undefined) return;
    await showInInteraction(interaction, said, said.isRefusal === true ? typedForms.keep(interaction) : []);
  }

  async function onPress(interaction: ButtonInteraction, onInvocation: OnInvocation): Promise<void> {
    if (recent.isRepeat(interaction.id)) return;
    const receivedAt = clock.now();
    const modal = typedForms.reopen(interaction);
    if (modal !== undefined) return void (await interaction.showModal(modal));
    await defer(interaction, () => interaction.deferUpdate());
    const said = await replyOf(() => onInvocation(parsePress(interaction, { receivedAt })));
    if (said !== undefined) await showToPresser(interaction, said.markdown);
  }

  async function onMessage(message: Message, onInvocation: OnInvocation): Promise<void> {
    if (recent.isRepeat(message.id)) return;
    const receivedAt = clock.now();
    const said = await replyOf(async () => {
      const invocation = await parseMessage(message, { receivedAt });
      return invocation === undefined ? NOTHING_TO_SHOW : onInvocation(invocation);
    });
    if (said !== undefined) await showUnderMessage(message, said.markdown);
  }

  /** What is to be shown now, if anything. Discord redelivers nothing, so a rejection is said at once. */
  async function replyOf(invoke: () => Promise<Outcome>): Promise<Said | undefined> {
    if (state === "stopped") return refused(RESTARTING);
    try {
      const outcome = await invoke();
      return outcome.kind === "reply" ? outcome : undefined;
    } catch (error) {
      if (!(error instanceof UserInputError)) log.error({ err: error }, "an invocation from Discord was not accepted");
      return refused(userMessageOf(error));
    }
  }
}

function refused(markdown: string): Said {
  return { kind: "reply", markdown, isRefusal: true };
}

function createClient({ apiUrl }: DiscordCredentials): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
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

/** Discord waits 3 s for this; whether others see the answer is decided here and cannot be changed later. */
async function defer(
  interaction: ChatInputCommandInteraction | ButtonInteraction | ModalSubmitInteraction,
  acknowledge: () => Promise<unknown>,
): Promise<void> {
  try {
    await acknowledge();
  } catch (error) {
    // An attempt of ours whose answer was lost, or another process with this token, has acknowledged it.
    if (!isAlreadyAcknowledged(error)) throw error;
    interaction.deferred = true;
  }
}

function isAlreadyAcknowledged(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged;
}

async function within(deadlineMs: number, work: Promise<unknown>): Promise<void> {
  const settled = new AbortController();
  try {
    await Promise.race([work, delay(deadlineMs, undefined, { signal: settled.signal })]);
  } finally {
    settled.abort();
  }
}
