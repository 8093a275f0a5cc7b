import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  DiscordAPIError,
  type InteractionEditReplyOptions,
  type Message,
  MessageFlags,
  type ModalSubmitInteraction,
} from "discord.js";
import type { Outcome } from "../../core/invocation.ts";
import { splitMessage } from "../../core/split-message.ts";
import { discordLimits, toContent } from "./message-body.ts";
import { messageNonce } from "./message-nonce.ts";
import { isPrivate } from "./parse-interaction.ts";

/** What a listener shows at once. */
export type Said = Extract<Outcome, { readonly kind: "reply" }>;

const noMentions = { parse: [], repliedUser: false };

/** Puts Markdown in the place of a command's "thinking…"; what does not fit follows, as private as the first part. */
export async function showInInteraction(
  interaction: ChatInputCommandInteraction | ModalSubmitInteraction,
  { markdown, attachment }: Said,
  components: InteractionEditReplyOptions["components"] = [],
): Promise<void> {
  const files = attachment === undefined ? [] : [{ name: attachment.name, attachment: Buffer.from(attachment.text) }];
  const [first = "", ...others] = splitMessage(markdown, discordLimits);
  const shared = { allowedMentions: noMentions };
  const body = { ...shared, content: toContent(first), flags: MessageFlags.SuppressEmbeds, components } as const;
  await interaction.editReply({ ...body, files }).catch(async (error: unknown) => {
    // Files may be forbidden here, and the words say everything.
    if (files.length === 0 || !(error instanceof DiscordAPIError)) throw error;
    await interaction.editReply(body);
  });
  const hidden = interaction.isModalSubmit() || isPrivate(interaction) ? MessageFlags.Ephemeral : 0;
  for (const part of others) {
    await interaction.followUp({
      ...shared,
      content: toContent(part),
      flags: hidden | MessageFlags.SuppressEmbeds,
    });
  }
}

/** Tells the one who pressed a button, and nobody else; the message with the button stays as it is. */
export async function showToPresser(interaction: ButtonInteraction, markdown: string): Promise<void> {
  for (const part of splitMessage(markdown, discordLimits)) {
    await interaction.followUp({
      content: toContent(part),
      allowedMentions: noMentions,
      flags: MessageFlags.Ephemeral | MessageFlags.SuppressEmbeds,
    });
  }
}

/** Replies to a message where it stands. The nonces keep a repeated call from saying it twice. */
export async function showUnderMessage(message: Message, markdown: string): Promise<void> {
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
