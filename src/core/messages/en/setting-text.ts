/** Values of settings, as they are read and typed. */
export const settingText = {
  "setting-text.all": "{words}",
  "setting-text.more": "{count, plural, one {# more} other {# more}}",
  "setting-text.empty.includeSites": "any site",
  "setting-text.empty.whoMayAsk": "everyone",
  "setting-text.empty.model": "the endpoint's own",
  "setting-text.empty.other": "none",
  "setting-text.choice": "“{text}” is not a value of {setting}. Choose {choices}.",
  "setting-text.choices":
    "“{text}” is not a value of {setting}. Choose of {choices}, several separated by commas; `none` is none of them.",
  "setting-text.integer": "{setting} is a whole number from {min, number} to {max, number}.",
  "setting-text.tooLong": "{setting} can have {max, number} characters at most; these are {length, number}.",
  "setting-text.switch": "“{text}” is not a value of {setting}. Write `on` or `off`.",
  "setting-text.roles":
    "“{text}” is not a role or user group. Mention it, or write its id; `everyone` lets everybody ask.",
  "setting-text.tooManyRoles": "{setting} can name {max, number} roles at most; these are {count, number}.",
} as const;
