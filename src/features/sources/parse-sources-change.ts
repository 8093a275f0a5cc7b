import type { CommandCall, SourcesAction } from "../../core/commands.ts";
import { UserInputError } from "../../core/errors.ts";
import { listOf } from "../../core/parse-command-text.ts";
import {
  SEARCH_RESULTS,
  type SearchServiceName,
  searchServiceNameSchema,
  searchServices,
} from "../../core/search-service.ts";
import type { SettingsLayer } from "../../core/settings.ts";
import { MAX_SITES, parseSourceSites, tooManySites } from "../../core/source-site.ts";

/** A checked change of one layer, and the words that say it was made. */
export interface SourcesChange {
  readonly apply: (layer: SettingsLayer) => SettingsLayer;
  readonly done: string;
}

/** The actions that change the lists, the search service or the number of results of one scope. */
export type SourcesChangeAction = "include" | "exclude" | "remove" | "clear" | "service" | "results";

export function isChange(action: SourcesAction): action is SourcesChangeAction {
  const changes: readonly SourcesAction[] = ["include", "exclude", "remove", "clear", "service", "results"];
  return changes.includes(action);
}

type Options = Extract<CommandCall, { name: "sources" }>["options"];

/** Reads what a `/sources` action asks for. Throws UserInputError with a sentence for input of any other kind. */
export function parseSourcesChange(
  action: SourcesChangeAction,
  options: Options,
  offered: readonly SearchServiceName[],
): SourcesChange {
  switch (action) {
    case "include":
    case "exclude": {
      const sites = parseSourceSites(options.sites ?? "");
      const field = action === "include" ? "includeSites" : "excludeSites";
      return {
        apply: (layer) => ({ ...layer, [field]: added(layer[field], sites) }),
        done: `${action === "include" ? "Included" : "Excluded"} ${sites.join(", ")}`,
      };
    }
    case "remove": {
      const sites = parseSourceSites(options.sites ?? "");
      return { apply: (layer) => removed(layer, sites), done: `Removed ${sites.join(", ")}` };
    }
    case "clear":
      return parseClear(options.list);
    case "service":
      return parseService(options.name, offered);
    case "results":
      return parseResults(options.count);
  }
}

function added(list: readonly string[], sites: readonly string[]): string[] {
  const all = [...new Set([...list, ...sites])];
  if (all.length > MAX_SITES) throw tooManySites(all.length);
  return all;
}

function removed(layer: SettingsLayer, sites: readonly string[]): SettingsLayer {
  const unknown = sites.filter((site) => !layer.includeSites.includes(site) && !layer.excludeSites.includes(site));
  if (unknown.length > 0)
    throw new UserInputError(
      `${unknown.join(", ")}: not on a list here. \`/sources show\` says what is, and where it comes from.`,
    );
  const keep = (list: readonly string[]) => list.filter((site) => !sites.includes(site));
  return { ...layer, includeSites: keep(layer.includeSites), excludeSites: keep(layer.excludeSites) };
}

function parseClear(text: string | undefined): SourcesChange {
  const list = (text ?? "").trim().toLowerCase();
  if (list !== "include" && list !== "exclude" && list !== "all")
    throw new UserInputError("Which list? Write `/sources clear include`, `exclude` or `all`.");
  return {
    apply: (layer) => ({
      ...layer,
      includeSites: list === "exclude" ? layer.includeSites : [],
      excludeSites: list === "include" ? layer.excludeSites : [],
    }),
    done: list === "all" ? "Emptied both lists" : `Emptied the ${list} list`,
  };
}

function parseService(text: string | undefined, offered: readonly SearchServiceName[]): SourcesChange {
  const name = searchServiceNameSchema.safeParse((text ?? "").trim().toLowerCase());
  if (!name.success || !offered.includes(name.data)) {
    throw new UserInputError(
      `“${(text ?? "").trim().slice(0, 40)}” is not a search service here. Choose ${listOf(offered)}.`,
    );
  }
  return {
    apply: (layer) => ({ ...layer, searchService: name.data }),
    done: `Now searching with ${searchServices[name.data].label}`,
  };
}

function parseResults(text: string | undefined): SourcesChange {
  const { min, max } = SEARCH_RESULTS;
  const count = /^\d{1,3}$/u.test((text ?? "").trim()) ? Number(text) : Number.NaN;
  if (!(count >= min && count <= max))
    throw new UserInputError(`The number of search results is a whole number from ${min} to ${max}.`);
  return {
    apply: (layer) => ({ ...layer, searchResults: count }),
    done: `Now using ${count} search ${count === 1 ? "result" : "results"}`,
  };
}
