import { z } from "zod";
import { FakeDiscordRefusal } from "./fake-discord-refusal.ts";

const LABEL = 18;
const STRING_SELECT = 3;
const TEXT_INPUT = 4;

const customId = z.string().min(1).max(100);
const label = z.string().min(1).max(100);

const fieldSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal(STRING_SELECT),
    custom_id: customId,
    required: z.boolean(),
    options: z
      .array(z.strictObject({ label, value: label, default: z.boolean().optional() }))
      .min(1)
      .max(25)
      .refine((options) => options.filter((option) => option.default === true).length <= 1, "one can be chosen"),
  }),
  z.strictObject({
    type: z.literal(TEXT_INPUT),
    custom_id: customId,
    style: z.union([z.literal(1), z.literal(2)]),
    required: z.boolean(),
    max_length: z.int().min(1).max(4_000),
    /** What stands there when it opens. */
    value: z.string().min(1).max(4_000).optional(),
  }),
]);

/** A modal of labels within the documented limits. https://docs.discord.com/developers/components/reference#label */
const modalSchema = z.strictObject({
  custom_id: customId,
  title: z.string().min(1).max(45),
  components: z
    .array(
      z.strictObject({
        type: z.literal(LABEL),
        label: z.string().min(1).max(45),
        description: z.string().max(100).optional(),
        component: fieldSchema,
      }),
    )
    .min(1)
    .max(5),
});
export type FakeModal = z.infer<typeof modalSchema>;

export function parseFakeModal(json: unknown): FakeModal {
  const parsed = modalSchema.safeParse(json);
  if (!parsed.success) throw new FakeDiscordRefusal(400, 50035, "Invalid Form Body", { errors: parsed.error.issues });
  return parsed.data;
}

/** What stands in the fields of a modal when it opens. */
export function prefilledIn(modal: FakeModal): Readonly<Record<string, string>> {
  return Object.fromEntries(
    modal.components.flatMap(({ component }) => {
      const value =
        component.type === TEXT_INPUT ? component.value : component.options.find((option) => option.default)?.value;
      return value === undefined ? [] : [[component.custom_id, value]];
    }),
  );
}

/** What a filled-in modal is delivered as: what stands there, and what is typed instead. Throws for what Discord's own client would not let through. */
export function toFakeSubmission(modal: FakeModal, typed: Readonly<Record<string, string>>): object {
  const values = { ...prefilledIn(modal), ...typed };
  const names = modal.components.map(({ component }) => component.custom_id);
  const unknown = Object.keys(values).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`the form has no field ${unknown}`);
  const components = modal.components.map(({ component }, index) => {
    const { custom_id: id, type, required } = component;
    const value = values[id];
    if (value === undefined && required) throw new Error(`the field ${id} is required`);
    if (component.type === TEXT_INPUT) {
      if ((value ?? "").length > component.max_length) throw new Error(`the field ${id} is too long`);
      return { type: LABEL, id: index, component: { type, id: index, custom_id: id, value: value ?? "" } };
    }
    const isOffered = value === undefined || component.options.some((option) => option.value === value);
    if (!isOffered) throw new Error(`the field ${id} has no choice ${value}`);
    const chosen = value === undefined ? [] : [value];
    return { type: LABEL, id: index, component: { type, id: index, custom_id: id, values: chosen } };
  });
  return { custom_id: modal.custom_id, components };
}
