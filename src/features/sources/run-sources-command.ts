import { hasWorkspace } from "../../core/chat.ts";
import type { Clock } from "../../core/clock.ts";
import type { CommandCall } from "../../core/commands.ts";
import { UserInputError } from "../../core/errors.ts";
import type { Invocation, ManagedScope } from "../../core/invocation.ts";
import { resolveSettings } from "../../core/resolve-settings.ts";
import type { SearchServiceName } from "../../core/search-service.ts";
import type { SettingsLayer, SettingsStore } from "../../core/settings.ts";
import type { InstallLayer } from "../read-effective-settings.ts";
import { changedKeys, type LayerInPlace, refuseFault, refuseLocked } from "../settings-fault.ts";
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
  const others = await settings.read(channel, invocation.replyTo.threadId);
  const inPlace = (layer: SettingsLayer): LayerInPlace => ({
    layer,
    effective: resolveSettings({ install, ...others, [scope]: layer }),
  });
  let changed = inPlace(others[scope]);
  const change = (layer: SettingsLayer) => {
    const before = inPlace(layer);
    changed = inPlace(apply(layer));
    refuseLocked(before.effective.locks, { scope, changed: changedKeys(layer, changed.layer) });
    const { siteLists } = others.workspace;
    refuseFault(before, changed, { offered: deps.searchServices, siteLists });
    return changed.layer;
  };
  await settings.update({ channel, scope }, { by: invocation.asker, at: deps.clock.now(), change });
  const where = scope === "workspace" ? "in the whole workspace" : "in this channel";
  return `${done} ${where}.\n\n${renderSourcesCard(changed.effective)}`;
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
