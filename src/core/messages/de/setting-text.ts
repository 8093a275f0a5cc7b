/** German of `en/setting-text.ts`. */
export const settingText = {
  "setting-text.all": "{words}",
  "setting-text.more": "{count, plural, one {# weitere} other {# weitere}}",
  "setting-text.empty.includeSites": "jede Seite",
  "setting-text.empty.whoMayAsk": "alle",
  "setting-text.empty.model": "Standard des Endpunkts",
  "setting-text.empty.other": "keine",
  "setting-text.choice": "„{text}“ ist kein Wert für „{setting}“. Wähle {choices}.",
  "setting-text.choices":
    "„{text}“ ist kein Wert für „{setting}“. Wähle aus {choices}, mehrere mit Kommas getrennt; `none` heißt keins davon.",
  "setting-text.integer": "„{setting}“ ist eine ganze Zahl von {min, number} bis {max, number}.",
  "setting-text.tooLong": "„{setting}“ darf höchstens {max, number} Zeichen haben; das sind {length, number}.",
  "setting-text.switch": "„{text}“ ist kein Wert für „{setting}“. Schreib `on` oder `off`.",
  "setting-text.roles":
    "„{text}“ ist keine Rolle oder Nutzergruppe. Erwähne sie oder schreib ihre Kennung; mit `everyone` dürfen alle fragen.",
  "setting-text.tooManyRoles": "„{setting}“ kann höchstens {max, number} Rollen nennen; das sind {count, number}.",
} as const;
