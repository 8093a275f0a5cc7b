import { hasWorkspace } from "../../core/chat.ts";
import type { Clock } from "../../core/clock.ts";
import type { CommandCall } from "../../core/commands.ts";
import { UserInputError } from "../../core/errors.ts";
import type { Invocation, ManagedScope } from "../../core/invocation.ts";
import { resolveSettings } from "../../core/resolve-settings.ts";
import { type SearchServiceName, siteListFault } from "../../core/search-service.ts";
import { type EffectiveSettings, type SettingsLayer, type SettingsStore, siteListsOf } from "../../core/settings.ts";
import type { InstallLayer } from "../read-effective-settings.ts";
import { isChange, parseSourcesChange } from "./parse-sources-change.ts";
import { renderSourcesCard } from "./render-sources-card.ts";

export interface SourcesDeps {
  readonly settings: SettingsStore;
  readonly install: InstallLayer;
  /** The services this install offers, the default first. */
  readonly searchServices: readonly SearchServiceName[];
  readonly clock: Clock;
}

type SourcesCall = Extract<CommandCall, { name: "sources" }>;

/** Shows or changes the sites and the search service of a channel or workspace. Throws UserInputError; then nothing has changed. */
export async function runSourcesCommand(invocation: Invocation, call: SourcesCall, deps: SourcesDeps): Promise<string> {
  const { settings, install } = deps;
  const { channel } = invocation;
  if (call.action === "show") return renderSourcesCard(resolveSettings({ install, ...(await settings.read(channel)) }));
  const { action } = call;
  if (!isChange(action)) throw new UserInputError("Not yet.");
  const scope = parseScope(call.options.scope);
  // Everybody's direct messages on Discord would be changed at once.
  if (scope === "workspace" && !hasWorkspace(channel))
    throw new UserInputError(
      "A direct message belongs to no server. Leave `scope` out to change it for this one alone.",
    );
  const { apply, done } = parseSourcesChange(action, call.options, deps.searchServices);
  if (!(await invocation.mayManage(scope))) throw forbidden(scope);
  const others = await settings.read(channel);
  let effective = resolveSettings({ install, ...others });
  const change = (layer: SettingsLayer) => {
    const changed = apply(layer);
    effective = resolveSettings({ install, ...others, [scope]: changed });
    const fault = faultOf(changed, effective, deps.searchServices);
    const before = faultOf(layer, resolveSettings({ install, ...others, [scope]: layer }), deps.searchServices);
    // What has become wrong elsewhere must be possible to undo step by step.
    if (fault !== undefined && (before === undefined || !TAKES_AWAY.includes(action))) throw new UserInputError(fault);
    return changed;
  };
  await settings.update({ channel, scope }, { by: invocation.asker, at: deps.clock.now(), change });
  const where = scope === "workspace" ? "in the whole workspace" : "in this channel";
  return `${done} ${where}.\n\n${renderSourcesCard(effective)}`;
}

/** These never add a site or a service. */
const TAKES_AWAY: readonly SourcesCall["action"][] = ["remove", "clear", "results"];

/** Why questions could not be asked with a layer as it is, and what to do about it. */
function faultOf(
  layer: SettingsLayer,
  effective: EffectiveSettings,
  offered: readonly SearchServiceName[],
): string | undefined {
  const both = layer.includeSites.find((site) => layer.excludeSites.includes(site));
  if (both !== undefined)
    return `${both} would be on both lists. Remove it from the other one first: \`/sources remove ${both}\`.`;
  const lists = siteListsOf(effective);
  if (lists.include?.length === 0)
    return "Then nothing would be left to search: every included site is also excluded. `/sources show` lists both.";
  return siteListFault(effective.searchService.value, lists, offered);
}

function parseScope(text = "channel"): ManagedScope {
  const scope = text.trim().toLowerCase();
  if (scope === "channel" || scope === "workspace") return scope;
  throw new UserInputError(`“${text.slice(0, 40)}” is not a scope. Write channel or workspace.`);
}

function forbidden(scope: ManagedScope): UserInputError {
  return new UserInputError(
    scope === "channel"
      ? "Only the people who manage this channel may change its sources. Ask one of them."
      : "Only the people who manage this workspace may change its sources. Ask one of them.",
    { code: "INPUT_FORBIDDEN" },
  );
}
