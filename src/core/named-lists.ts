import { UserInputError } from "./errors.ts";
import { anyOf, say } from "./messages/message.ts";
import { isListName, listNamed } from "./resolve-settings.ts";
import type { SettingsLayer } from "./settings.ts";
import { MAX_SITES, parseSourceSite, tooManySites } from "./source-site.ts";

/** The named lists of a workspace. */
export type NamedLists = SettingsLayer["siteLists"];

/** They are read for each question of the workspace. */
const MAX_LISTS = 50;

/** A list's name without its `@`, in its one spelling. Throws UserInputError. */
export function parseListName(text: string): string {
  const name = text.trim().replace(/^@/u, "").toLowerCase();
  if (!/^[a-z0-9-]{1,40}$/u.test(name))
    throw new UserInputError(say("sites.list.invalid", { name: text.trim().slice(0, 60) }));
  return name;
}

/**
 * Parses sites as people type them, in which `@name` stands for a list of the workspace's and is kept as that. Throws
 * UserInputError for what is no site, for a list that there is not, and for more than 100 sites with every list written
 * out. Without the lists, whether there is one of a name is not looked at.
 */
export function parseSiteEntries(text: string, lists?: NamedLists): readonly string[] {
  const entries = wordsOf(text).map((word) => parseEntry(word, lists));
  if (entries.length === 0) throw new UserInputError(say("site.none"));
  const sites = [...new Set(entries)];
  checkCount(sites, lists ?? {});
  return sites;
}

/** One word of a list: a site, or `@name`. Throws UserInputError. */
export function parseEntry(word: string, lists?: NamedLists): string {
  if (!isListName(word)) return parseSourceSite(word);
  const name = parseListName(word);
  if (lists === undefined || Object.hasOwn(lists, name)) return `@${name}`;
  const known = Object.keys(lists).map((other) => `@${other}`);
  throw new UserInputError(
    known.length === 0
      ? say("sites.list.noneYet", { name: `@${name}` })
      : say("sites.list.unknown", { name: `@${name}`, known: anyOf(known) }),
  );
}

/** What stands between commas, semicolons, blanks and line ends. */
export function wordsOf(text: string): readonly string[] {
  return text
    .replace(INVISIBLE, "")
    .split(/[\s,;]+/u)
    .filter((word) => word !== "");
}

/** What platforms put behind an @ so that it pings nobody: it is copied with the words. */
const INVISIBLE = /[\u200B-\u200D\u2060\uFEFF]/gu;

/** The hosts that entries stand for, every list written out. One that there is not stands for none. */
export function hostsOfEntries(entries: readonly string[], lists: NamedLists): readonly string[] {
  const hosts = entries.flatMap((entry) => (isListName(entry) ? (listNamed(entry, lists) ?? []) : [entry]));
  return [...new Set(hosts)];
}

/** Throws UserInputError when a workspace would have too many lists. */
export function checkListCount(lists: NamedLists): void {
  const count = Object.keys(lists).length;
  if (count > MAX_LISTS) throw new UserInputError(say("sites.list.tooMany", { count, max: MAX_LISTS }));
}

/** Throws UserInputError when entries stand for more sites than one list may hold. */
export function checkCount(entries: readonly string[], lists: NamedLists): void {
  const { length } = hostsOfEntries(entries, lists);
  if (length > MAX_SITES) throw tooManySites(length);
}
