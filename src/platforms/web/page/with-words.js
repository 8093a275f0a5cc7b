/**
 * @typedef {import("../entry-view.ts").EntryView} EntryView
 * @typedef {import("../entry-view.ts").ShownEntry} ShownEntry
 */

/**
 * Adds to an answer the words of its language.
 *
 * @param {import("./api.js").Words | undefined} words Undefined before they are known, when there are no answers either.
 * @returns {(entry: EntryView) => ShownEntry}
 */
export function createWithWords(words) {
  return (entry) => {
    if (entry.kind !== "answer") return entry;
    if (words === undefined) throw new Error("An answer came before the words it is shown with.");
    return { ...entry, words: words[entry.language] };
  };
}
