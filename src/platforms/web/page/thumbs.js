import { sentenceOf } from "./api.js";
import { html, nothing } from "./lit-html/lit-html.js";
import { newId } from "./new-id.js";

/**
 * @typedef {Extract<import("../entry-view.ts").ShownEntry, { kind: "answer" }>} Answer
 * @typedef {import("../reply-view.ts").ReplyView} ReplyView
 * @typedef {"up" | "down"} Value
 * @typedef {{ answerId: string, item: number | undefined, value: Value, id: string }} Judgement
 * @typedef {{ value: Value | undefined, isSending: boolean }} Judged
 */

/** @type {readonly Value[]} */
const THUMBS = ["up", "down"];

/**
 * The thumbs under an answer or a digest, for each item or for the whole. The last press counts, and what came of it is
 * said beside them, with what can be done about it. What was pressed before the page was opened comes with the answer.
 *
 * @param {{
 *   judge: (judgement: Judgement) => Promise<ReplyView | undefined>,
 *   replies: ReturnType<typeof import("./reply-buttons.js").createReplyButtons>,
 *   changed: () => void,
 * }} actions
 */
export function createThumbs({ judge, replies, changed }) {
  /** @type {Map<string, Judged>} By message and item. */
  const judged = new Map();
  /** @type {Map<string, { text: string, buttons: ReplyView["buttons"] }>} What was last said, by message. */
  const said = new Map();

  /** An answer that was written anew is another one. @param {Answer} answer */
  const keyOf = ({ id, at }) => `${id} ${at}`;

  /** @param {Answer} answer @param {number | undefined} item @returns {Judged} */
  const judgedBefore = (answer, item) =>
    judged.get(`${keyOf(answer)} ${item}`) ?? {
      value: answer.feedback?.chosen?.find((chosen) => chosen.item === item)?.value,
      isSending: false,
    };

  /** @param {Answer} answer @param {number | undefined} item @param {Value} value */
  const onPress = async (answer, item, value) => {
    const key = `${keyOf(answer)} ${item}`;
    const before = judgedBefore(answer, item);
    if (before.isSending || before.value === value) return;
    judged.set(key, { value, isSending: true });
    changed();
    try {
      const reply = await judge({ answerId: answer.answerId ?? "", item, value, id: newId() });
      judged.set(key, { value, isSending: false });
      said.set(keyOf(answer), { text: reply?.text ?? answer.words.thumbs.thanks, buttons: reply?.buttons ?? [] });
      replies.forget(`${keyOf(answer)} thumbs`);
    } catch (error) {
      judged.set(key, { value: before.value, isSending: false });
      said.set(keyOf(answer), { text: sentenceOf(error), buttons: [] });
    }
    changed();
  };

  /** @param {Answer} answer @param {number | undefined} item @param {boolean} isNumbered */
  const pair = (answer, item, isNumbered) => {
    const { thumbs: words } = answer.words;
    const whole = answer.inReplyTo === undefined ? words.digest : words.answer;
    const subject = item === undefined ? whole : words.item.replace("{item}", String(item));
    const { value: chosen } = judgedBefore(answer, item);
    return html`<span class="thumbs" role="group" aria-label=${words.question.replace("{subject}", subject)}>
      ${isNumbered ? html`<span class="thumbs-item" aria-hidden="true">${item}</span>` : nothing}
      ${THUMBS.map(
        (value) => html`<button
          class="thumb"
          data-value=${value}
          type="button"
          aria-label=${`${words[value]}: ${subject}`}
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
        <span class="thumbs-said" role="status">${said.get(keyOf(answer))?.text ?? ""}</span>`;
    },
    /** What can be done about what was pressed. @param {Answer} answer */
    replyTemplate(answer) {
      return replies.template(`${keyOf(answer)} thumbs`, said.get(keyOf(answer))?.buttons ?? [], answer.inReplyTo);
    },
  };
}
