import { hostsOfEntries, type NamedLists, parseSiteEntries } from "../../core/named-lists.ts";

/** The hosts that one question is narrowed to, named lists written out; none where none are asked for. Throws UserInputError. */
export function parseAskedSites(text: string | undefined, lists: NamedLists): readonly string[] {
  if (text === undefined || text.trim() === "") return [];
  return hostsOfEntries(parseSiteEntries(text, lists), lists);
}
