import type { Fence } from "../answer/fence.ts";
import type { Source } from "../answer/number-sources.ts";
import { sourcesText } from "../answer/search-prompt.ts";
import type { ConversationMessage } from "../conversation.ts";
import { conversationExcerpt } from "./conversation-excerpt.ts";

export interface PromptContext {
  readonly conversation: readonly ConversationMessage[];
  readonly fence: Fence;
  /** An ISO date. */
  readonly today: string;
  /** Hosts that are searched; empty: every host. */
  readonly includeSites: readonly string[];
  /** The most queries that are wanted. */
  readonly maxQueries: number;
}

/** Asks what to search for first. */
export function planMessages(context: PromptContext): readonly ConversationMessage[] {
  const { conversation, fence, maxQueries } = context;
  const task = [
    `You plan the research for the last message of a conversation. ${circumstances(context)}`,
    `Write 1 to ${maxQueries} search queries that together find what it asks for, each for another part or side of it.`,
    RULES,
    'Reply with JSON alone: {"queries": ["…"]}',
  ];
  return messages(task, conversationExcerpt(conversation, fence), fence);
}

/** Asks whether what was found is enough, and if not, what to search for next. */
export function judgementMessages(
  context: PromptContext,
  found: {
    readonly sources: readonly Source[];
    readonly maxChars: number;
    /** What was searched for so far. */
    readonly queries: readonly string[];
  },
): readonly ConversationMessage[] {
  const { conversation, fence, maxQueries } = context;
  const task = [
    `You judge the research for the last message of a conversation. ${circumstances(context)}`,
    "The numbered sources are what was found so far. Say whether the message can be answered from them fully and reliably.",
    `If not, say in one short sentence what is missing, and write 1 to ${maxQueries} search queries that could find it.`,
    "Do not repeat a query. If more searches would hardly help, say that it is answered.",
    RULES,
    'Reply with JSON alone: {"answered": true} or {"answered": false, "missing": "…", "queries": ["…"]}',
  ];
  const sources =
    found.sources.length === 0
      ? "Nothing was found so far.\n\nQuestion:"
      : sourcesText(found.sources, fence, found.maxChars);
  const queries = found.queries.map((query) => `- ${query}`).join("\n");
  // Queries are a model's words, written after it has read pages.
  const asked = `Searched for so far:\n${fence.around(queries)}`;
  return messages(task, `${asked}\n\n${sources}\n${conversationExcerpt(conversation, fence)}`, fence);
}

const RULES =
  "Each query has at most 20 words. Keep names and versions; use the language in which the answer is likely written. Write no operators such as site: and no addresses.";

function circumstances({ today, includeSites }: PromptContext): string {
  const where = includeSites.length === 0 ? "" : ` Only these sites are searched: ${includeSites.join(", ")}.`;
  return `Today is ${today}.${where}`;
}

function messages(task: readonly string[], said: string, fence: Fence): readonly ConversationMessage[] {
  const rule = fence.rule();
  return [
    { role: "system", content: [...task, ...(rule === undefined ? [] : [rule])].join("\n") },
    { role: "user", content: said },
  ];
}
