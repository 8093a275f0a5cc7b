import { ButtonStyle, ComponentType } from "discord.js";
import {
  ANSWER_CONTROLS,
  type AnswerControl,
  FEEDBACK_VALUES,
  type FeedbackValue,
  type OutgoingMessage,
} from "../../core/chat.ts";
import type { Language } from "../../core/messages/language.ts";
import { say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";

/** Which message a button stands under. */
interface Place {
  readonly answerId: string;
  /** Tells one message of an answer from the others. */
  readonly part: number;
}

/** Which message buttons stand under, and what they are labelled in; English unless told. */
type LabelledPlace = Place & { readonly language?: Language | undefined };

/** What a button of ours is for. Feedback without an item is on the whole. A mark cannot be pressed. */
export type ButtonPurpose = Place &
  (
    | { readonly control: AnswerControl }
    | { readonly feedback: FeedbackValue; readonly item: number | undefined }
    | { readonly isMark: true }
  );

/** https://docs.discord.com/developers/components/reference#button */
const MAX_CUSTOM_ID_LENGTH = 100;
/** https://docs.discord.com/developers/components/reference#action-row */
const MAX_ROWS = 5;
const MAX_IN_ROW = 5;
/** Of the thumbs of an item none should stand apart. */
const THUMBS_IN_ROW = 4;

const styles = {
  stop: ButtonStyle.Secondary,
  retry: ButtonStyle.Primary,
  regenerate: ButtonStyle.Secondary,
  resume: ButtonStyle.Primary,
} as const satisfies Record<AnswerControl, ButtonStyle>;

/** What a message is found by that has no other button. */
const MARK = "digest";

const thumbs = { up: "👍", down: "👎" } as const satisfies Record<FeedbackValue, string>;

export interface Buttons extends Pick<OutgoingMessage, "controls" | "feedback"> {
  /** The message has to be found by a button, though it needs none. */
  readonly isMarked?: boolean | undefined;
}

/**
 * Rows of buttons; none when there are no buttons, which on an edit takes earlier ones away. The controls of an answer and
 * its thumbs stand in one row where they can.
 */
export function toButtonRows({ controls = [], feedback, isMarked = false }: Buttons, place: LabelledPlace) {
  const { language = "en" } = place;
  const controlButtons = controls.map((control) =>
    toButton(control, { label: translate(say(`button.${control}`), language), style: styles[control] }, place),
  );
  const thumbButtons = feedback === undefined ? [] : thumbsOf(feedback.items, place);
  const isBare = controlButtons.length + thumbButtons.length === 0;
  const markFace = { label: translate(say("discord.mark"), language), style: ButtonStyle.Secondary, disabled: true };
  const mark = isMarked && isBare ? [toButton(MARK, markFace, place)] : [];
  const all = [...controlButtons, ...thumbButtons, ...mark].filter(isTakeable);
  const rows =
    all.length <= MAX_IN_ROW
      ? inRows(all, MAX_IN_ROW)
      : [
          ...inRows(controlButtons.filter(isTakeable), MAX_IN_ROW),
          ...inRows(thumbButtons.filter(isTakeable), THUMBS_IN_ROW),
        ];
  return rows.slice(0, MAX_ROWS).map((components) => ({ type: ComponentType.ActionRow as const, components }));
}

/** An answer without a button is better than one that Discord refuses. */
function isTakeable({ custom_id: id }: { readonly custom_id: string }): boolean {
  return id.length <= MAX_CUSTOM_ID_LENGTH;
}

/** Two for each item, two items in a row; without items two for the whole. */
function thumbsOf(items: readonly number[], place: Place) {
  const subjects = items.length === 0 ? [{ suffix: "", label: "" }] : items.map((item) => toSubject(item, items));
  return subjects.flatMap(({ suffix, label }) =>
    FEEDBACK_VALUES.map((value) =>
      toButton(`${value}${suffix}`, { label: `${thumbs[value]}${label}`, style: ButtonStyle.Secondary }, place),
    ),
  );
}

/** A message of one item needs no number beside its thumbs. */
function toSubject(item: number, { length }: readonly number[]) {
  return { suffix: `-${item}`, label: length === 1 ? "" : ` ${item}` };
}

function toButton<Face extends object>(name: string, face: Face, { answerId, part }: Place) {
  return { type: ComponentType.Button as const, ...face, custom_id: `footnote:${name}:${answerId}:${part}` };
}

function inRows<Button>(buttons: readonly Button[], length: number): readonly (readonly Button[])[] {
  return Array.from({ length: Math.ceil(buttons.length / length) }, (_, row) =>
    buttons.slice(row * length, (row + 1) * length),
  );
}

/** Undefined for what is no button of ours, or one of another version. */
export function parseButton(customId: string): ButtonPurpose | undefined {
  const [, name, item, answerId = "", partText] =
    /^footnote:([a-z]+)(?:-(\d{1,3}))?:(.+):(\d{1,4})$/u.exec(customId) ?? [];
  const place = { answerId, part: Number(partText) };
  const feedback = FEEDBACK_VALUES.find((known) => known === name);
  if (feedback !== undefined) return { ...place, feedback, item: item === undefined ? undefined : Number(item) };
  if (name === MARK) return { ...place, isMark: true };
  const control = ANSWER_CONTROLS.find((known) => known === name);
  return control === undefined || item !== undefined ? undefined : { ...place, control };
}

/** Whether a message's buttons say that it is this part of this answer. */
export function marks({ customIds }: { readonly customIds: readonly string[] }, { answerId, part }: Place): boolean {
  return customIds.map(parseButton).some((button) => button?.answerId === answerId && button.part === part);
}
