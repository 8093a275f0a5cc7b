import type { Invocation, Outcome } from "../../core/invocation.ts";
import type { Language } from "../../core/messages/language.ts";
import { say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import type { SettingsChain } from "../../core/resolve-settings.ts";
import { notExcluded, offerExclusions } from "./offer-exclusions.ts";
import { renderSourcesCard } from "./render-sources-card.ts";
import type { SourcesDeps } from "./sources-deps.ts";

const MAX_REPORTED = 10;

/** What holds here; and for who manages the channel, which sites people have called wrong, with a button to exclude each. */
export async function showSources(
  invocation: Invocation,
  { chain, language, deps }: { readonly chain: SettingsChain; readonly language: Language; readonly deps: SourcesDeps },
): Promise<Outcome> {
  const card = renderSourcesCard(chain, language);
  const all = await deps.answerFeedback.reported(invocation.channel);
  const open = notExcluded(
    all.map(({ host }) => host),
    chain,
  );
  const reported = all.filter(({ host }) => open.includes(host)).slice(0, MAX_REPORTED);
  if (reported.length === 0 || !(await invocation.mayManage("channel"))) return { kind: "reply", markdown: card };
  const lines = [
    say("sources.reported.heading"),
    ...reported.map(({ host, count }) => say("sources.reported.line", { host, count })),
  ];
  const hosts = reported.map(({ host }) => host);
  return {
    kind: "reply",
    markdown: [card, lines.map((line) => translate(line, language)).join("\n")].join("\n\n"),
    buttons: offerExclusions(hosts, { chain, language, deps }),
  };
}
