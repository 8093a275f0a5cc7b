import type { Language } from "../../core/messages/language.ts";
import { replyContents } from "./reply-content.ts";
import { postToResponseUrl } from "./response-url.ts";
import type { ReplyOutcome } from "./run-invocation.ts";

const RESPOND_WITHIN_MS = 10_000;

export interface ShowOptions {
  readonly language: Language;
  /** Takes the place of the message whose button was pressed. */
  readonly replaces?: boolean | undefined;
}

/** Shows a reply to one person, through the URL that came with what they did. */
export async function showReply(
  url: string,
  reply: ReplyOutcome,
  { language, replaces = false }: ShowOptions,
): Promise<void> {
  const signal = AbortSignal.timeout(RESPOND_WITHIN_MS);
  for (const [index, content] of replyContents(reply, language).entries()) {
    await postToResponseUrl(url, { type: "ephemeral", ...content, replaces: replaces && index === 0 }, signal);
  }
}
