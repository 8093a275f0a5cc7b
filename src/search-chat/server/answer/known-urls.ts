import { addressesIn, isAllowedUrl, nameOf } from "../../../core/allowed-url.ts";
import { parseCitationUrl } from "../../citation-url.ts";
import { type ConversationMessage, textOf } from "../conversation.ts";
import type { Source } from "./number-sources.ts";

/**
 * Tells the addresses that an answer may link to: what was retrieved, and what the caller wrote in the system's or the
 * user's words. An earlier answer and what a tool said prove nothing: there an address may be a page's own idea.
 */
export function createKnownUrls(
  sources: readonly Pick<Source, "url">[],
  conversation: readonly ConversationMessage[],
): (url: string) => boolean {
  let known: ReadonlySet<string> | undefined;
  return (url) => {
    if (/[`\\\s<>|]/u.test(url) || !isAllowedUrl(url, { include: undefined, exclude: [] })) return false;
    // Most answers have no link at all.
    known ??= new Set([...sources.map((source) => source.url), ...writtenIn(conversation)].map(keyOf));
    return known.has(keyOf(url));
  };
}

/** What is left of an address that is not followed: its host's name, without what would make an address of it again. */
export function plainNameOf(address: string): string {
  return nameOf(address).replace(/^.*www(?![\p{L}\p{N}])\.?/iu, "");
}

function writtenIn(conversation: readonly ConversationMessage[]): readonly string[] {
  return conversation
    .filter(({ role }) => role === "system" || role === "developer" || role === "user")
    .flatMap((message) => addressesIn(textOf(message)).map(({ address }) => address));
}

function keyOf(url: string): string {
  const written = /^https?:/iu.test(url) ? url : `https://${url}`;
  return (parseCitationUrl(written)?.key ?? written).replace(/^https?:/u, "");
}
