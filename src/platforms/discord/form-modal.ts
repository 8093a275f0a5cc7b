import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  type ModalSubmitInteraction,
  SelectMenuDefaultValueType,
  TextInputStyle,
} from "discord.js";
import type { Form, FormChoice, FormField } from "../../core/form.ts";

/** What was typed and chosen, by the fields' names; empty where a field was emptied, several joined by “, ”. */
export type FormValues = Readonly<Record<string, string>>;

export interface ModalOptions {
  /** Before the form's own command in the modal's id. */
  readonly prefix?: string;
  /** What stands in the fields instead of what the form says. */
  readonly typed?: FormValues | undefined;
  /** Undefined: there is nothing that has roles, and their ids are typed. */
  readonly roles?: { has(id: string): boolean } | undefined;
}

const FORM_PREFIX = "footnote:form:";
const SEPARATOR = ", ";

/** https://docs.discord.com/developers/components/reference#label */
const MAX_FIELDS = 5;
const MAX_LABEL_LENGTH = 45;
const MAX_DESCRIPTION_LENGTH = 100;
/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal */
const MAX_TITLE_LENGTH = 45;
/** https://docs.discord.com/developers/components/reference#text-input */
const MAX_TEXT_LENGTH = 4_000;
/** https://docs.discord.com/developers/components/reference#string-select; as many roles can be chosen. */
const MAX_CHOICES = 25;
const MAX_CHOICE_LENGTH = 100;

/** A form as Discord's modal: filled in, it comes back with the form's command in its id. */
export function toModal(
  { title, command, fields }: Form,
  { prefix = FORM_PREFIX, typed = {}, roles }: ModalOptions = {},
): APIModalInteractionResponseCallbackData {
  const shown = fields.map((field) => withTyped(field, typed[field.name])).filter(fits);
  return {
    custom_id: `${prefix}${command}`,
    title: title.slice(0, MAX_TITLE_LENGTH),
    components: shown.slice(0, MAX_FIELDS).map((field) => toLabel(field, roles)),
  };
}

/** The command of a modal that was filled in; undefined when it is no form of a command. */
export function formCommandOf(customId: string): string | undefined {
  return customId.startsWith(FORM_PREFIX) ? customId.slice(FORM_PREFIX.length) : undefined;
}

/** What was typed and chosen in a modal. */
export function valuesOf({ fields }: Pick<ModalSubmitInteraction, "fields">): FormValues {
  const values = fields.fields.map((field): readonly [string, string] => [
    field.customId,
    field.type === ComponentType.TextInput ? field.value.trim() : "values" in field ? field.values.join(SEPARATOR) : "",
  ]);
  return Object.fromEntries(values);
}

function withTyped(field: FormField, typed: string | undefined): FormField {
  if (typed === undefined) return field;
  return field.kind === "choices" || field.kind === "roles"
    ? { ...field, values: typed.split(SEPARATOR).filter((value) => value !== "") }
    : { ...field, value: typed };
}

/** What cannot be shown whole must not be sent back cut: it is left out of the form, so that it stays. */
function fits(field: FormField): boolean {
  return field.kind !== "text" || (field.value ?? "").length <= MAX_TEXT_LENGTH;
}

function toLabel(field: FormField, roles: ModalOptions["roles"]): APILabelComponent {
  const { label, help } = field;
  return {
    type: ComponentType.Label,
    label: label.slice(0, MAX_LABEL_LENGTH),
    ...(help === undefined || help === "" ? {} : { description: help.slice(0, MAX_DESCRIPTION_LENGTH) }),
    component: toComponent(field, roles),
  };
}

function toComponent(field: FormField, roles: ModalOptions["roles"]): APIComponentInLabel {
  switch (field.kind) {
    case "text":
      return toTextInput(field, field);
    case "integer":
      return toSelect(field, { offered: numbersOf(field), chosen: [field.value ?? ""] });
    case "choice":
      return toSelect(field, { offered: field.choices, chosen: [field.value ?? ""] });
    case "choices":
      return toSelect(field, { offered: field.choices, chosen: field.values, most: field.choices.length });
    case "roles":
      return roles === undefined
        ? toTextInput(field, { value: field.values.join(SEPARATOR) })
        : toRoleSelect(field, roles);
  }
}

function toTextInput(
  { name, isRequired = false }: FormField,
  {
    value = "",
    isLong = false,
    maxLength = MAX_TEXT_LENGTH,
  }: {
    readonly value?: string | undefined;
    readonly isLong?: boolean | undefined;
    readonly maxLength?: number | undefined;
  },
): APIComponentInLabel {
  // A value that is too long by now can be seen, and be made shorter.
  const most = Math.min(Math.max(maxLength, value.length), MAX_TEXT_LENGTH);
  return {
    type: ComponentType.TextInput,
    custom_id: name,
    style: isLong ? TextInputStyle.Paragraph : TextInputStyle.Short,
    required: isRequired,
    max_length: most,
    ...(value === "" ? {} : { value: value.slice(0, most) }),
  };
}

/** What has too many choices, or none, is typed, and checked where it is used. Nothing chosen is an empty value. */
function toSelect(
  field: FormField,
  {
    offered,
    chosen,
    most = 1,
  }: {
    readonly offered: readonly FormChoice[];
    readonly chosen: readonly string[];
    readonly most?: number;
  },
): APIComponentInLabel {
  const choices = offered.filter(({ value }) => value !== "");
  const isOfferable = choices.every(({ value }) => value.length <= MAX_CHOICE_LENGTH);
  if (choices.length === 0 || choices.length > MAX_CHOICES || !isOfferable) {
    return toTextInput(field, { value: chosen.join(SEPARATOR) });
  }
  const { name, isRequired = false } = field;
  return {
    type: ComponentType.StringSelect,
    custom_id: name,
    required: isRequired,
    min_values: isRequired ? 1 : 0,
    max_values: Math.min(most, choices.length),
    options: choices.map(({ value, label }) => ({
      label: label.slice(0, MAX_CHOICE_LENGTH),
      value,
      ...(chosen.includes(value) ? { default: true } : {}),
    })),
  };
}

/** A role that is gone cannot be shown, nor kept; but none instead of those that are all gone would let everybody in. */
function toRoleSelect(
  field: Extract<FormField, { readonly kind: "roles" }>,
  roles: { has(id: string): boolean },
): APIComponentInLabel {
  const { name, isRequired = false, values } = field;
  const chosen = values.filter((id) => roles.has(id)).slice(0, MAX_CHOICES);
  if (chosen.length === 0 && values.length > 0) return toTextInput(field, { value: values.join(SEPARATOR) });
  return {
    type: ComponentType.RoleSelect,
    custom_id: name,
    required: isRequired,
    min_values: isRequired ? 1 : 0,
    max_values: MAX_CHOICES,
    // None would be fewer than can be chosen where one must be.
    ...(chosen.length === 0
      ? {}
      : { default_values: chosen.map((id) => ({ id, type: SelectMenuDefaultValueType.Role })) }),
  };
}

/** Modals have no field for numbers. */
function numbersOf({ min, max }: Extract<FormField, { readonly kind: "integer" }>): readonly FormChoice[] {
  if (min === undefined || max === undefined || max - min >= MAX_CHOICES) return [];
  return Array.from({ length: Math.max(0, max - min + 1) }, (_, index) => {
    const value = String(min + index);
    return { value, label: value };
  });
}
