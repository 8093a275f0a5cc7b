import { hasWorkspace } from "../../core/chat.ts";
import { UserInputError } from "../../core/errors.ts";
import type { Invocation, ManagedScope, Outcome, ReplyButton } from "../../core/invocation.ts";
import type { Language } from "../../core/messages/language.ts";
import { type Message, say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import type { SettingsChain } from "../../core/resolve-settings.ts";
import type { SettingsChange } from "../../core/settings-change.ts";
import { checkedEdit, type ScopeEdit } from "../settings-fault.ts";
import { renderSourcesCard } from "./render-sources-card.ts";
import type { SourcesDeps } from "./sources-deps.ts";

/** Makes a change and writes it into the history. Throws UserInputError as {@link checkedEdit} does; then nothing has changed. */
export async function changeLayer(
  { channel, asker }: Invocation,
  edit: ScopeEdit,
  deps: SourcesDeps,
): Promise<{ readonly chain: SettingsChain; readonly change: SettingsChange | undefined }> {
  const { chain, scope } = edit;
  const check = checkedEdit(edit, deps.searchServices);
  const edited = await deps.settings.update(
    { channel, scope },
    { by: asker, at: deps.clock.now(), change: (current) => check(current).layer },
  );
  return { chain: { ...chain, [scope]: edited.layer }, change: edited.change };
}

/** Throws UserInputError for who may not change a scope, and for a scope that is nobody's. */
export async function refuseOthers(invocation: Invocation, scope: ManagedScope): Promise<void> {
  // Everybody's direct messages on Discord would be changed at once.
  if (scope === "workspace" && !hasWorkspace(invocation.channel))
    throw new UserInputError(say("sources.scope.noWorkspace"));
  if (!(await invocation.mayManage(scope)))
    throw new UserInputError(say(`settings.forbidden.${invocation.channel.platform}.${scope}`), {
      code: "INPUT_FORBIDDEN",
    });
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
