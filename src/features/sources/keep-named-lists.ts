import { UserInputError } from "../../core/errors.ts";
import type { Invocation, Outcome } from "../../core/invocation.ts";
import type { Language } from "../../core/messages/language.ts";
import { allOf, type Message, say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { checkListCount, parseListName, wordsOf } from "../../core/named-lists.ts";
import { isListName, type SettingsChain } from "../../core/resolve-settings.ts";
import { type SettingsLayer, STORED_SCOPES } from "../../core/settings.ts";
import { parseSourceSites } from "../../core/source-site.ts";
import { changeLayer, refuseOthers, undoButtons } from "./change-sources.ts";
import type { SourcesCall, SourcesDeps } from "./sources-deps.ts";

interface Context {
  readonly chain: SettingsChain;
  readonly language: Language;
  readonly deps: SourcesDeps;
}

/** The named lists of a workspace and their sites. */
export function showLists({ chain, language }: Pick<Context, "chain" | "language">): Outcome {
  const lists = Object.entries(chain.workspace.siteLists);
  const lines = lists.map(([name, sites]) => say("sources.lists.line", { name: `@${name}`, sites: sites.join(", ") }));
  const shown = lines.length === 0 ? [say("sources.lists.none")] : lines;
  return { kind: "reply", markdown: shown.map((line) => translate(line, language)).join("\n") };
}

/** Makes a named list, or gives one other sites. Throws UserInputError. */
export async function saveList(
  invocation: Invocation,
  options: SourcesCall["options"],
  { chain, language, deps }: Context,
): Promise<Outcome> {
  await refuseOthers(invocation, "workspace");
  const { name, sites } = readSave(options);
  const apply = (layer: SettingsLayer) => {
    const siteLists = { ...layer.siteLists, [name]: [...sites] };
    checkListCount(siteLists);
    return { ...layer, siteLists };
  };
  const { change } = await changeLayer(invocation, { scope: "workspace", chain, apply }, deps);
  const done = say("sources.lists.saved", { name: `@${name}`, count: sites.length, sites: sites.join(", ") });
  return { kind: "reply", markdown: translate(done, language), buttons: undoButtons(change, language) };
}

/** Deletes a named list that neither the workspace nor this channel names. Throws UserInputError that says where it is. */
export async function dropList(
  invocation: Invocation,
  options: SourcesCall["options"],
  { chain, language, deps }: Context,
): Promise<Outcome> {
  await refuseOthers(invocation, "workspace");
  const name = parseListName(options.name ?? "");
  const apply = (layer: SettingsLayer) => {
    const { [name]: _, ...siteLists } = layer.siteLists;
    if (!Object.hasOwn(layer.siteLists, name))
      throw new UserInputError(say("sources.lists.notThere", { name: `@${name}` }));
    const places = placesOf(`@${name}`, { ...chain, workspace: layer }).map((place) => translate(place, language));
    if (places.length > 0)
      throw new UserInputError(say("sources.lists.inUse", { name: `@${name}`, places: allOf(places) }));
    return { ...layer, siteLists };
  };
  const { change } = await changeLayer(invocation, { scope: "workspace", chain, apply }, deps);
  const done = translate(say("sources.lists.dropped", { name: `@${name}` }), language);
  return { kind: "reply", markdown: done, buttons: undoButtons(change, language) };
}

/** `name:research a.org b.org`, or the name first: `research: a.org b.org`. */
function readSave({ name, sites = "" }: SourcesCall["options"]) {
  if (name !== undefined) return { name: parseListName(name), sites: parseSourceSites(sites) };
  const [first = "", ...rest] = wordsOf(sites);
  const bare = first.replace(/:$/u, "");
  if (first === "" || (bare.includes(".") && !isListName(bare))) throw new UserInputError(say("sources.lists.noName"));
  return { name: parseListName(bare), sites: parseSourceSites(rest.join(" ")) };
}

function placesOf(entry: string, chain: SettingsChain): readonly Message[] {
  return STORED_SCOPES.flatMap((scope) => {
    const layer = chain[scope];
    if (layer === undefined) return [];
    const where = (key: "sources.lists.included" | "sources.lists.excluded") =>
      say(key, { scope: say(`scope.${scope}`) });
    return [
      ...(layer.includeSites.includes(entry) ? [where("sources.lists.included")] : []),
      ...(layer.excludeSites.includes(entry) ? [where("sources.lists.excluded")] : []),
    ];
  });
}
