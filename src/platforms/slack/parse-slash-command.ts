import { z } from "zod";
import type { Visibility } from "../../core/chat.ts";
import type { CommandCall } from "../../core/commands.ts";
import { UserInputError } from "../../core/errors.ts";
import { say } from "../../core/messages/message.ts";
import { parseCommandText } from "../../core/parse-command-text.ts";
import type { ParsedInvocation } from "./parse-event.ts";
import { RESPONSE_URL_LIVES_MS } from "./response-url.ts";
import { toReadableQuestion } from "./to-readable-question.ts";

const id = z.string().min(1);

const commandSchema = z.object({
  command: z.string().startsWith("/"),
  text: z.string().default(""),
  team_id: z.string().optional(),
  enterprise_id: z.string().optional(),
  channel_id: id,
  user_id: id,
  user_name: z.string().optional(),
  trigger_id: id,
  response_url: z.url(),
});

/**
 * Reads a slash command. Throws UserInputError, whose sentence is for the person who typed it, when its text is not
 * the command's grammar.
 */
export function parseSlashCommand(
  body: unknown,
  context: { readonly botUserId: string; readonly receivedAt: number },
): ParsedInvocation {
  const parsed = commandSchema.safeParse(body);
  if (!parsed.success) throw new UserInputError(say("slack.commandUnreadable"));
  const command = parsed.data;
  const call = parseCommandText(command.command.slice(1), toReadableQuestion(command.text, context));
  const channel = {
    platform: "slack",
    workspaceId: command.team_id || command.enterprise_id || "unknown",
    channelId: command.channel_id,
  } as const;
  return {
    id: `slack-cmd-${command.trigger_id.replace(/[^A-Za-z0-9]+/gu, "-")}`,
    channel,
    asker: { id: command.user_id, ...(command.user_name ? { name: command.user_name } : {}) },
    replyTo: {
      kind: "interaction",
      channel,
      interactionId: command.trigger_id,
      token: command.response_url,
      expiresAt: context.receivedAt + RESPONSE_URL_LIVES_MS,
      visibility: visibilityOf(call),
    },
    trigger: "command",
    receivedAt: context.receivedAt,
    call,
  };
}

/** Only an answer is for everybody; what a setting is and was concerns whoever asked. */
function visibilityOf(call: CommandCall): Visibility {
  if (call.name !== "ask") return "asker";
  // In doubt, what was typed as private stays private.
  return /^(?:no|false|off|0)?$/iu.test(call.options.private ?? "") ? "public" : "asker";
}
