import {
  type ButtonInteraction,
  DiscordAPIError,
  type InteractionReplyOptions,
  type Message,
  MessageFlags,
  RESTJSONErrorCodes,
} from "discord.js";
import type { Visibility } from "../../core/chat.ts";
import type { Outcome } from "../../core/invocation.ts";
import { languageOf } from "../../core/messages/language.ts";
import { say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { splitMessage } from "../../core/split-message.ts";
import { discordLimits, toContent } from "./message-body.ts";
import { messageNonce } from "./message-nonce.ts";
import type { UserInteraction } from "./parse-interaction.ts";
import { type ReplyRows, toReplyRows } from "./reply-buttons.ts";
import type { createTypedForms } from "./typed-forms.ts";

/** What a listener shows at once. */
export type Said = Extract<Outcome, { readonly kind: "reply" }>;

/** A row beside those of the outcome. */
type FormRow = ReturnType<ReturnType<typeof createTypedForms>["keep"]>;

interface Shown {
  readonly visibility: Visibility;
  readonly row?: FormRow | undefined;
}

const noMentions = { parse: [], repliedUser: false };

/** Makes Discord's first answer, which it waits 3 s for. */
export async function acknowledge(interaction: UserInteraction, answer: () => Promise<unknown>): Promise<void> {
  try {
    await answer();
  } catch (error) {
    // An attempt of ours whose answer was lost, or another process with this token, has acknowledged it.
    if (!isAlreadyAcknowledged(error)) throw error;
    interaction.deferred = true;
  }
}

/** Whether others see the answer is decided here and cannot be changed later. */
export function defer(interaction: UserInteraction, visibility: Visibility): Promise<void> {
  return acknowledge(interaction, () =>
    interaction.deferReply(visibility === "asker" ? { flags: MessageFlags.Ephemeral } : {}),
  );
}

/**
 * Shows a reply as the first answer, or in the place of "thinking…"; what does not fit follows, as private as the first
 * part. The buttons stand under the last.
 */
export async function showInInteraction(interaction: UserInteraction, said: Said, shown: Shown): Promise<void> {
  const { visibility } = shown;
  const [first, ...others] = partsOf(said, shown);
  const files = filesOf(said);
  const show = (body: InteractionReplyOptions) =>
    interaction.deferred
      ? interaction.editReply({ ...body, flags: MessageFlags.SuppressEmbeds })
      : acknowledge(interaction, () =>
          interaction.reply({ ...body, flags: flagsOf(visibility) | MessageFlags.SuppressEmbeds }),
        );
  try {
    await show({ ...first, files });
  } catch (error) {
    // Files may be forbidden here, and the words say everything.
    if (files.length === 0 || !(error instanceof DiscordAPIError)) throw error;
    await show({ ...first });
  }
  await follow(interaction, others, visibility);
}

/**
 * Takes a "thinking…" away that everybody sees, since the answer will be private, and says so to the asker. It cannot be
 * made private; the worker may have taken it away already.
 */
export async function takePrivate(interaction: UserInteraction): Promise<void> {
  await interaction.deleteReply().catch((error: unknown) => {
    if (!(error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownMessage)) throw error;
  });
  const markdown = translate(say("discord.madePrivate"), languageOf(interaction.locale));
  await follow(interaction, partsOf({ kind: "reply", markdown }, { visibility: "asker" }), "asker");
}

/** Tells the one who pressed a button, and nobody else; the message with the button stays as it is. */
export async function showToPresser(interaction: ButtonInteraction, said: Said): Promise<void> {
  await follow(interaction, partsOf(said, { visibility: "asker" }), "asker");
}

/** Replies to a message where it stands. The nonces keep a repeated call from saying it twice. */
export async function showUnderMessage(message: Message, { markdown }: Said): Promise<void> {
  for (const [part, text] of splitMessage(markdown, discordLimits).entries()) {
    const body = {
      content: toContent(text),
      allowedMentions: noMentions,
      flags: MessageFlags.SuppressEmbeds,
      nonce: messageNonce(`outcome-${message.id}-${part}`),
      enforceNonce: true,
    } as const;
    if (part === 0) await message.reply({ ...body, failIfNotExists: false });
    else if (message.channel.isSendable()) await message.channel.send(body);
  }
}

async function follow(
  interaction: UserInteraction,
  parts: readonly InteractionReplyOptions[],
  visibility: Visibility,
): Promise<void> {
  for (const part of parts) {
    await interaction.followUp({ ...part, flags: flagsOf(visibility) | MessageFlags.SuppressEmbeds });
  }
}

function partsOf({ markdown, buttons = [] }: Said, { row }: Shown) {
  const rows: readonly (ReplyRows[number] | FormRow)[] = [...(row === undefined ? [] : [row]), ...toReplyRows(buttons)];
  const texts = splitMessage(markdown, discordLimits);
  return (texts.length === 0 ? [""] : texts).map((text, index, { length }) => ({
    content: toContent(text),
    allowedMentions: noMentions,
    components: index === length - 1 ? rows : [],
  }));
}

function filesOf({ attachment }: Said) {
  return attachment === undefined ? [] : [{ name: attachment.name, attachment: Buffer.from(attachment.text) }];
}

function flagsOf(visibility: Visibility) {
  return visibility === "asker" ? MessageFlags.Ephemeral : 0;
}

function isAlreadyAcknowledged(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged;
}
