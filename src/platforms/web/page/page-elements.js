/** The scrolling middle of the page. @returns {HTMLElement | null} */
export function findScroller() {
  return document.querySelector(".scroller");
}

export function focusComposer() {
  document.getElementById("composer")?.focus();
}

/** Makes the question box as high as its text. */
export function fitComposer() {
  const box = /** @type {HTMLTextAreaElement | null} */ (document.getElementById("composer"));
  if (box === null) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}

/** Whether a form is open over the page. */
export function isDialogOpen() {
  return document.querySelector("dialog[open]") !== null;
}
