import type { Fence } from "../answer/fence.ts";
import { type ConversationMessage, textOf } from "../conversation.ts";

/** The end of a conversation says what it is about. */
const SHOWN_MESSAGES = 8;
/** Of what a message says by itself, and of each text inside the fence. */
const SHOWN_CHARS = 2_000;
/** Texts inside the fence in one message: five links and a few images. */
const SHOWN_FENCED = 8;

/** The conversation as one text, shortened, and what was fenced in it fenced again. */
export function conversationExcerpt(conversation: readonly ConversationMessage[], fence: Fence): string {
  return conversation
    .filter(({ role }) => role === "user" || role === "assistant")
    .slice(-SHOWN_MESSAGES)
    .map((message) => `${message.role}: ${excerpt(textOf(message), fence)}`)
    .join("\n\n");
}

function excerpt(text: string, fence: Fence): string {
  const [before = "", ...fenced] = text.split(`<${fence.mark}>`);
  const parts = fenced.slice(0, SHOWN_FENCED).map((part) => {
    const [inside = "", ...after] = part.split(`</${fence.mark}>`);
    return `${fence.around(cut(inside.trim()))}\n${cut(after.join("").trim())}`;
  });
  return [cut(before.trim()), ...parts].join("\n").trim();
}

/** Both ends of a long text: a question stands before or behind what it is about. */
function cut(text: string): string {
  if (text.length <= SHOWN_CHARS) return text;
  // Half a character at an end is none.
  const start = text.slice(0, SHOWN_CHARS / 2).replace(/[\uD800-\uDBFF]$/u, "");
  return `${start} … ${text.slice(-SHOWN_CHARS / 2).replace(/^[\uDC00-\uDFFF]/u, "")}`;
}
