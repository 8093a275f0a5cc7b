/** French of `en/setting-text.ts`. */
export const settingText = {
  "setting-text.all": "{words}",
  "setting-text.more": "{count, plural, one {# de plus} other {# de plus}}",
  "setting-text.empty.includeSites": "tout site",
  "setting-text.empty.whoMayAsk": "tout le monde",
  "setting-text.empty.model": "celui du service",
  "setting-text.empty.other": "aucun",
  "setting-text.choice": "« {text} » n’est pas une valeur de « {setting} ». Choisis {choices}.",
  "setting-text.choices":
    "« {text} » n’est pas une valeur de « {setting} ». Choisis parmi {choices}, en en séparant plusieurs par des virgules ; `none` n’en prend aucune.",
  "setting-text.integer": "« {setting} » est un nombre entier de {min, number} à {max, number}.",
  "setting-text.tooLong": "« {setting} » peut avoir {max, number} caractères au plus ; il y en a {length, number}.",
  "setting-text.switch": "« {text} » n’est pas une valeur de « {setting} ». Écris `on` ou `off`.",
  "setting-text.roles":
    "« {text} » n’est ni un rôle ni un groupe d’utilisateurs. Mentionne-le, ou écris son identifiant ; avec `everyone`, tout le monde peut demander.",
  "setting-text.tooManyRoles": "« {setting} » peut nommer {max, number} rôles au plus ; il y en a {count, number}.",
} as const;
