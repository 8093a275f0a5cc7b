import { searchServices } from "../../core/search-service.ts";
import type { EffectiveSettings, Scope } from "../../core/settings.ts";

const SCOPE_LABELS: Record<Scope, string> = {
  install: "default",
  workspace: "this workspace",
  category: "this category",
  channel: "this channel",
  thread: "this thread",
  question: "this question",
};

/** What holds in a channel, value by value, with where each comes from. */
export function renderSourcesCard({
  includeSites,
  excludeSites,
  searchService,
  searchResults,
}: EffectiveSettings): string {
  const only =
    includeSites === undefined
      ? "any site"
      : `${includeSites.value.join(", ") || "no site, because every included one is also excluded"} (${SCOPE_LABELS[includeSites.from]})`;
  const never =
    excludeSites.length === 0
      ? "none"
      : excludeSites.map(({ value, from }) => `${value} (${SCOPE_LABELS[from]})`).join(", ");
  const { label } = searchServices[searchService.value];
  return [
    `- **Answers come from**: ${only}`,
    `- **Never from**: ${never}`,
    `- **Search service**: ${label} (${SCOPE_LABELS[searchService.from]})`,
    `- **Search results**: ${searchResults.value} (${SCOPE_LABELS[searchResults.from]})`,
  ].join("\n");
}
