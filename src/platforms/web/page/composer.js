import { live } from "./lit-html/directives/live.js";
import { html, nothing } from "./lit-html/lit-html.js";
import { isTyped, matchSuggestions, suggestionList } from "./suggestions.js";

/**
 * @typedef {import("../command-suggestions.ts").CommandSuggestion} CommandSuggestion
 * @typedef {{ answerId: string, words: string }} Subject What the next question is about.
 *
 * @typedef {{
 *   channel: string,
 *   commands: readonly CommandSuggestion[],
 *   history: readonly string[],
 *   isSending: boolean,
 *   error: string | undefined,
 *   send: (text: string) => void,
 *   changed: () => void,
 * }} ComposerInput
 */

/** As long as Slack lets a message be, and as long as the server takes. */
const MAX_LENGTH = 4_000;
const COUNT_FROM = 3_500;

/** The question box: its text, the command list above it, and the texts sent before, which the up arrow brings back. */
export function createComposer() {
  let text = "";
  let active = 0;
  let isListClosed = false;
  /** How many texts back the shown one is; 0 is the person's own. */
  let recalled = 0;
  /** @type {Subject | undefined} */
  let about;

  /** @param {ComposerInput} input */
  const template = (input) => {
    const suggestions = isListClosed ? [] : matchSuggestions(input.commands, text);
    active = Math.min(active, Math.max(suggestions.length - 1, 0));
    const isTooLong = text.length > MAX_LENGTH;
    const choose = (/** @type {CommandSuggestion} */ suggestion) => {
      setText(`${suggestion.text} `);
      input.changed();
    };
    const submit = () => {
      if (text.trim() !== "" && !isTooLong && !input.isSending) input.send(text.trim());
    };
    const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
      if (event.isComposing) return;
      const suggestion = suggestions[active];
      if (suggestion !== undefined && handleListKey(event, suggestion, suggestions.length, choose)) {
        event.preventDefault();
        input.changed();
        document.getElementById(`suggestion-${active}`)?.scrollIntoView({ block: "nearest" });
      } else if (event.key === "Enter" && !event.shiftKey) {
        event.preventDefault();
        submit();
      } else if ((event.key === "ArrowUp" || event.key === "ArrowDown") && recall(event, input.history)) {
        event.preventDefault();
        input.changed();
      }
    };
    return html`<form
      class="composer"
      @submit=${(/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        submit();
      }}
    >
      ${suggestionList(suggestions, { active, onChoose: choose })}
      ${
        input.error === undefined
          ? nothing
          : html`<p class="composer-error" role="alert" id="composer-error">${input.error}</p>`
      }
      ${
        about === undefined
          ? nothing
          : html`<p class="composer-about">
              <span>About ${about.words}</span>
              <button
                type="button"
                aria-label="Not about this digest"
                @click=${() => {
                  about = undefined;
                  input.changed();
                }}
              >
                ×
              </button>
            </p>`
      }
      <div class="composer-box" ?data-busy=${input.isSending}>
        <textarea
          id="composer"
          rows="1"
          aria-label=${`Question for ${input.channel}`}
          aria-describedby=${input.error === undefined ? "composer-hint" : "composer-error composer-hint"}
          aria-autocomplete="list"
          aria-controls=${suggestions.length > 0 ? "suggestions" : nothing}
          aria-activedescendant=${suggestions.length > 0 ? `suggestion-${active}` : nothing}
          placeholder="Ask a question, or type / for commands"
          .value=${live(text)}
          @input=${(/** @type {InputEvent & { currentTarget: HTMLTextAreaElement }} */ event) => {
            setText(event.currentTarget.value);
            input.changed();
          }}
          @keydown=${onKeyDown}
        ></textarea>
        <button class="send" type="submit" aria-label="Send" ?disabled=${text.trim() === "" || isTooLong || input.isSending}>
          <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M10 16V4.5M5 9l5-5 5 5" /></svg>
        </button>
      </div>
      <p class="composer-hint" id="composer-hint">
        ${
          text.length >= COUNT_FROM
            ? html`<span class=${isTooLong ? "over" : ""}>${text.length.toLocaleString("en")} of ${MAX_LENGTH.toLocaleString("en")} characters</span>`
            : html`<span><kbd>Enter</kbd> sends</span><span><kbd>Shift</kbd> <kbd>Enter</kbd> new line</span><span><kbd>↑</kbd> earlier questions</span><span><kbd>/</kbd> commands</span>`
        }
      </p>
    </form>`;
  };

  /** @param {string} value */
  const setText = (value) => {
    text = value;
    active = 0;
    recalled = 0;
    isListClosed = false;
  };

  /**
   * @param {KeyboardEvent} event
   * @param {CommandSuggestion} suggestion
   * @param {number} count
   * @param {(suggestion: CommandSuggestion) => void} choose
   */
  const handleListKey = (event, suggestion, count, choose) => {
    if (event.shiftKey || (recalled > 0 && event.key.startsWith("Arrow"))) return false;
    switch (event.key) {
      case "ArrowDown":
        active = (active + 1) % count;
        return true;
      case "ArrowUp":
        active = (active + count - 1) % count;
        return true;
      case "Escape":
        isListClosed = true;
        return true;
      case "Tab":
      case "Enter":
        if (isTyped(suggestion, text)) return false;
        choose(suggestion);
        return true;
      default:
        return false;
    }
  };

  /** @param {KeyboardEvent} event @param {readonly string[]} history */
  const recall = (event, history) => {
    if (recalled === 0 && (text !== "" || event.key === "ArrowDown")) return false;
    const next = Math.min(recalled + (event.key === "ArrowUp" ? 1 : -1), history.length);
    setText(history.at(-next) ?? "");
    if (next === 0) text = "";
    recalled = next;
    isListClosed = true;
    return true;
  };

  return {
    template,
    /** What is typed now. */
    text: () => text,
    setText,
    about: () => about,
    /** @param {Subject | undefined} subject */
    setAbout(subject) {
      about = subject;
    },
  };
}
