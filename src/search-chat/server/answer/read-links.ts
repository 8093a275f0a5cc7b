import type { ConversationMessage } from "../conversation.ts";
import type { Fence } from "./fence.ts";

/**
 * The stage `file-parse`: reads the pages that the question links to and puts their text into the conversation, inside
 * the fence. A page that cannot be read is said so in its place; only an abort rejects.
 */
export type ReadLinks = (
  conversation: readonly ConversationMessage[],
  context: { readonly signal: AbortSignal; readonly fence: Fence },
) => Promise<readonly ConversationMessage[]>;
