import { type ConversationMessage, type Tool, textOf } from "../conversation.ts";
import { forcedFunction } from "./tool-choice.ts";

/**
 * The conversation for a model that knows no tools: they are described in the system message, and calls and results of
 * earlier turns become text. What comes back is read by `createPromptedCalls`.
 */
export function promptTools(
  messages: readonly ConversationMessage[],
  tools: readonly Tool[],
  choice: unknown,
): readonly ConversationMessage[] {
  const told = messages.map((message) => toTextMessage(message, messages));
  if (tools.length === 0 || choice === "none") return told;
  const [first, ...rest] = told;
  const instructions = describe(tools, choice);
  // Many chat templates take one system message, and that as the first.
  return first?.role === "system"
    ? [{ ...first, content: `${textOf(first)}\n\n${instructions}`.trim() }, ...rest]
    : [{ role: "system", content: instructions }, ...told];
}

function describe(tools: readonly Tool[], choice: unknown): string {
  const forced = forcedFunction(choice);
  const when =
    forced !== undefined
      ? `You must call ${forced} now.`
      : choice === "required"
        ? "You must call at least one function now."
        : "Call a function only where it helps; otherwise answer as usual.";
  return [
    "You can ask for these functions to be called. Each line is one, as JSON with its name, its purpose and the JSON schema of its arguments:",
    ...tools.map(({ function: { name, description, parameters } }) =>
      JSON.stringify({ name, description, parameters }),
    ),
    "",
    'To call functions, answer with one JSON object and nothing else: {"tool_calls": [{"name": "<name>", "arguments": {…}}]}',
    "The results come in the next message. Never make up a result, and never call a function that is not in the list.",
    when,
  ].join("\n");
}

function toTextMessage(message: ConversationMessage, all: readonly ConversationMessage[]): ConversationMessage {
  if (message.role === "tool" || message.role === "function") {
    const name = message.name ?? nameOfCall(message.tool_call_id, all) ?? "a function";
    return { role: "user", content: `Result of ${name}: ${JSON.stringify(textOf(message))}` };
  }
  if (message.tool_calls === undefined || message.tool_calls.length === 0) return message;
  const calls = message.tool_calls.map(({ function: { name, arguments: given } }) => ({
    name,
    arguments: parseArguments(given),
  }));
  const said = textOf(message);
  return { role: "assistant", content: `${said}${said === "" ? "" : "\n"}${JSON.stringify({ tool_calls: calls })}` };
}

function nameOfCall(id: string | undefined, messages: readonly ConversationMessage[]): string | undefined {
  return messages.flatMap(({ tool_calls = [] }) => tool_calls).find((call) => call.id === id)?.function.name;
}

function parseArguments(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A model wrote it. It is shown as it stands.
    return text;
  }
}
