import type { ActionsBlock, KnownBlock } from "@slack/web-api";
import { FEEDBACK_VALUES, type FeedbackValue, type OutgoingMessage, type Reply } from "../../core/chat.ts";
import { say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { splitMessage } from "../../core/split-message.ts";

/** https://docs.slack.dev/reference/block-kit/blocks/section-block */
export const MAX_SECTION_LENGTH = 3_000;

/** What the buttons' action ids begin with; the control's name follows, or a thumb's and its item's number. */
export const CONTROL_ACTION = "footnote_";

/** https://docs.slack.dev/reference/block-kit/blocks/actions-block */
const MAX_ELEMENTS = 25;

const thumbs = { up: "👍", down: "👎" } as const satisfies Record<FeedbackValue, string>;

/**
 * The buttons under an answer, or nothing when it has none. Each carries the answer's id, which is no secret. Thumbs for
 * the whole stand in the controls' row; those for each item have a row of their own.
 */
export function buttonBlocks(
  { id, language = "en" }: Pick<Reply, "id" | "language">,
  { controls = [], feedback }: Pick<OutgoingMessage, "controls" | "feedback">,
): ActionsBlock[] {
  const rated = feedbackButtons(id, feedback);
  const others = controls.map((control) => ({
    type: "button" as const,
    action_id: `${CONTROL_ACTION}${control}`,
    text: { type: "plain_text" as const, text: translate(say(`button.${control}`), language) },
    value: id,
  }));
  const rows = feedback?.items.length === 0 ? [[...rated, ...others]] : [rated, others];
  return rows.filter((row) => row.length > 0).map((row) => ({ type: "actions", elements: row.slice(0, MAX_ELEMENTS) }));
}

/** Two thumbs for each item, or for the whole; none where none are asked for. */
function feedbackButtons(answerId: string, feedback: OutgoingMessage["feedback"]) {
  if (feedback === undefined) return [];
  const { items } = feedback;
  const subjects = items.length === 0 ? [{ suffix: "", label: "" }] : items.map((item) => toSubject(item, items));
  return subjects.flatMap(({ suffix, label }) =>
    FEEDBACK_VALUES.map((value) => ({
      type: "button" as const,
      action_id: `${CONTROL_ACTION}${value}${suffix}`,
      text: { type: "plain_text" as const, text: `${thumbs[value]}${label}`, emoji: true },
      value: answerId,
    })),
  );
}

/** A message of one item needs no number beside its thumbs. */
function toSubject(item: number, { length }: readonly number[]) {
  return { suffix: `_${item}`, label: length === 1 ? "" : ` ${item}` };
}

/**
 * Markdown as blocks, because buttons can only stand beside blocks. Fences, quotes and links are not cut in two. `toText`
 * writes Markdown in Slack's format.
 */
export function textBlocks(markdown: string, toText: (markdown: string) => string): KnownBlock[] {
  const parts = splitMessage(markdown, {
    maxLength: MAX_SECTION_LENGTH,
    measure: (part) => toText(part).length,
  });
  return parts
    .map(toText)
    .filter((text) => text !== "")
    .map(sectionOf);
}

/** Text objects would read names and addresses out of plain words, were they not verbatim. */
export function sectionOf(text: string): KnownBlock {
  return { type: "section", expand: true, text: { type: "mrkdwn", text, verbatim: true } };
}
