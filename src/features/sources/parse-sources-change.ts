import type { CommandCall, SourcesAction } from "../../core/commands.ts";
import { UserInputError } from "../../core/errors.ts";
import { anyOf, type Message, say } from "../../core/messages/message.ts";
import { checkCount, type NamedLists, parseSiteEntries } from "../../core/named-lists.ts";
import { isListName } from "../../core/resolve-settings.ts";
import { SEARCH_RESULTS, type SearchServiceName, searchServiceNameSchema } from "../../core/search-service.ts";
import { choiceLabel } from "../../core/setting-labels.ts";
import type { SettingsLayer } from "../../core/settings.ts";

/** A checked change of one layer. */
export interface SourcesChange {
  /** Throws UserInputError. */
  readonly apply: (layer: SettingsLayer) => SettingsLayer;
  /** Says that it was made; the scope is filled in as `scope`. */
  readonly done: Message;
}

/** The actions that change the lists, the search service or the number of results of one scope. */
export type SourcesChangeAction = "include" | "exclude" | "remove" | "clear" | "service" | "results";

export function isChange(action: SourcesAction): action is SourcesChangeAction {
  const changes: readonly SourcesAction[] = ["include", "exclude", "remove", "clear", "service", "results"];
  return changes.includes(action);
}

type Options = Extract<CommandCall, { name: "sources" }>["options"];

export interface ParseContext {
  /** The services this install offers, the default first. */
  readonly offered: readonly SearchServiceName[];
  readonly lists: NamedLists;
  /** The layer as it is. */
  readonly layer: SettingsLayer;
}

/** Reads what a `/sources` action asks for. Throws UserInputError with a sentence for input of any other kind. */
export function parseSourcesChange(
  action: SourcesChangeAction,
  options: Options,
  { offered, lists, layer }: ParseContext,
): SourcesChange {
  switch (action) {
    case "include":
    case "exclude": {
      const sites = parseSiteEntries(options.sites ?? "", lists);
      const key = action === "include" ? "includeSites" : "excludeSites";
      return {
        apply: (before) => ({ ...before, [key]: added(before[key], sites, lists) }),
        done: say(action === "include" ? "sources.included" : "sources.excluded", { sites: sites.join(", ") }),
      };
    }
    case "remove": {
      // A list that is gone can still be named here.
      const named = [...layer.includeSites, ...layer.excludeSites].filter(isListName);
      const known = { ...Object.fromEntries(named.map((name) => [name.slice(1), []])), ...lists };
      const sites = parseSiteEntries(options.sites ?? "", known);
      return {
        apply: (before) => removed(before, sites),
        done: say("sources.removed", { sites: sites.join(", ") }),
      };
    }
    case "clear":
      return parseClear(options.list);
    case "service":
      return parseService(options.name, offered);
    case "results":
      return parseResults(options.count);
  }
}

function added(list: readonly string[], sites: readonly string[], lists: NamedLists): string[] {
  const all = [...new Set([...list, ...sites])];
  checkCount(all, lists);
  return all;
}

function removed(layer: SettingsLayer, sites: readonly string[]): SettingsLayer {
  const unknown = sites.filter((site) => !layer.includeSites.includes(site) && !layer.excludeSites.includes(site));
  if (unknown.length > 0) throw new UserInputError(say("sources.notListed", { sites: unknown.join(", ") }));
  const keep = (list: readonly string[]) => list.filter((site) => !sites.includes(site));
  return { ...layer, includeSites: keep(layer.includeSites), excludeSites: keep(layer.excludeSites) };
}

function parseClear(text: string | undefined): SourcesChange {
  const list = (text ?? "").trim().toLowerCase();
  if (list !== "include" && list !== "exclude" && list !== "all") throw new UserInputError(say("sources.clear.which"));
  return {
    apply: (layer) => ({
      ...layer,
      includeSites: list === "exclude" ? layer.includeSites : [],
      excludeSites: list === "include" ? layer.excludeSites : [],
    }),
    done: say("sources.cleared", { list }),
  };
}

function parseService(text: string | undefined, offered: readonly SearchServiceName[]): SourcesChange {
  const name = searchServiceNameSchema.safeParse((text ?? "").trim().toLowerCase());
  if (!name.success || !offered.includes(name.data)) {
    const typed = (text ?? "").trim().slice(0, 40);
    throw new UserInputError(say("sources.service.unknown", { name: typed, offered: anyOf(offered) }));
  }
  return {
    apply: (layer) => ({ ...layer, searchService: name.data }),
    done: say("sources.service.chosen", { service: choiceLabel("searchService", name.data) }),
  };
}

function parseResults(text: string | undefined): SourcesChange {
  const { min, max } = SEARCH_RESULTS;
  const count = /^\d{1,3}$/u.test((text ?? "").trim()) ? Number(text) : Number.NaN;
  if (!(count >= min && count <= max)) throw new UserInputError(say("sources.results.range", { min, max }));
  return {
    apply: (layer) => ({ ...layer, searchResults: count }),
    done: say("sources.results.chosen", { count }),
  };
}
