/**
 * What people who do not see the page hear of a change. Stages are named and the whole answer is read once; a growing
 * text would be read over and over.
 *
 * @param {import("../entry-view.ts").ShownEntry} entry
 * @param {import("../entry-view.ts").ShownEntry} [before] What stood there.
 * @returns {string | undefined}
 */
export function announcementOf(entry, before) {
  if (entry.kind !== "answer") return undefined;
  // A thumb that was pressed changes no word.
  if (before?.kind === "answer" && entry.state === "final" && before.state === "final" && before.html === entry.html)
    return undefined;
  switch (entry.state) {
    case "searching":
      return entry.words.searching;
    case "writing":
      return entry.words.writing;
    case "final": {
      const note =
        entry.note === undefined
          ? ""
          : `${entry.note.kind === "failed" ? `${entry.words.noAnswer}: ` : ""}${entry.note.html}`;
      const { body } = new DOMParser().parseFromString(`${entry.html} ${note}`, "text/html");
      const text = (body.textContent ?? "").replaceAll(/\s+/gu, " ").trim();
      const sources = entry.sources.map(({ number, title, host }) => `${number}: ${title}, ${host}.`).join(" ");
      return sources === "" ? text : `${text} ${entry.words.sources}: ${sources}`;
    }
  }
}
