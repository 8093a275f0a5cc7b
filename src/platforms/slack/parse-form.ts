import { z } from "zod";
import type { UserRef } from "../../core/chat.ts";
import { callOfForm } from "../../core/form.ts";
import { userSchema } from "./acting-user.ts";
import { FIELD } from "./form-view.ts";
import { inMetadata, invocationAt, type ModalPlace, modalPlaceSchema } from "./modal-place.ts";
import type { ParsedInvocation } from "./parse-event.ts";

const optionSchema = z.object({ value: z.string() });

/** What stands in a field: empty where it was emptied; several values are joined as they would be typed. */
const fieldSchema = z
  .object({
    value: z.string().nullish(),
    selected_option: optionSchema.nullish(),
    selected_options: z.array(optionSchema).nullish(),
  })
  .transform(
    ({ value, selected_option: one, selected_options: several }) =>
      several?.map((option) => option.value).join(", ") ?? one?.value ?? value ?? "",
  );

/** The values of a form, by the names of its fields. */
export const formStateSchema = z
  .object({ values: z.record(z.string(), z.object({ [FIELD]: fieldSchema })) })
  .transform(({ values }) =>
    Object.fromEntries(Object.entries(values).map(([name, field]) => [name, (field[FIELD] ?? "").trim()])),
  );

const submissionSchema = z.object({
  user: userSchema,
  view: z.object({
    id: z.string().min(1),
    /** Changes with everything that is shown in the view. */
    hash: z.string().default(""),
    private_metadata: inMetadata(modalPlaceSchema.extend({ command: z.string() })),
    state: formStateSchema,
  }),
});

export interface FilledForm {
  readonly title: string;
  readonly place: ModalPlace;
  readonly asker: UserRef;
  /** Throws UserInputError where its command is none of today's. */
  read(): ParsedInvocation;
}

/** Reads a form of ours that was filled in. https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export function parseForm(body: unknown, { receivedAt }: { readonly receivedAt: number }): FilledForm | undefined {
  const parsed = submissionSchema.safeParse(body);
  if (!parsed.success) return undefined;
  const { user: asker, view } = parsed.data;
  const { version: _version, title, command, ...place } = view.private_metadata;
  return {
    title,
    place,
    asker,
    read: () =>
      invocationAt(place, {
        // One view may hold several forms, one after the other.
        id: `slack-form-${view.id}-${view.hash.replace(/[^A-Za-z0-9]+/gu, "-")}`,
        asker,
        receivedAt,
        call: callOfForm(command, view.state),
      }),
  };
}
