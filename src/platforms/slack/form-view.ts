import type { KnownBlock, ModalView } from "@slack/web-api";
import type { CommandOption } from "../../core/command-definition.ts";
import type { CommandForm } from "../../core/command-form.ts";
import { textBlocks } from "./answer-blocks.ts";
import { toMrkdwn } from "./to-mrkdwn.ts";

/** What names our forms to Slack. */
export const FORM_CALLBACK = "footnote_form";
/** The one element of each block. */
export const FIELD = "value";

/** https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
const MAX_TEXT_LENGTH = 3_000;

/** A form as a modal. `metadata` comes back when it is filled in. */
export function toFormView({ title, fields }: CommandForm, metadata: string): ModalView {
  return {
    type: "modal",
    callback_id: FORM_CALLBACK,
    title: plain(title),
    submit: plain("Save"),
    close: plain("Cancel"),
    private_metadata: metadata,
    blocks: fields.map(toInput),
  };
}

/** What became of a form, in its place or on top of it. */
export function toResultView(title: string, markdown: string): ModalView {
  return { type: "modal", title: plain(title), close: plain("Close"), blocks: textBlocks(markdown, toMrkdwn) };
}

function toInput(option: CommandOption): KnownBlock {
  const { name, description, required = false } = option;
  return {
    type: "input",
    block_id: name,
    optional: !required,
    label: plain(`${name.slice(0, 1).toUpperCase()}${name.slice(1)}`),
    hint: plain(description),
    element: toElement(option),
  };
}

function toElement({ type, choices, rest = false, min, max, maxLength = MAX_TEXT_LENGTH }: CommandOption) {
  switch (type) {
    case "text":
      return {
        type: "plain_text_input" as const,
        action_id: FIELD,
        multiline: rest,
        max_length: Math.min(maxLength, MAX_TEXT_LENGTH),
      };
    case "integer":
      return {
        type: "number_input" as const,
        action_id: FIELD,
        is_decimal_allowed: false,
        ...(min === undefined ? {} : { min_value: String(min) }),
        ...(max === undefined ? {} : { max_value: String(max) }),
      };
    case "choice":
      return select(Array.isArray(choices) ? choices : []);
    case "boolean":
      return select(["yes", "no"]);
  }
}

function select(values: readonly string[]) {
  return {
    type: "static_select" as const,
    action_id: FIELD,
    options: values.map((value) => ({ text: plain(value), value })),
  };
}

function plain(text: string) {
  return { type: "plain_text" as const, text };
}
