import type { Language } from "../../core/messages/language.ts";
import { type Message, say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { hostsOfEntries } from "../../core/named-lists.ts";
import { isListName, listNamed, resolveSettings, type SettingsChain } from "../../core/resolve-settings.ts";
import { choiceLabel } from "../../core/setting-labels.ts";
import { type EffectiveSettings, SCOPES, type Scope, type SettingsLayer } from "../../core/settings.ts";

/** What holds in a channel, value by value, with where each comes from. A named list is shown by its name and its size. */
export function renderSourcesCard(chain: SettingsChain, language: Language): string {
  const effective = resolveSettings(chain);
  const { searchService, searchResults } = effective;
  const from = (value: string | Message, scope: Scope) =>
    say("sources.card.from", { value, scope: say(`scope.${scope}`) });
  const lines = [
    say("sources.card.only", { sites: includedText(effective, chain, language) }),
    say("sources.card.never", { sites: excludedText(effective, chain, language) }),
    say("sources.card.service", { value: from(choiceLabel("searchService", searchService.value), searchService.from) }),
    say("sources.card.results", { value: from(String(searchResults.value), searchResults.from) }),
  ];
  return lines.map((line) => translate(line, language)).join("\n");
}

/** One entry of a list as people read it. */
export function entryText(entry: string, { workspace }: Pick<SettingsChain, "workspace">, language: Language): string {
  if (!isListName(entry)) return entry;
  const hosts = listNamed(entry, workspace.siteLists);
  const message =
    hosts === undefined
      ? say("sources.card.noList", { name: entry })
      : say("sources.card.list", { name: entry, count: hosts.length });
  return translate(message, language);
}

function includedText({ includeSites }: EffectiveSettings, chain: SettingsChain, language: Language): string {
  if (includeSites === undefined) return translate(say("sources.card.any"), language);
  const { value, from } = includeSites;
  const entries = layerOf(chain, from)?.includeSites ?? value;
  const isLeft = (entry: string) =>
    hostsOfEntries([entry], chain.workspace.siteLists).some((host) => value.includes(host));
  const shown = entries.filter(isLeft);
  const sites =
    value.length === 0
      ? translate(say("sources.card.nothingLeft"), language)
      : shown.map((entry) => entryText(entry, chain, language)).join(", ");
  return translate(say("sources.card.from", { value: sites, scope: say(`scope.${from}`) }), language);
}

function excludedText({ locks }: EffectiveSettings, chain: SettingsChain, language: Language): string {
  const { excludeSites: lock = "question" } = locks;
  const speaking = SCOPES.slice(0, SCOPES.indexOf(lock) + 1);
  const seen = new Set<string>();
  const texts = speaking.flatMap((scope) =>
    (layerOf(chain, scope)?.excludeSites ?? []).flatMap((entry) => {
      if (seen.has(entry)) return [];
      seen.add(entry);
      const value = entryText(entry, chain, language);
      return [translate(say("sources.card.from", { value, scope: say(`scope.${scope}`) }), language)];
    }),
  );
  return texts.length === 0 ? translate(say("sources.card.none"), language) : texts.join(", ");
}

function layerOf(chain: SettingsChain, scope: Scope): SettingsLayer | undefined {
  return scope === "question" ? undefined : chain[scope];
}
