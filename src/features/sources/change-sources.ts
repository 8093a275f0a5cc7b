import { hasWorkspace } from "../../core/chat.ts";
import { UserInputError } from "../../core/errors.ts";
import type { Invocation, ManagedScope, Outcome, ReplyButton } from "../../core/invocation.ts";
import type { Language } from "../../core/messages/language.ts";
import { type Message, say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { resolveSettings, type SettingsChain } from "../../core/resolve-settings.ts";
import type { SettingKey } from "../../core/setting-fields.ts";
import type { SettingsLayer } from "../../core/settings.ts";
import type { SettingsChange } from "../../core/settings-change.ts";
import { faultOf, refuseLocked } from "../settings-fault.ts";
import { renderSourcesCard } from "./render-sources-card.ts";
import type { SourcesDeps } from "./sources-deps.ts";

/** One change of one layer, as somebody asks for it. */
export interface LayerEdit {
  readonly scope: ManagedScope;
  readonly chain: SettingsChain;
  readonly keys: readonly SettingKey[];
  readonly apply: (layer: SettingsLayer) => SettingsLayer;
  /** It adds nothing that could be wrong, so that it may be made also where something is wrong already. */
  readonly keepsFaults: boolean;
}

/**
 * Makes a change and writes it into the history. Throws UserInputError, and nothing has changed, where the setting is
 * locked or questions could not be asked any more; what was wrong before may be put right step by step.
 */
export async function changeLayer(
  { channel, asker }: Invocation,
  { scope, chain, keys, apply, keepsFaults }: LayerEdit,
  deps: SourcesDeps,
): Promise<{ readonly chain: SettingsChain; readonly change: SettingsChange | undefined }> {
  refuseLocked(resolveSettings(chain).locks, { scope, changed: keys });
  const change = (before: SettingsLayer) => {
    const after = apply(before);
    const fault = faultAt(chain, scope, after, deps);
    if (fault !== undefined && (!keepsFaults || faultAt(chain, scope, before, deps) === undefined))
      throw new UserInputError(fault);
    return after;
  };
  const edited = await deps.settings.update({ channel, scope }, { by: asker, at: deps.clock.now(), change });
  return { chain: { ...chain, [scope]: edited.layer }, change: edited.change };
}

/** What is wrong with the settings once a layer is as given. */
export function faultAt(
  chain: SettingsChain,
  scope: ManagedScope,
  layer: SettingsLayer,
  { searchServices }: Pick<SourcesDeps, "searchServices">,
): Message | undefined {
  const changed = { ...chain, [scope]: layer };
  const { siteLists } = changed.workspace;
  return faultOf({ layer, effective: resolveSettings(changed) }, { offered: searchServices, siteLists });
}

/** Throws UserInputError for who may not change a scope, and for a scope that is nobody's. */
export async function refuseOthers(invocation: Invocation, scope: ManagedScope): Promise<void> {
  // Everybody's direct messages on Discord would be changed at once.
  if (scope === "workspace" && !hasWorkspace(invocation.channel))
    throw new UserInputError(say("sources.scope.noWorkspace"));
  if (!(await invocation.mayManage(scope)))
    throw new UserInputError(say("sources.forbidden", { scope }), { code: "INPUT_FORBIDDEN" });
}

/** Says what was done and what holds now, with a button that takes it back. */
export function changedReply(
  done: Message,
  { chain, change }: { readonly chain: SettingsChain; readonly change: SettingsChange | undefined },
  language: Language,
): Outcome {
  return {
    kind: "reply",
    markdown: `${translate(done, language)}\n\n${renderSourcesCard(chain, language)}`,
    buttons: undoButtons(change, language),
  };
}

/** As long as the command of a button may be. */
export const MAX_COMMAND_LENGTH = 85;

export function undoButtons(change: SettingsChange | undefined, language: Language): readonly ReplyButton[] {
  const command = `settings undo ${change?.id ?? ""}`;
  if (change === undefined || command.length > MAX_COMMAND_LENGTH) return [];
  return [{ label: translate(say("button.undo"), language), command }];
}
