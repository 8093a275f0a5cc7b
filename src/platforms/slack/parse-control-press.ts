import { z } from "zod";
import { ANSWER_CONTROLS, FEEDBACK_VALUES, type ReplyTarget } from "../../core/chat.ts";
import { parseCommandLine } from "../../core/form.ts";
import { userSchema } from "./acting-user.ts";
import { CONTROL_ACTION } from "./answer-blocks.ts";
import type { ParsedInvocation } from "./parse-event.ts";
import { RUN_ACTION } from "./reply-content.ts";
import { RESPONSE_URL_LIVES_MS } from "./response-url.ts";

const id = z.string().min(1);

const pressSchema = z.object({
  trigger_id: id,
  response_url: z.url(),
  team: z.object({ id }).nullish(),
  enterprise: z.object({ id }).nullish(),
  user: userSchema,
  container: z.object({
    channel_id: id,
    message_ts: id,
    thread_ts: z.string().optional(),
    is_ephemeral: z.boolean().optional(),
  }),
  message: z.object({ thread_ts: z.string().optional() }).optional(),
  actions: z.array(z.object({ action_id: z.string().startsWith(CONTROL_ACTION), value: id })).min(1),
});

/** What the interaction id of a press begins with: its URL can replace the message whose button was pressed. */
export const PRESS = "press-";

export interface ControlPress {
  readonly userId: string;
  readonly triggerId: string;
  /** Shows something to whoever pressed; a bearer secret. */
  readonly responseUrl: string;
  /** What follows takes the place of the message with the button: it was one step, and only its reader sees it. */
  readonly replaces: boolean;
  /** Throws UserInputError where the button's command is none of today's. */
  read(): ParsedInvocation;
}

/**
 * Reads a press of one of our buttons; undefined for any other. https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
 */
export function parseControlPress(
  body: unknown,
  { receivedAt }: { readonly receivedAt: number },
): ControlPress | undefined {
  const parsed = pressSchema.safeParse(body);
  const [action] = parsed.data?.actions ?? [];
  if (!parsed.success || action === undefined) return undefined;
  const { trigger_id: triggerId, response_url: responseUrl, user, container, message, ...press } = parsed.data;
  const isRun = action.action_id.startsWith(RUN_ACTION);
  const control = isRun ? undefined : controlOf(action);
  if (control === undefined && !isRun) return undefined;
  const isEphemeral = container.is_ephemeral === true;
  const channel = {
    platform: "slack",
    workspaceId: press.team?.id ?? press.enterprise?.id ?? "unknown",
    channelId: container.channel_id,
  } as const;
  const pressId = pressIdOf(triggerId);
  const threadId = container.thread_ts ?? message?.thread_ts;
  // Answers stand in threads, except those that only a response_url could post: another one has to replace them.
  const isInThread = !isRun && !isEphemeral && threadId !== undefined;
  const replyTo: ReplyTarget = isInThread
    ? { kind: "message", channel, messageId: container.message_ts, threadId }
    : {
        kind: "interaction",
        channel,
        interactionId: pressId,
        ...(threadId === undefined ? {} : { threadId }),
        token: responseUrl,
        expiresAt: receivedAt + RESPONSE_URL_LIVES_MS,
        visibility: isEphemeral || isRun ? "asker" : "public",
      };
  return {
    userId: user.id,
    triggerId,
    responseUrl,
    replaces: isRun && isEphemeral,
    read: () => ({
      id: `slack-${pressId}`,
      channel,
      asker: user,
      replyTo,
      trigger: "command",
      receivedAt,
      call: control ?? parseCommandLine(action.value),
    }),
  };
}

/** Of one press, whatever was pressed. */
export function pressIdOf(triggerId: string): string {
  return `${PRESS}${triggerId.replace(/[^A-Za-z0-9]+/gu, "-")}`;
}

function controlOf(action: {
  readonly action_id: string;
  readonly value: string;
}): ParsedInvocation["call"] | undefined {
  const answerId = action.value;
  const [, name, item] = /^([a-z]+)(?:_(\d{1,3}))?$/u.exec(action.action_id.slice(CONTROL_ACTION.length)) ?? [];
  const value = FEEDBACK_VALUES.find((known) => known === name);
  if (value !== undefined) {
    return { name: "feedback", answerId, item: item === undefined ? undefined : Number(item), value };
  }
  const control = ANSWER_CONTROLS.find((known) => known === name);
  return control === undefined || item !== undefined ? undefined : { name: "control", control, answerId };
}
