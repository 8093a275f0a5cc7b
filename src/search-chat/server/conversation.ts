/**
 * A message as the contract and every OpenAI-compatible model write it, so that it goes upstream as it came. Source:
 * https://platform.openai.com/docs/api-reference/chat/create
 */
export interface ConversationMessage {
  readonly role: "system" | "developer" | "user" | "assistant" | "tool" | "function";
  readonly content?: string | readonly ContentPart[] | null | undefined;
  readonly name?: string | undefined;
  readonly tool_calls?: readonly ToolCall[] | undefined;
  readonly tool_call_id?: string | undefined;
}

/** `text` parts and `image_url` parts are understood; others travel along. */
export interface ContentPart {
  readonly type: string;
  readonly text?: unknown;
  readonly image_url?: unknown;
}

export interface ToolCall {
  readonly id: string;
  readonly type: "function";
  /** `arguments` is JSON text, as the model wrote it. */
  readonly function: { readonly name: string; readonly arguments: string };
}

/** A function that a model may ask the caller to run. */
export interface Tool {
  readonly type: "function";
  readonly function: {
    readonly name: string;
    readonly description?: string | undefined;
    /** A JSON schema. */
    readonly parameters?: Readonly<Record<string, unknown>> | undefined;
    readonly strict?: boolean | null | undefined;
  };
}

/** What a message says, without its images and other parts. */
export function textOf({ content }: ConversationMessage): string {
  if (content === undefined || content === null) return "";
  if (typeof content === "string") return content;
  return content.flatMap(({ type, text }) => (type === "text" && typeof text === "string" ? [text] : [])).join("\n");
}
