import type { Invocation, ManagedScope, Outcome } from "../../core/invocation.ts";
import type { Language } from "../../core/messages/language.ts";
import { say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { checkListCount } from "../../core/named-lists.ts";
import type { SettingsChain } from "../../core/resolve-settings.ts";
import type { SettingsLayer } from "../../core/settings.ts";
import { checkedEdit } from "../settings-fault.ts";
import { changedReply, changeLayer, refuseOthers, undoButtons } from "./change-sources.ts";
import type { SourcesDeps } from "./sources-deps.ts";
import { formatSources, parseSourcesText, type SourcesText } from "./sources-text.ts";

interface Transfer {
  readonly scope: ManagedScope;
  readonly chain: SettingsChain;
  readonly language: Language;
}

/** The lists as text: to be copied from the message, and as a file where the platform can show one. */
export function exportSources({ scope, chain, language }: Transfer): Outcome {
  const text = formatSources(chain[scope], chain.workspace.siteLists);
  return {
    kind: "reply",
    markdown: [translate(say("sources.exported", { scope }), language), `\`\`\`\n${text}\n\`\`\``].join("\n\n"),
    attachment: { name: "sources.txt", text: `${text}\n` },
  };
}

/** Takes lists over from text. Throws UserInputError, and nothing has changed. */
export async function importSources(
  invocation: Invocation,
  text: string,
  { scope, chain, language, deps }: Transfer & { readonly deps: SourcesDeps },
): Promise<Outcome> {
  await refuseOthers(invocation, scope);
  const told = parseSourcesText(text, chain.workspace.siteLists);
  const bringsLists = Object.entries(told.siteLists).some(
    ([name, sites]) => JSON.stringify(chain.workspace.siteLists[name]) !== JSON.stringify(sites),
  );
  if (bringsLists && scope !== "workspace") await refuseOthers(invocation, "workspace");
  const withLists = { ...chain, workspace: bringsLists ? takeLists(chain.workspace, told) : chain.workspace };
  // Both layers are looked at before either is written.
  const ofSites = { chain: withLists, scope, apply: (layer: SettingsLayer) => takeSites(layer, told) };
  checkedEdit(ofSites, deps.searchServices)(withLists[scope]);
  if (scope === "workspace") {
    const apply = (layer: SettingsLayer) => takeSites(takeLists(layer, told), told);
    const edited = await changeLayer(invocation, { ...ofSites, apply }, deps);
    return changedReply(say("sources.imported", { scope }), edited, language);
  }
  const lists = bringsLists
    ? await changeLayer(
        invocation,
        { chain: withLists, scope: "workspace", apply: (layer) => takeLists(layer, told) },
        deps,
      )
    : undefined;
  const edited = await changeLayer(invocation, ofSites, deps);
  const reply = changedReply(say("sources.imported", { scope }), edited, language);
  if (reply.kind !== "reply") return reply;
  const [undo] = undoButtons(lists?.change, language);
  const undoLists = undo && { ...undo, label: translate(say("sources.undoLists"), language) };
  return { ...reply, buttons: [...(reply.buttons ?? []), ...(undoLists === undefined ? [] : [undoLists])] };
}

function takeLists(layer: SettingsLayer, { siteLists }: SourcesText): SettingsLayer {
  const lists = { ...layer.siteLists, ...siteLists };
  checkListCount(lists);
  return { ...layer, siteLists: lists };
}

function takeSites(layer: SettingsLayer, { includeSites, excludeSites }: SourcesText): SettingsLayer {
  return {
    ...layer,
    includeSites: includeSites ?? layer.includeSites,
    excludeSites: excludeSites ?? layer.excludeSites,
  };
}
