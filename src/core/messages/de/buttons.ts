/** German of `en/buttons.ts`. */
export const buttons = {
  "button.stop": "Stopp",
  "button.retry": "Noch einmal versuchen",
  "button.regenerate": "Neu schreiben",
  "button.resume": "Fortsetzen",
  "button.edit": "Bearbeiten",
  "button.undo": "Rückgängig",
  "button.save": "Speichern",
  "button.cancel": "Abbrechen",
  "button.close": "Schließen",
} as const;
