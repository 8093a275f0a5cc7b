import type { SettingKey } from "../../core/setting-fields.ts";

/** A value of each setting, as it is typed. */
export const EXAMPLES = {
  includeSites: "arxiv.org, zod.dev",
  excludeSites: "example.com",
  searchService: "tavily",
  searchResults: "5",
  offListCitations: "mark",
  model: "gpt-4o-mini",
  answerMode: "deep-search",
  answerLength: "short",
  language: "asker",
  instructions: "Answer for beginners.",
  answerWhen: "mention",
  threadFollowUps: "off",
  answerWhere: "thread",
  visibility: "asker",
  streaming: "off",
  whoMayAsk: "everyone",
  retentionDays: "30",
  timeZone: "Europe/Berlin scope:workspace",
} as const satisfies Record<SettingKey, string>;
