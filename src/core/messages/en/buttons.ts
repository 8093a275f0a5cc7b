/** The buttons under answers and replies: 75 characters at most. */
export const buttons = {
  "button.stop": "Stop",
  "button.retry": "Try again",
  "button.regenerate": "Regenerate",
  "button.resume": "Resume",
  "button.edit": "Edit",
  "button.undo": "Undo",
  "button.save": "Save",
  "button.cancel": "Cancel",
  "button.close": "Close",
} as const;
