import { UserInputError } from "../../core/errors.ts";
import { type Message, type MessageValue, say } from "../../core/messages/message.ts";
import { checkCount, type NamedLists, parseEntry, wordsOf } from "../../core/named-lists.ts";
import { isListName } from "../../core/resolve-settings.ts";
import type { SettingsLayer } from "../../core/settings.ts";

/** What a text of lists says. An absent list is not spoken of; an empty one is emptied. */
export interface SourcesText {
  readonly includeSites?: string[];
  readonly excludeSites?: string[];
  readonly siteLists: Record<string, string[]>;
}

/** The lists of a scope and the named lists of its workspace, one a line, as {@link parseSourcesText} reads them. */
export function formatSources(
  { includeSites, excludeSites }: Pick<SettingsLayer, "includeSites" | "excludeSites">,
  lists: NamedLists,
): string {
  const lines = [
    ["include", includeSites],
    ["exclude", excludeSites],
    ...Object.entries(lists).map(([name, sites]) => [`@${name}`, sites] as const),
  ] as const;
  return lines.map(([heading, sites]) => `${heading}: ${sites.join(", ")}`.trim()).join("\n");
}

/**
 * Reads lists from text: `include:`, `exclude:` or `@name:` and its sites, in lines or, as some clients paste them, in
 * one. Lists that the text brings along may be named in it, besides those that there are. Throws UserInputError that
 * names every fault.
 */
export function parseSourcesText(text: string, known: NamedLists): SourcesText {
  const faults: MessageValue[] = [];
  const { head, sections } = sectionsOf(text);
  if (sections.length === 0) throw new UserInputError(say("sources.import.nothing"));
  if (head !== "") faults.push(say("sources.import.head", { text: head.slice(0, 60) }));
  const headings = sections.map(({ heading }) => heading);
  const repeated = new Set(headings.filter((heading, index) => headings.indexOf(heading) !== index));
  for (const heading of repeated) faults.push(say("sources.import.repeated", { heading }));

  const brought = Object.fromEntries(headings.filter(isListName).map((heading) => [heading.slice(1), []]));
  const attempt = <Result>(run: () => Result): Result[] => {
    try {
      return [run()];
    } catch (error) {
      if (!(error instanceof UserInputError)) throw error;
      faults.push(error.said);
      return [];
    }
  };
  const parsed = sections.map(({ heading, words }) => {
    const sites = words.flatMap((word) => {
      if (isListName(word) && isListName(heading)) {
        faults.push(say("sources.import.nested", { heading, word: word.slice(0, 60) }));
        return [];
      }
      return attempt(() => parseEntry(word, { ...known, ...brought }));
    });
    if (isListName(heading) && words.length === 0) faults.push(say("sources.import.empty", { heading }));
    return { heading, sites: [...new Set(sites)] };
  });
  const sitesUnder = (wanted: string) => parsed.find(({ heading }) => heading === wanted)?.sites;
  const siteLists = Object.fromEntries(
    parsed.flatMap(({ heading, sites }) => (isListName(heading) ? [[heading.slice(1), sites] as const] : [])),
  );
  for (const { sites } of parsed) attempt(() => checkCount(sites, { ...known, ...siteLists }));
  if (faults.length > 0) throw new UserInputError(refusal(faults));
  const includeSites = sitesUnder("include");
  const excludeSites = sitesUnder("exclude");
  return {
    ...(includeSites === undefined ? {} : { includeSites }),
    ...(excludeSites === undefined ? {} : { excludeSites }),
    siteLists,
  };
}

interface Section {
  readonly heading: string;
  readonly words: readonly string[];
}

function sectionsOf(text: string): { readonly head: string; readonly sections: readonly Section[] } {
  const plain = wordsOf(text.replaceAll(/```\w*/gu, " ")).join(" ");
  const starts = [...plain.matchAll(/(?<=^| )(include|exclude|@[a-z0-9-]{1,40}) ?:/giu)];
  const sections = starts.map((start, index) => ({
    heading: (start[1] ?? "").toLowerCase(),
    words: wordsOf(plain.slice(start.index + start[0].length, starts[index + 1]?.index)),
  }));
  return { head: plain.slice(0, starts[0]?.index).trim(), sections };
}

/** More would hide the first ones. */
const MAX_FAULTS = 12;

function refusal(faults: readonly MessageValue[]): Message {
  const [first = "", ...others] = faults.slice(0, MAX_FAULTS);
  const list = others.reduce<Message>(
    (text, fault) => say("sources.import.further", { before: text, fault }),
    say("sources.import.first", { fault: first }),
  );
  const left = Math.max(0, faults.length - MAX_FAULTS);
  return say("sources.import.refused", { count: faults.length, faults: list, left });
}
