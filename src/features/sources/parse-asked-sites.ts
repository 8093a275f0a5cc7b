import type { ChannelRef } from "../../core/chat.ts";
import { hostsOfEntries, parseSiteEntries } from "../../core/named-lists.ts";
import type { SettingsStore } from "../../core/settings.ts";

/** The hosts that one question is narrowed to, named lists written out; none where none are asked for. Throws UserInputError. */
export async function parseAskedSites(
  channel: ChannelRef,
  text: string | undefined,
  { settings }: { readonly settings: SettingsStore },
): Promise<readonly string[]> {
  if (text === undefined || text.trim() === "") return [];
  const lists = text.includes("@") ? (await settings.read(channel)).workspace.siteLists : {};
  return hostsOfEntries(parseSiteEntries(text, lists), lists);
}
