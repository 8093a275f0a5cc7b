/** Spanish of `en/setting-text.ts`. */
export const settingText = {
  "setting-text.all": "{words}",
  "setting-text.more": "{count, plural, one {# más} other {# más}}",
  "setting-text.empty.includeSites": "cualquier sitio",
  "setting-text.empty.whoMayAsk": "todo el mundo",
  "setting-text.empty.model": "el propio del endpoint",
  "setting-text.empty.other": "ninguno",
  "setting-text.choice": "«{text}» no es un valor de «{setting}». Elige {choices}.",
  "setting-text.choices":
    "«{text}» no es un valor de «{setting}». Elige entre {choices}, varios separados por comas; `none` es ninguno de ellos.",
  "setting-text.integer": "«{setting}» es un número entero de {min, number} a {max, number}.",
  "setting-text.tooLong": "«{setting}» puede tener {max, number} caracteres como mucho; estos son {length, number}.",
  "setting-text.switch": "«{text}» no es un valor de «{setting}». Escribe `on` u `off`.",
  "setting-text.roles":
    "«{text}» no es un rol ni un grupo de usuarios. Menciónalo o escribe su id; con `everyone` puede preguntar todo el mundo.",
  "setting-text.tooManyRoles": "«{setting}» puede nombrar {max, number} roles como mucho; estos son {count, number}.",
} as const;
