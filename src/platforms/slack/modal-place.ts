import { z } from "zod";
import type { ChannelRef, ReplyTarget, UserRef } from "../../core/chat.ts";
import type { ParsedInvocation } from "./parse-event.ts";

const id = z.string().min(1);

/** Which conversation a Home tab shows, beside the person's own with us. */
export const homeSchema = z.object({ dmId: id, chosenId: id.optional() });
export type HomeState = Readonly<z.infer<typeof homeSchema>>;

/**
 * Where a modal was asked for, kept by Slack while it is open: 3,000 characters at most. The URL is a bearer secret.
 * `home`: it stands over this Home tab, which shows what it changes.
 */
export const modalPlaceSchema = z.object({
  version: z.literal(2),
  title: z.string(),
  workspaceId: z.string(),
  channelId: id,
  threadId: id.optional(),
  responseUrl: z.url().optional(),
  expiresAt: z.number().optional(),
  home: homeSchema.optional(),
});
export type ModalPlace = Readonly<Omit<z.infer<typeof modalPlaceSchema>, "version" | "title">>;

/** A place inside `private_metadata`, which is JSON of ours. */
export function inMetadata<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: "custom", message: "is not JSON" });
        return z.NEVER;
      }
    })
    .pipe(schema);
}

/** Where a modal is asked for that answers a command or a press. */
export function placeOf({ workspaceId, channelId }: ChannelRef, replyTo: ReplyTarget): ModalPlace {
  const { threadId } = replyTo;
  const place = { workspaceId, channelId, ...(threadId === undefined ? {} : { threadId }) };
  if (replyTo.kind !== "interaction" || replyTo.token === "") return place;
  return { ...place, responseUrl: replyTo.token, expiresAt: replyTo.expiresAt };
}

interface Happening {
  /** Same for every delivery of it. */
  readonly id: string;
  readonly asker: UserRef;
  readonly receivedAt: number;
  readonly call: ParsedInvocation["call"];
}

/** What somebody does in a modal, or in their Home tab: where no `response_url` came along, only they can be told. */
export function invocationAt(
  { workspaceId, channelId, threadId, responseUrl = "", expiresAt = 0 }: ModalPlace,
  { id: happeningId, ...happening }: Happening,
): ParsedInvocation {
  const channel = { platform: "slack", workspaceId, channelId } as const;
  return {
    ...happening,
    id: happeningId,
    channel,
    trigger: "command",
    replyTo: {
      kind: "interaction",
      channel,
      interactionId: happeningId,
      ...(threadId === undefined ? {} : { threadId }),
      token: responseUrl,
      expiresAt,
      visibility: "asker",
    },
  };
}
