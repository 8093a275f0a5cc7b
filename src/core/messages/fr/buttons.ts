/** French of `en/buttons.ts`. */
export const buttons = {
  "button.stop": "Arrêter",
  "button.retry": "Réessayer",
  "button.regenerate": "Réécrire",
  "button.resume": "Reprendre",
  "button.edit": "Modifier",
  "button.undo": "Annuler",
  "button.save": "Enregistrer",
  "button.cancel": "Abandonner",
  "button.close": "Fermer",
} as const;
