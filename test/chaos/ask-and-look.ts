import type { FakeMessage } from "../fakes/discord/fake-discord-state.ts";
import type { Delivery } from "../fakes/slack/deliveries.ts";
import type { ChaosPlatform, Sight } from "./question.ts";
import type { Stack } from "./stack.ts";

/** A question on its way, and what people see of it. */
export interface Asked {
  /** What stands in calls about it beside its own id. */
  readonly keys: readonly string[];
  readonly place: string;
  /** Whether the platform was told that it is taken. */
  isAccepted(): boolean;
  look(): Sight;
  /** Somebody deletes the first message of an answer that still grows and has so many. Says whether there was one. */
  deleteWhileGrowing(messages: number): boolean;
}

const REDELIVER_EVERY_MS = 2_000;

/** A place of its own for a fault that breaks the place. */
export function openPlace({ app }: Stack, platform: ChaosPlatform, name: string): string {
  if (platform === "discord") return app.discord.addChannel(name);
  const id = `C0${name.toUpperCase().replaceAll(/[^A-Z0-9]/gu, "")}`;
  app.slack.addChannel(id);
  return id;
}

/** Asks as people do: on Discord by mention and by /ask, on Slack by mention. */
export async function ask(
  stack: Stack,
  { platform, id, place, variant }: { platform: ChaosPlatform; id: string; place: string; variant: number },
): Promise<Asked> {
  const text = `What about ${id}?`;
  if (platform === "slack") return askSlack(stack, text, place);
  return variant % 2 === 0 ? mentionDiscord(stack, { id, text, place }) : slashDiscord(stack, text, place);
}

async function askSlack({ app: { slack } }: Stack, text: string, channel: string): Promise<Asked> {
  const delivery = await slack.mention(text, { channel });
  const ts = tsOf(delivery);
  // Slack delivers again what was not acknowledged; here sooner than after a minute.
  const timer = setInterval(() => {
    if (delivery.isAcknowledged()) clearInterval(timer);
    else void slack.redeliver(delivery);
  }, REDELIVER_EVERY_MS).unref();
  const messages = () => slack.thread(channel, ts);
  return {
    keys: [ts],
    place: channel,
    isAccepted: () => delivery.isAcknowledged(),
    look: () => ({
      texts: messages().map((message) => message.text),
      isPending: messages().some(({ streamingSince }) => streamingSince !== undefined),
    }),
    deleteWhileGrowing(least) {
      const [first] = messages();
      if (messages().length < least) return false;
      if (first !== undefined) slack.world.messages.splice(slack.world.messages.indexOf(first), 1);
      return first !== undefined;
    },
  };
}

function mentionDiscord(
  { app: { discord } }: Stack,
  { id, text, place }: { readonly id: string; readonly text: string; readonly place: string },
): Asked {
  const asked = discord.mention(text, { channelId: place });
  // A part answers the part before it, and may not name the question: its last may be the sources alone.
  const messages = () => {
    const chain = new Set([asked.id]);
    return discord.messages(place).filter(({ id: messageId, referenceId, content }) => {
      const isOurs = content.includes(id) || (referenceId !== undefined && chain.has(referenceId));
      if (isOurs) chain.add(messageId);
      return isOurs;
    });
  };
  return {
    keys: [asked.id],
    place,
    isAccepted: () => true,
    look: () => ({ texts: messages().map(({ content }) => content), isPending: false }),
    deleteWhileGrowing(least) {
      const [first] = messages();
      if (first === undefined || messages().length < least || !messages().some(canBeStopped)) return false;
      discord.deleteMessage(first.id);
      return true;
    },
  };
}

function slashDiscord({ app: { discord } }: Stack, text: string, place: string): Asked {
  const used = discord.slash({ command: "ask", options: { question: text }, channelId: place });
  const id = /q\d{6}/u.exec(text)?.[0] ?? text;
  // The reply and what follows it; beyond the token's life, and where the reply was deleted, the bot's own messages.
  const messages = () =>
    discord
      .messages(place)
      .filter(({ content, interactionId }) => content !== "" && (interactionId === used.id || content.includes(id)));
  return {
    keys: [used.token],
    place,
    isAccepted: () => discord.interactionReply(used).state !== "new",
    look() {
      const { state } = discord.interactionReply(used);
      const said = messages();
      const isReplied = said.some(({ interactionId }) => interactionId === used.id);
      // "thinking…" that nobody can fill any more is Discord's to end, when the answer stands in the channel.
      return {
        texts: said.map(({ content }) => content),
        isPending: state === "loading" && (isReplied || said.length === 0),
      };
    },
    deleteWhileGrowing(least) {
      if (used.originalId === undefined || messages().length < least || !messages().some(canBeStopped)) return false;
      discord.deleteMessage(used.originalId);
      return true;
    },
  };
}

/** Its last message has a Stop for as long as an answer grows on Discord. */
function canBeStopped({ components }: FakeMessage): boolean {
  return components.some((row) => row.components.some(({ label }) => label === "Stop"));
}

function tsOf({ payload: { event } }: Delivery): string {
  return event !== undefined && "ts" in event ? String(event.ts) : "";
}
