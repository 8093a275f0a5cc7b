import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type ChatInputCommandInteraction,
  ComponentType,
  type ModalSubmitInteraction,
  TextInputStyle,
} from "discord.js";
import { type CommandOption, isActionOf } from "../../core/command-definition.ts";
import { type CommandForm, formFor, toFormCall } from "../../core/command-form.ts";
import { commands } from "../../core/commands.ts";
import { UserInputError } from "../../core/errors.ts";
import type { Invocation } from "../../core/invocation.ts";
import { partiesOf } from "./parse-interaction.ts";

const PREFIX = "footnote:form:";
/** https://docs.discord.com/developers/components/reference#label */
const MAX_FIELDS = 5;
/** https://docs.discord.com/developers/components/reference#text-input */
const MAX_TEXT_LENGTH = 4_000;
/** https://docs.discord.com/developers/components/reference#string-select */
const MAX_CHOICES = 25;

/** The modal that a command opens instead of being answered; undefined for every other one. */
export function modalOf({
  commandName,
  options,
}: ChatInputCommandInteraction): APIModalInteractionResponseCallbackData | undefined {
  const action = options.getSubcommand(false) ?? "";
  if (commandName !== "digest" || !isActionOf(commands.digest, action)) return undefined;
  const given = (options.data[0]?.options ?? []).map(({ name, value }) => [name, String(value)] as const);
  return toModal(formFor({ name: "digest", action, options: Object.fromEntries(given) }, "discord"), {});
}

/** The modal of this id, with what was typed into it before; undefined when it is none of today's. */
export function modalAgain(
  customId: string,
  values: Readonly<Record<string, string>>,
): APIModalInteractionResponseCallbackData | undefined {
  const action = customId.startsWith(PREFIX) ? customId.slice(PREFIX.length) : "";
  if (!isActionOf(commands.digest, action)) return undefined;
  return toModal(formFor({ name: "digest", action, options: {} }, "discord"), values);
}

function toModal(form: CommandForm | undefined, values: Readonly<Record<string, string>>) {
  if (form === undefined) return undefined;
  return {
    custom_id: `${PREFIX}${form.action}`,
    title: form.title,
    components: form.fields.slice(0, MAX_FIELDS).map((option) => toLabel(option, values[option.name] ?? "")),
  };
}

/** Makes an invocation of a modal that was filled in. Throws UserInputError when it is none of today's. */
export function parseModal(
  interaction: ModalSubmitInteraction,
  { receivedAt }: { readonly receivedAt: number },
): Invocation {
  const { customId } = interaction;
  const call = customId.startsWith(PREFIX)
    ? toFormCall(customId.slice(PREFIX.length), valuesOf(interaction))
    : undefined;
  if (call === undefined) throw new UserInputError("This form is out of date. Please open it again.");
  return { ...partiesOf(interaction, { receivedAt, visibility: "asker" }), call };
}

/** What was typed and chosen, by the fields' names. */
export function valuesOf({ fields }: Pick<ModalSubmitInteraction, "fields">): Readonly<Record<string, string>> {
  const values = fields.fields.map((field): readonly [string, string] => [
    field.customId,
    field.type === ComponentType.TextInput ? field.value : "values" in field ? (field.values[0] ?? "") : "",
  ]);
  return Object.fromEntries(values);
}

function toLabel(option: CommandOption, value: string): APILabelComponent {
  const { name, description } = option;
  return {
    type: ComponentType.Label,
    label: `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`,
    description,
    component: toComponent(option, value),
  };
}

function toComponent(option: CommandOption, before: string): APIComponentInLabel {
  const { name, required = false, rest = false, maxLength = MAX_TEXT_LENGTH } = option;
  const choices = choicesOf(option);
  if (choices.length > 0) {
    const options = choices.map((value) => ({ label: value, value, ...(value === before ? { default: true } : {}) }));
    return { type: ComponentType.StringSelect, custom_id: name, required, options };
  }
  return {
    type: ComponentType.TextInput,
    custom_id: name,
    style: rest ? TextInputStyle.Paragraph : TextInputStyle.Short,
    required,
    max_length: Math.min(maxLength, MAX_TEXT_LENGTH),
    ...(before === "" ? {} : { value: before }),
  };
}

/** Modals have no field for numbers. What has too many choices is typed, and checked where it is used. */
function choicesOf({ type, choices, min, max }: CommandOption): readonly string[] {
  if (type === "boolean") return ["yes", "no"];
  const offered =
    type === "integer" && min !== undefined && max !== undefined
      ? Array.from({ length: max - min + 1 }, (_, index) => String(min + index))
      : Array.isArray(choices)
        ? choices
        : [];
  return offered.length > MAX_CHOICES ? [] : offered;
}
