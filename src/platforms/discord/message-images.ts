import type { Message } from "discord.js";

/** What the endpoint's models read. */
const READABLE_TYPES: readonly string[] = ["image/png", "image/jpeg", "image/webp", "image/gif"];
const MAX_IMAGES = 4;

/** The addresses of the images that messages carry, the first few. They are signed, and good for about a day. */
export function imagesOf(messages: readonly Pick<Message, "attachments">[]): readonly string[] {
  return messages
    .flatMap(({ attachments }) => [...attachments.values()])
    .filter(({ contentType }) => READABLE_TYPES.includes((contentType ?? "").split(";", 1)[0] ?? ""))
    .map(({ url }) => url)
    .slice(0, MAX_IMAGES);
}
