import type { ActionsBlock, KnownBlock } from "@slack/web-api";
import { type AnswerControl, FEEDBACK_VALUES, type FeedbackValue, type OutgoingMessage } from "../../core/chat.ts";
import { splitMessage } from "../../core/split-message.ts";

/** https://docs.slack.dev/reference/block-kit/blocks/section-block */
export const MAX_SECTION_LENGTH = 3_000;

/** What the buttons' action ids begin with; the control's name follows, or a thumb's and its item's number. */
export const CONTROL_ACTION = "footnote_";

const labels = {
  stop: "Stop",
  retry: "Try again",
  regenerate: "Regenerate",
  resume: "Resume",
} as const satisfies Record<AnswerControl, string>;

/** The buttons under an answer, or nothing when it has none. Each carries the answer's id, which is no secret. */
export function controlBlocks(answerId: string, controls: readonly AnswerControl[] = []): ActionsBlock[] {
  if (controls.length === 0) return [];
  const elements = controls.map((control) => ({
    type: "button" as const,
    action_id: `${CONTROL_ACTION}${control}`,
    text: { type: "plain_text" as const, text: labels[control] },
    value: answerId,
  }));
  return [{ type: "actions", elements }];
}

const thumbs = { up: "👍", down: "👎" } as const satisfies Record<FeedbackValue, string>;

/** https://docs.slack.dev/reference/block-kit/blocks/actions-block */
const MAX_ELEMENTS = 25;

/** Two thumbs for each item, or for the whole; none where none are asked for. */
export function feedbackBlocks(answerId: string, feedback: OutgoingMessage["feedback"]): ActionsBlock[] {
  if (feedback === undefined) return [];
  const { items } = feedback;
  const subjects = items.length === 0 ? [{ suffix: "", label: "" }] : items.map((item) => toSubject(item, items));
  const elements = subjects.flatMap(({ suffix, label }) =>
    FEEDBACK_VALUES.map((value) => ({
      type: "button" as const,
      action_id: `${CONTROL_ACTION}${value}${suffix}`,
      text: { type: "plain_text" as const, text: `${thumbs[value]}${label}`, emoji: true },
      value: answerId,
    })),
  );
  return [{ type: "actions", elements: elements.slice(0, MAX_ELEMENTS) }];
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
