import { UserInputError } from "../../core/errors.ts";
import { say } from "../../core/messages/message.ts";

/** Long enough for a sentence of a name, short enough for the sidebar. */
export const MAX_CHANNEL_LENGTH = 40;

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u;

/** A channel's id from the name a person typed: “Release notes” is `release-notes`. Throws UserInputError with a sentence. */
export function toChannelSlug(name: string): string {
  const slug = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .replaceAll(/^-+|-+$/gu, "");
  if (slug === "") throw new UserInputError(say("web.channel.badName"));
  if (slug.length > MAX_CHANNEL_LENGTH) {
    throw new UserInputError(say("web.channel.nameMax", { max: MAX_CHANNEL_LENGTH, count: slug.length }));
  }
  return slug;
}

/** Whether a text can be a channel's id at all. */
export function isChannelSlug(text: string): boolean {
  return text.length <= MAX_CHANNEL_LENGTH && SLUG.test(text);
}
