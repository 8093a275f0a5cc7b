import { sentenceOf } from "./api.js";
import { html, nothing } from "./lit-html/lit-html.js";
import { newId } from "./new-id.js";

/**
 * @typedef {import("../entry-view.ts").ShownEntry} EntryView
 * @typedef {Extract<EntryView, { kind: "answer" }>} Answer
 * @typedef {Answer["controls"][number]} AnswerControl
 * @typedef {{ control: AnswerControl, answerId: string, id: string }} Press
 * @typedef {{
 *   moment: string,
 *   swappedAt: number,
 *   pressed: AnswerControl | undefined,
 *   pressId: string,
 *   error: string | undefined,
 * }} ControlState
 */

/** A press this soon after a button became another one was meant for the one before. */
const MEANT_FOR_THE_OTHER_MS = 300;

/**
 * The buttons under answers. A press counts once: until the answer changes, its button says that it is at work, and
 * keeps the focus all the while.
 *
 * @param {{ press: (press: Press) => Promise<void>, changed: () => void }} actions
 */
export function createAnswerControls({ press, changed }) {
  /** @type {Map<string, ControlState>} */
  const states = new Map();

  /** @param {Answer} answer @returns {ControlState} */
  const stateOf = (answer) => {
    const moment = `${answer.controls.join()} ${answer.state === "final" ? answer.at : "growing"}`;
    const before = states.get(answer.id);
    if (before?.moment === moment) return before;
    const swappedAt = before === undefined ? Number.NEGATIVE_INFINITY : performance.now();
    const state = { moment, swappedAt, pressed: undefined, pressId: newId(), error: undefined };
    states.set(answer.id, state);
    return state;
  };

  /** @param {Answer} answer @param {AnswerControl} control */
  const onPress = async (answer, control) => {
    const state = stateOf(answer);
    if (state.pressed !== undefined || performance.now() - state.swappedAt < MEANT_FOR_THE_OTHER_MS) return;
    Object.assign(state, { pressed: control, error: undefined });
    changed();
    try {
      // The same id until something came of it: a press whose answer was lost is not a second one.
      await press({ control, answerId: answer.answerId ?? "", id: state.pressId });
    } catch (error) {
      Object.assign(state, { pressed: undefined, error: sentenceOf(error) });
      changed();
    }
  };

  return {
    /** What stands behind an answer's end: its buttons, and why the last press did nothing. @param {Answer} answer */
    template(answer) {
      if (answer.answerId === undefined) return nothing;
      const { pressed, error } = stateOf(answer);
      return html`${answer.controls.map((control) => {
        const { label, busy, title } = answer.words.controls[control];
        return html`<button
            class="control"
            type="button"
            data-control=${control}
            title=${title}
            aria-disabled=${pressed === undefined ? "false" : "true"}
            @click=${() => void onPress(answer, control)}
          >
            ${controlIcon(control)}<span>${pressed === control ? busy : label}</span>
          </button>`;
      })}
        ${error === undefined ? nothing : html`<p class="control-error" role="alert">${error}</p>`}`;
    },
  };
}

/** @param {AnswerControl} control */
function controlIcon(control) {
  return control === "stop"
    ? html`<svg viewBox="0 0 20 20" aria-hidden="true"><rect x="4.5" y="4.5" width="11" height="11" rx="2" /></svg>`
    : html`<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M17 10a7 7 0 1 1-2.1-5M15.5 1.5v4h-4" /></svg>`;
}
