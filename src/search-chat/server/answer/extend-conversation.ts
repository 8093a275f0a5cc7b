import type { ContentPart, ConversationMessage } from "../conversation.ts";

/**
 * Adds a text of ours to what the system says. One system message at the start is what every chat template takes, so a
 * caller's own one keeps its words and ours follow; only where there is none a new one is made.
 */
export function withSystemText(
  conversation: readonly ConversationMessage[],
  text: string,
): readonly ConversationMessage[] {
  const [first, ...rest] = conversation;
  if (first === undefined || (first.role !== "system" && first.role !== "developer")) {
    return [{ role: "system", content: text }, ...conversation];
  }
  return [{ ...first, content: joined(first.content, text) }, ...rest];
}

/** Puts what is known about the last question before it, in the same message: roles must alternate for some models. */
export function withContext(
  conversation: readonly ConversationMessage[],
  text: string,
): readonly ConversationMessage[] {
  const position = conversation.findLastIndex(({ role }) => role === "user");
  const asked = conversation[position];
  if (asked === undefined) return [...conversation, { role: "user", content: text }];
  return conversation.with(position, { ...asked, content: joined(text, asked.content) });
}

type Content = ConversationMessage["content"];

function joined(first: Content, second: Content): string | readonly ContentPart[] {
  if (typeof first === "string" && typeof second === "string") return `${first}\n\n${second}`;
  return [...partsOf(first), ...partsOf(second)];
}

function partsOf(content: Content): readonly ContentPart[] {
  if (content === undefined || content === null || content === "") return [];
  return typeof content === "string" ? [{ type: "text", text: content }] : content;
}
