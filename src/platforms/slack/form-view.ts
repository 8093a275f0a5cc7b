import type { InputBlock, KnownBlock, ModalView } from "@slack/web-api";
import type { Form, FormChoice, FormField } from "../../core/form.ts";
import type { Language } from "../../core/messages/language.ts";
import { say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { textBlocks } from "./answer-blocks.ts";
import type { ModalPlace } from "./modal-place.ts";
import { runBlocks } from "./reply-content.ts";
import type { ReplyOutcome } from "./run-invocation.ts";
import { toMrkdwn } from "./to-mrkdwn.ts";

/** What names our forms to Slack. */
export const FORM_CALLBACK = "footnote_form";
/** The one element of each block. */
export const FIELD = "value";

/** https://docs.slack.dev/reference/views/modal-views */
const MAX_TITLE_LENGTH = 24;
/** Fewer than the hundred of a modal, for the text and the buttons. */
const MAX_RESULT_BLOCKS = 90;
/** https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
const MAX_TEXT_LENGTH = 3_000;
/** https://docs.slack.dev/reference/block-kit/block-elements/checkboxes-element, and of the menus. */
const MAX_CHECKBOXES = 10;
const MAX_OPTIONS = 100;
/** https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
const MAX_OPTION_LENGTH = 75;

export interface FormViewOptions {
  readonly place: ModalPlace;
  readonly language: Language;
  /** The user groups of the workspace, by id; undefined where Slack does not tell. */
  readonly groups?: readonly FormChoice[] | undefined;
}

/** A form as a modal, filled in with what holds now. */
export function toFormView({ title, command, fields }: Form, options: FormViewOptions): ModalView {
  const { place, language } = options;
  return {
    type: "modal",
    callback_id: FORM_CALLBACK,
    title: plain(cut(title, MAX_TITLE_LENGTH)),
    submit: plain(translate(say("button.save"), language)),
    close: plain(translate(say("button.cancel"), language)),
    private_metadata: JSON.stringify({ version: 2, title, command, ...place }),
    blocks: fields.map((field) => toBlock(field, options)),
  };
}

/** What became of a form or a button, in its place or on top of it. */
export function toResultView(
  title: string,
  { markdown, buttons = [] }: Pick<ReplyOutcome, "markdown" | "buttons">,
  { place, language }: FormViewOptions,
): ModalView {
  return {
    type: "modal",
    title: plain(cut(title, MAX_TITLE_LENGTH)),
    close: plain(translate(say("button.close"), language)),
    private_metadata: JSON.stringify({ version: 2, title, ...place }),
    blocks: [...textBlocks(markdown, toMrkdwn).slice(0, MAX_RESULT_BLOCKS), ...runBlocks(buttons)],
  };
}

/** What cannot be shown whole must not be sent back cut: it is left out of the form, so that it stays. */
function toBlock(field: FormField, options: FormViewOptions): KnownBlock {
  const isTooLong = field.kind === "text" && (field.value?.length ?? 0) > MAX_TEXT_LENGTH;
  if (!isTooLong) return toInput(field, options);
  const text = translate(say("slack.form.tooLong", { label: field.label }), options.language);
  return { type: "section", text: { type: "mrkdwn", text: toMrkdwn(text), verbatim: true } };
}

function toInput(field: FormField, { language, groups }: FormViewOptions): InputBlock {
  const isTyped = field.kind === "roles" && rolesOf(field, groups) === undefined;
  const hint = field.help ?? (isTyped ? translate(say("slack.form.groupIds"), language) : undefined);
  return {
    type: "input",
    block_id: field.name,
    optional: field.isRequired !== true,
    label: plain(field.label),
    ...(hint === undefined ? {} : { hint: plain(hint) }),
    element: toElement(field, groups),
  };
}

function toElement(field: FormField, groups: FormViewOptions["groups"]): InputBlock["element"] {
  switch (field.kind) {
    case "text": {
      const { isLong = false, maxLength = MAX_TEXT_LENGTH } = field;
      return typed(field.value ?? "", { isLong, maxLength });
    }
    case "integer":
      return {
        type: "number_input",
        action_id: FIELD,
        is_decimal_allowed: false,
        ...(field.value === undefined || field.value === "" ? {} : { initial_value: field.value }),
        ...(field.min === undefined ? {} : { min_value: String(field.min) }),
        ...(field.max === undefined ? {} : { max_value: String(field.max) }),
      };
    case "choice":
      return oneOf(field);
    case "choices":
      return severalOf(field.choices, field.values);
    case "roles": {
      const choices = rolesOf(field, groups);
      return choices === undefined
        ? typed(field.values.join(", "), { isLong: false, maxLength: MAX_TEXT_LENGTH })
        : { ...severalOf(choices, field.values), type: "multi_static_select" };
    }
  }
}

function typed(value: string, { isLong, maxLength }: { readonly isLong: boolean; readonly maxLength: number }) {
  return {
    type: "plain_text_input" as const,
    action_id: FIELD,
    multiline: isLong,
    // A value that is too long by now can be seen, and be made shorter.
    max_length: Math.min(Math.max(maxLength, value.length), MAX_TEXT_LENGTH),
    ...(value === "" ? {} : { initial_value: value }),
  };
}

function oneOf({ choices, value }: Extract<FormField, { kind: "choice" }>) {
  const options = choices.slice(0, MAX_OPTIONS).map(toOption);
  const initial = options.find((option) => option.value === value);
  return {
    type: "static_select" as const,
    action_id: FIELD,
    options,
    ...(initial === undefined ? {} : { initial_option: initial }),
  };
}

function severalOf(choices: readonly FormChoice[], values: readonly string[]) {
  const options = choices.slice(0, MAX_OPTIONS).map(toOption);
  const initial = options.filter(({ value }) => values.includes(value));
  return {
    type: options.length <= MAX_CHECKBOXES ? ("checkboxes" as const) : ("multi_static_select" as const),
    action_id: FIELD,
    options,
    ...(initial.length === 0 ? {} : { initial_options: initial }),
  };
}

/** The groups to choose from, with those that are chosen and gone; undefined where ids have to be typed. */
function rolesOf(
  { values }: Extract<FormField, { kind: "roles" }>,
  groups: readonly FormChoice[] = [],
): readonly FormChoice[] | undefined {
  const gone = values.filter((value) => !groups.some((group) => group.value === value));
  const all = [...gone.map((value) => ({ value, label: value })), ...groups];
  return groups.length === 0 || all.length > MAX_OPTIONS ? undefined : all;
}

function toOption({ value, label }: FormChoice) {
  return { text: plain(cut(label, MAX_OPTION_LENGTH)), value };
}

export function plain(text: string) {
  return { type: "plain_text" as const, text };
}

function cut(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : `${text.slice(0, maxLength - 1)}…`;
}
