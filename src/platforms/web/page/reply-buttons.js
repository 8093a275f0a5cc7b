import { sentenceOf } from "./api.js";
import { unsafeHTML } from "./lit-html/directives/unsafe-html.js";
import { html, nothing } from "./lit-html/lit-html.js";
import { newId } from "./new-id.js";

/**
 * @typedef {import("../../../core/invocation.ts").ReplyButton} ReplyButton
 * @typedef {import("../reply-view.ts").ReplyView} ReplyView
 * @typedef {import("../reply-view.ts").FormView} FormView
 * @typedef {{ command: string, under: string | undefined, id: string }} ButtonPress
 * @typedef {{ reply?: ReplyView, form?: FormView }} Result
 * @typedef {{ command: string | undefined, error: string | undefined, reply: ReplyView | undefined }} PressState
 */

/**
 * The buttons under replies. What comes of a press stands under them, with buttons of its own; it is for the one who
 * pressed, and gone with the page.
 *
 * @param {{
 *   channel: () => string,
 *   press: (channel: string, press: ButtonPress) => Promise<Result>,
 *   openForm: (form: FormView, opened: { channel: string, under: string | undefined, done: (reply: ReplyView | undefined) => void }) => void,
 *   changed: () => void,
 * }} actions
 */
export function createReplyButtons({ channel: shown, press, openForm, changed }) {
  /** @type {Map<string, PressState>} By what the buttons stand under. */
  const states = new Map();

  /** @param {string} host @param {Partial<PressState>} change */
  const set = (host, change) => {
    const before = states.get(host) ?? { command: undefined, error: undefined, reply: undefined };
    states.set(host, { ...before, ...change });
    changed();
  };

  /** What stands under a reply belongs to that reply alone. @param {string} host */
  const forget = (host) => {
    for (const known of states.keys()) if (known === host || known.startsWith(`${host} ›`)) states.delete(known);
  };

  /** @param {string} host @param {string} command @param {string | undefined} under */
  const onPress = async (host, command, under) => {
    if (states.get(host)?.command !== undefined) return;
    const channel = shown();
    forget(host);
    set(host, { command });
    try {
      const { reply, form } = await press(channel, { command, under, id: newId() });
      set(host, { command: undefined, reply });
      if (form !== undefined) openForm(form, { channel, under, done: (result) => set(host, { reply: result }) });
    } catch (error) {
      set(host, { command: undefined, error: sentenceOf(error) });
    }
  };

  /**
   * @param {string} host @param {readonly ReplyButton[]} buttons @param {string | undefined} under The question they stand under.
   * @returns {unknown}
   */
  const template = (host, buttons, under) => {
    if (buttons.length === 0) return nothing;
    const { command: pressed, error, reply } = states.get(host) ?? {};
    return html`<div class="reply-buttons">
      ${buttons.map(
        ({ label, command, style = "plain" }) => html`<button
          class="control reply-button"
          type="button"
          data-style=${style}
          data-busy=${pressed === command ? "true" : nothing}
          aria-disabled=${pressed === undefined ? "false" : "true"}
          @click=${() => void onPress(host, command, under)}
        >
          <span>${label}</span>
        </button>`,
      )}
      <div class="reply-result" role="status">
        ${error === undefined ? nothing : html`<p class="control-error">${error}</p>`}
        ${reply === undefined ? nothing : html`<div class="answer reply-text">${unsafeHTML(reply.html)}</div>`}
      </div>
      ${reply === undefined ? nothing : template(`${host} › reply`, reply.buttons, under)}
    </div>`;
  };

  return {
    template,
    /** @param {string} host */
    forget,
  };
}
