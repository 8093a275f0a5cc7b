import { MessageFlags } from "discord.js";
import type { MessageLimits, OutgoingMessage } from "../../core/chat.ts";
import { type Buttons, toButtonRows } from "./answer-buttons.ts";
import { toDiscordMarkdown } from "./to-discord-markdown.ts";

/** Discord refuses longer `content` (50035). https://docs.discord.com/developers/resources/message#create-message */
const MAX_CONTENT_LENGTH = 2_000;

/** About 5 edits per 5 s and channel are let through; two answers may grow in one channel. */
const EDIT_INTERVAL_MS = 1_200;

/** Neither typing nor a command's "thinking…" can be stopped. One message more before a slow answer, edited into it. */
const PLACEHOLDER_AFTER_MS = 3_000;

/** What one Discord message can hold. */
export const discordLimits: MessageLimits = {
  maxLength: MAX_CONTENT_LENGTH,
  measure: (markdown) => toContent(markdown).length,
  editIntervalMs: EDIT_INTERVAL_MS,
  placeholderAfterMs: () => PLACEHOLDER_AFTER_MS,
};

/** Nobody is notified, not even the one who is replied to. Left out on an edit, Discord's generous default holds again. */
const NO_MENTIONS = { parse: [], replied_user: false } as const;

/** The fields that every create and every edit of a part of an answer carries. */
export function messageBody(
  { markdown, ...buttons }: Pick<OutgoingMessage, "markdown"> & Buttons,
  part: Parameters<typeof toButtonRows>[1],
) {
  return {
    content: toContent(markdown),
    allowed_mentions: NO_MENTIONS,
    flags: MessageFlags.SuppressEmbeds,
    components: toButtonRows(buttons, part),
  } as const;
}

export type MessageBody = ReturnType<typeof messageBody>;

/** Discord's Markdown; never empty, which Discord refuses (50006). */
export function toContent(markdown: string): string {
  const content = toDiscordMarkdown(markdown);
  return content.trim() === "" ? "…" : content;
}
