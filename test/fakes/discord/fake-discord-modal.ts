import { z } from "zod";
import { FakeDiscordRefusal } from "./fake-discord-refusal.ts";
import type { FakeState } from "./fake-discord-state.ts";

const LABEL = 18;
const STRING_SELECT = 3;
const TEXT_INPUT = 4;
const ROLE_SELECT = 6;

const customId = z.string().min(1).max(100);
const label = z.string().min(1).max(100);
/** How many can be chosen; 1 and 1 unless told. */
const bounds = {
  required: z.boolean().default(true),
  min_values: z.int().min(0).max(25).default(1),
  max_values: z.int().min(1).max(25).default(1),
};

const selectSchema = z
  .strictObject({
    type: z.literal(STRING_SELECT),
    custom_id: customId,
    ...bounds,
    options: z
      .array(z.strictObject({ label, value: label, default: z.boolean().optional() }))
      .min(1)
      .max(25),
  })
  .refine(
    ({ options }) => new Set(options.map(({ value }) => value)).size === options.length,
    "values of options must differ",
  )
  .refine(({ options, max_values: most }) => most <= options.length, "no more can be chosen than there are")
  .refine(({ options, max_values: most }) => options.filter((option) => option.default).length <= most, "too many")
  .refine(({ required, min_values: least }) => !required || least > 0, "none may be chosen of what is required");

const roleSchema = z
  .strictObject({
    type: z.literal(ROLE_SELECT),
    custom_id: customId,
    ...bounds,
    default_values: z
      .array(z.strictObject({ id: z.string().regex(/^\d{15,21}$/u), type: z.literal("role") }))
      .optional(),
  })
  .refine(
    ({ default_values: chosen, min_values: least, max_values: most }) =>
      chosen === undefined || (chosen.length >= least && chosen.length <= most),
    "as many as can be chosen",
  )
  .refine(({ required, min_values: least }) => !required || least > 0, "none may be chosen of what is required");

const textSchema = z
  .strictObject({
    type: z.literal(TEXT_INPUT),
    custom_id: customId,
    style: z.union([z.literal(1), z.literal(2)]),
    required: z.boolean().default(true),
    max_length: z.int().min(1).max(4_000).default(4_000),
    /** What stands there when it opens. */
    value: z.string().min(1).max(4_000).optional(),
  })
  .refine(({ value = "", max_length: most }) => value.length <= most, "the value is too long");

const labelSchema = z.strictObject({
  type: z.literal(LABEL),
  label: z.string().min(1).max(45),
  description: z.string().max(100).optional(),
  component: z.discriminatedUnion("type", [selectSchema, roleSchema, textSchema]),
});

/** A modal of labels within the documented limits. https://docs.discord.com/developers/components/reference#label */
const modalSchema = z.strictObject({
  custom_id: customId,
  title: z.string().min(1).max(45),
  components: z
    .array(labelSchema)
    .min(1)
    .max(5)
    .refine(
      (labels) => new Set(labels.map(({ component }) => component.custom_id)).size === labels.length,
      "Component custom id cannot be duplicated",
    ),
});
export type FakeModal = z.infer<typeof modalSchema>;
type FakeField = FakeModal["components"][number]["component"];

/** What stands in a field: a text, or what is chosen. */
export type FakeEntry = string | readonly string[];

export function parseFakeModal(json: unknown): FakeModal {
  const parsed = modalSchema.safeParse(json);
  if (!parsed.success) throw new FakeDiscordRefusal(400, 50035, "Invalid Form Body", { errors: parsed.error.issues });
  return parsed.data;
}

/** What stands in the fields of a modal when it opens; several where several can be chosen. */
export function prefilledIn(modal: FakeModal): Readonly<Record<string, FakeEntry>> {
  return Object.fromEntries(
    modal.components.flatMap(({ component }) => {
      if (component.type === TEXT_INPUT) {
        return component.value === undefined ? [] : [[component.custom_id, component.value]];
      }
      const chosen = chosenIn(component);
      const entry = component.max_values === 1 ? chosen[0] : chosen;
      return chosen.length === 0 || entry === undefined ? [] : [[component.custom_id, entry]];
    }),
  );
}

function chosenIn(field: Exclude<FakeField, { readonly type: typeof TEXT_INPUT }>): readonly string[] {
  return field.type === STRING_SELECT
    ? field.options.filter((option) => option.default).map(({ value }) => value)
    : (field.default_values ?? []).map(({ id }) => id);
}

/** What a filled-in modal is delivered as: what stands there, and what is typed instead. Throws for what Discord's own client would not let through. */
export function toFakeSubmission(
  modal: FakeModal,
  typed: Readonly<Record<string, FakeEntry>>,
  { roles }: Pick<FakeState, "roles">,
): object {
  const values: Readonly<Record<string, FakeEntry>> = { ...prefilledIn(modal), ...typed };
  const names = modal.components.map(({ component }) => component.custom_id);
  const unknown = Object.keys(values).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`the form has no field ${unknown}`);
  const components = modal.components.map(({ component }, id) => {
    const entry = values[component.custom_id] ?? "";
    return { type: LABEL, id, component: { id, ...toFakeValue(component, entry, roles) } };
  });
  const chosen = modal.components.flatMap(({ component }) =>
    component.type === ROLE_SELECT ? entriesOf(values[component.custom_id] ?? "") : [],
  );
  const resolved = { roles: Object.fromEntries(chosen.map((id) => [id, { id, name: "role", permissions: "0" }])) };
  return { custom_id: modal.custom_id, components, ...(chosen.length === 0 ? {} : { resolved }) };
}

function toFakeValue(field: FakeField, entry: FakeEntry, roles: ReadonlySet<string>): object {
  const { custom_id: id, type, required } = field;
  const entries = entriesOf(entry);
  if (entries.length === 0 && required) throw new Error(`the field ${id} is required`);
  if (field.type === TEXT_INPUT) {
    const value = typeof entry === "string" ? entry : entry.join();
    if (value.length > field.max_length) throw new Error(`the field ${id} is too long`);
    return { type, custom_id: id, value };
  }
  const isOffered = (value: string) =>
    field.type === ROLE_SELECT ? roles.has(value) : field.options.some((option) => option.value === value);
  const foreign = entries.find((value) => !isOffered(value));
  if (foreign !== undefined) throw new Error(`the field ${id} has no choice ${foreign}`);
  if (entries.length > field.max_values) throw new Error(`the field ${id} takes no more than ${field.max_values}`);
  return { type, custom_id: id, values: entries };
}

function entriesOf(entry: FakeEntry): readonly string[] {
  if (typeof entry !== "string") return entry;
  return entry === "" ? [] : [entry];
}
