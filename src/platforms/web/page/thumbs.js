import { sentenceOf } from "./api.js";
import { html, nothing } from "./lit-html/lit-html.js";
import { newId } from "./new-id.js";

/**
 * @typedef {Extract<import("../entry-view.ts").EntryView, { kind: "answer" }>} Answer
 * @typedef {"up" | "down"} Value
 * @typedef {{ answerId: string, item: number | undefined, value: Value, id: string }} Judgement
 * @typedef {{ value: Value | undefined, isSending: boolean }} Judged
 */

/** @type {readonly { value: Value, words: string }[]} */
const THUMBS = [
  { value: "up", words: "Good" },
  { value: "down", words: "Not useful" },
];

/**
 * The thumbs under a digest, for each item or for the whole. The last press counts, and what came of it is said beside
 * them. What was pressed before the page was opened comes with the digest.
 *
 * @param {{ judge: (judgement: Judgement) => Promise<string | undefined>, changed: () => void }} actions
 */
export function createThumbs({ judge, changed }) {
  /** @type {Map<string, Judged>} By message and item. */
  const judged = new Map();
  /** @type {Map<string, string>} What was last said, by message. */
  const said = new Map();

  /** @param {Answer} answer @param {number | undefined} item @returns {Judged} */
  const judgedBefore = ({ id, feedback }, item) =>
    judged.get(`${id} ${item}`) ?? {
      value: feedback?.chosen?.find((chosen) => chosen.item === item)?.value,
      isSending: false,
    };

  /** @param {Answer} answer @param {number | undefined} item @param {Value} value */
  const onPress = async (answer, item, value) => {
    const key = `${answer.id} ${item}`;
    const before = judgedBefore(answer, item);
    if (before.isSending || before.value === value) return;
    judged.set(key, { value, isSending: true });
    changed();
    try {
      const sentence = await judge({ answerId: answer.answerId ?? "", item, value, id: newId() });
      judged.set(key, { value, isSending: false });
      said.set(answer.id, sentence ?? "Thank you.");
    } catch (error) {
      judged.set(key, { value: before.value, isSending: false });
      said.set(answer.id, sentenceOf(error));
    }
    changed();
  };

  /** @param {Answer} answer @param {number | undefined} item @param {boolean} isNumbered */
  const pair = (answer, item, isNumbered) => {
    const subject = item === undefined ? "this digest" : `item ${item}`;
    const { value: chosen } = judgedBefore(answer, item);
    return html`<span class="thumbs" role="group" aria-label=${`What do you think of ${subject}?`}>
      ${isNumbered ? html`<span class="thumbs-item" aria-hidden="true">${item}</span>` : nothing}
      ${THUMBS.map(
        ({ value, words }) => html`<button
          class="thumb"
          data-value=${value}
          type="button"
          aria-label=${`${words}: ${subject}`}
          aria-pressed=${chosen === value ? "true" : "false"}
          @click=${() => void onPress(answer, item, value)}
        >
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <path
              d="M6.5 9v8M6.5 9 10 2.5c1.4 0 2.2 1 2 2.3L11.4 8h4.4c1.1 0 1.9 1 1.6 2.1l-1.4 5.4c-.2.9-1 1.5-1.9 1.5H3V9z"
            />
          </svg>
        </button>`,
      )}
    </span>`;
  };

  return {
    /** @param {Answer} answer */
    template(answer) {
      const { feedback } = answer;
      if (feedback === undefined || answer.answerId === undefined) return nothing;
      const items = feedback.items.length === 0 ? [undefined] : feedback.items;
      return html`${items.map((item) => pair(answer, item, items.length > 1))}
        <span class="thumbs-said" role="status">${said.get(answer.id) ?? ""}</span>`;
    },
  };
}
