import { z } from "zod";
import { toFormCall } from "../../core/command-form.ts";
import { FIELD } from "./form-view.ts";
import type { ParsedInvocation } from "./parse-event.ts";

const id = z.string().min(1);

/** Where a form was asked for, kept by Slack while it is filled in. The URL is a bearer secret. */
export const formMetadataSchema = z.object({
  version: z.literal(1),
  action: z.string(),
  title: z.string(),
  workspaceId: z.string(),
  channelId: z.string(),
  responseUrl: z.url(),
  expiresAt: z.number(),
});
type FormMetadata = z.infer<typeof formMetadataSchema>;

const metadataSchema = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: "custom", message: "is not JSON" });
      return z.NEVER;
    }
  })
  .pipe(formMetadataSchema);

const fieldSchema = z
  .object({ value: z.string().nullish(), selected_option: z.object({ value: z.string() }).nullish() })
  .transform(({ value, selected_option: selected }) => selected?.value ?? value);

const submissionSchema = z.object({
  user: z.object({ id, username: z.string().optional(), name: z.string().optional() }),
  view: z.object({
    id,
    private_metadata: metadataSchema,
    state: z.object({ values: z.record(z.string(), z.object({ [FIELD]: fieldSchema })) }),
  }),
});

export interface FilledForm {
  readonly invocation: ParsedInvocation;
  readonly metadata: FormMetadata;
}

/** Reads a form of ours that was filled in. https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export function parseForm(body: unknown, { receivedAt }: { readonly receivedAt: number }): FilledForm | undefined {
  const parsed = submissionSchema.safeParse(body);
  if (!parsed.success) return undefined;
  const { user, view } = parsed.data;
  const metadata = view.private_metadata;
  const values = Object.fromEntries(Object.entries(view.state.values).map(([name, field]) => [name, field[FIELD]]));
  const call = toFormCall(metadata.action, values);
  if (call === undefined) return undefined;
  const channel = { platform: "slack", workspaceId: metadata.workspaceId, channelId: metadata.channelId } as const;
  const name = user.username ?? user.name;
  return {
    metadata,
    invocation: {
      id: `slack-form-${view.id}`,
      channel,
      asker: { id: user.id, ...(name === undefined ? {} : { name }) },
      replyTo: {
        kind: "interaction",
        channel,
        interactionId: view.id,
        token: metadata.responseUrl,
        expiresAt: metadata.expiresAt,
        visibility: "asker",
      },
      receivedAt,
      call,
    },
  };
}
