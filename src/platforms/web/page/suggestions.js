import { html, nothing } from "./lit-html/lit-html.js";

/** @typedef {import("../command-suggestions.ts").CommandSuggestion} CommandSuggestion */

/**
 * The commands a typed text may become. While a command's options are typed, it alone stays, as a reminder.
 *
 * @param {readonly CommandSuggestion[]} commands
 * @param {string} text
 * @returns {readonly CommandSuggestion[]}
 */
export function matchSuggestions(commands, text) {
  if (!text.startsWith("/") || text.includes("\n")) return [];
  const typed = text.toLowerCase();
  const begun = commands.filter((command) => command.text.startsWith(typed.trimEnd()));
  return begun.length > 0 ? begun : commands.filter((command) => typed.startsWith(`${command.text} `));
}

/**
 * Whether the text already holds the command, so that Enter sends instead of completing.
 *
 * @param {CommandSuggestion} suggestion
 * @param {string} text
 */
export function isTyped(suggestion, text) {
  return `${text.toLowerCase()} `.startsWith(`${suggestion.text} `);
}

/**
 * @param {readonly CommandSuggestion[]} suggestions
 * @param {{ active: number, onChoose: (suggestion: CommandSuggestion) => void }} options
 */
export function suggestionList(suggestions, { active, onChoose }) {
  if (suggestions.length === 0) return nothing;
  return html`<ul class="suggestions" id="suggestions" role="listbox" aria-label="Commands">
    ${suggestions.map(
      (suggestion, index) => html`<li
        role="option"
        id="suggestion-${index}"
        class="suggestion"
        aria-selected=${index === active ? "true" : "false"}
        @mousedown=${(/** @type {MouseEvent} */ event) => {
          // Keeps the caret in the question box.
          event.preventDefault();
          onChoose(suggestion);
        }}
      >
        <span class="suggestion-text"><b>${suggestion.text}</b> <span class="suggestion-hint">${suggestion.hint}</span></span>
        <span class="suggestion-description">${suggestion.description}</span>
      </li>`,
    )}
  </ul>`;
}
