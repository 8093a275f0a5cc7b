import { shownCommands } from "../../core/commands.ts";
import { parseCommandLine } from "../../core/form.ts";
import type { ParsedInvocation } from "./parse-event.ts";

/**
 * A command that is typed behind a mention: `@footnote /settings set searchResults 5 scope:thread`. Slack takes no slash
 * commands in threads, so that nothing could be said of one there. Undefined for a question. Throws UserInputError for a
 * command that is typed wrong. https://docs.slack.dev/interactivity/implementing-slash-commands
 */
export function typedCommand(message: ParsedInvocation): ParsedInvocation | undefined {
  const { call, trigger } = message;
  if (call.name !== "ask" || (trigger !== "mention" && trigger !== "direct")) return undefined;
  const [line, name = ""] = /^\/([a-z]+)(?:\s[\s\S]*)?$/iu.exec(call.options.question?.trim() ?? "") ?? [];
  if (line === undefined || !Object.hasOwn(shownCommands, name.toLowerCase())) return undefined;
  return { ...message, call: parseCommandLine(`${name.toLowerCase()}${line.slice(name.length + 1)}`) };
}
