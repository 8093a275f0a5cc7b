import type { ChatModelRequest, ToolUse } from "../chat-model.ts";
import type { ConversationMessage, Tool } from "../conversation.ts";
import { promptTools } from "./prompt-tools.ts";
import type { OptionalField } from "./refused-fields.ts";

/** One call as it goes to the upstream server. */
export interface PlannedCall {
  readonly body: string;
  readonly messages: readonly ConversationMessage[];
  /** Tools that stand in the body; not those that are told in words. */
  readonly nativeTools: readonly Tool[];
  /** Whether the model's tool calls come as text. */
  readonly isPrompted: boolean;
  /** One where the caller says no to parallel calls, whether the model knows the field or not. */
  readonly mostCalls: number;
  /** What of it might be refused, and could be done without. */
  readonly optional: ReadonlySet<OptionalField>;
}

/** Plans a call without the fields that this model is known to refuse. Undefined fields are not sent. */
export function planCall(
  { model, messages, fields, toolUse }: ChatModelRequest,
  refused: ReadonlySet<OptionalField>,
): PlannedCall {
  const tools = toolUse?.tools ?? [];
  const isPrompted = toolUse?.mode === "prompt" || (toolUse?.mode !== "native" && refused.has("tools"));
  const told = isPrompted ? promptTools(messages, tools, toolUse?.choice) : messages;
  const sent = told.map(toUpstreamMessage);
  const nativeTools = isPrompted ? [] : tools;
  const optional = new Set<OptionalField>();
  const isStreamed = !refused.has("stream");
  const isUsageAsked = isStreamed && !refused.has("stream_options");
  const { parallel_tool_calls: parallel, ...sampling } = fields ?? {};
  const isParallelSaid = nativeTools.length > 0 && parallel !== undefined && !refused.has("parallel_tool_calls");
  if (isStreamed) optional.add("stream");
  if (isUsageAsked) optional.add("stream_options");
  if (isParallelSaid) optional.add("parallel_tool_calls");
  if (nativeTools.length > 0 && toolUse?.mode === "auto") optional.add("tools");
  const body = JSON.stringify({
    ...sampling,
    model,
    messages: sent,
    stream: isStreamed,
    ...(isUsageAsked ? { stream_options: { include_usage: true } } : {}),
    ...(nativeTools.length > 0 ? nativeToolFields(nativeTools, toolUse) : {}),
    ...(isParallelSaid ? { parallel_tool_calls: parallel } : {}),
  });
  const mostCalls = parallel === false ? 1 : Number.POSITIVE_INFINITY;
  return { body, messages: sent, nativeTools, isPrompted: isPrompted && tools.length > 0, mostCalls, optional };
}

function nativeToolFields(tools: readonly Tool[], toolUse: ToolUse | undefined): object {
  return { tools, ...(toolUse?.choice == null ? {} : { tool_choice: toolUse.choice }) };
}

/** To OpenAI `developer` and `system` are one; others know only the older word. */
function toUpstreamMessage(message: ConversationMessage): ConversationMessage {
  return message.role === "developer" ? { ...message, role: "system" } : message;
}
