import { UserInputError } from "./errors.ts";
import { say } from "./messages/message.ts";
import { MAX_SITES, parseSourceSite } from "./source-site.ts";

/** What a named list of sites may be called. */
const LIST_NAME = /^@[\p{L}\p{N}][\p{L}\p{N}_-]{0,39}$/u;

/**
 * An include or exclude list as people type it: hosts and `@name`s, separated by commas, spaces or new lines. Repeats fall
 * away; order is kept. Whether there is a list of that name is not looked at. Throws UserInputError with a sentence.
 */
export function parseSiteEntries(text: string): string[] {
  const parts = text.split(/[\s,;]+/u).filter((part) => part !== "");
  const entries = [...new Set(parts.map((part) => (part.startsWith("@") ? listName(part) : parseSourceSite(part))))];
  if (entries.length > MAX_SITES)
    throw new UserInputError(say("setting-text.tooManySites", { count: entries.length, max: MAX_SITES }));
  return entries;
}

function listName(text: string): string {
  if (LIST_NAME.test(text)) return text.toLowerCase();
  throw new UserInputError(say("setting-text.listName", { text: text.slice(0, 41) }));
}
