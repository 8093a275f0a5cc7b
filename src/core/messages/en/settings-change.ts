/** Why a change of settings is refused, whatever command asked for it. */
export const settingsChange = {
  "settings.fault.bothLists":
    "{site} would be on both lists. Remove it from the other one first: `/sources remove {site}`.",
  "settings.fault.unknownList":
    "There is no list {name} in this workspace. `/sources lists` shows which there are, `/sources save` makes one.",
  "settings.fault.nothingLeft":
    "Then nothing would be left to search: every included site is also excluded. `/sources show` lists both.",
  "settings.locked.install": "{setting} is locked by whoever runs Footnote, for every workspace. Nothing was changed.",
  "settings.locked.workspace":
    "{setting} is locked by this workspace. Whoever manages it can unlock it with `/settings unlock`. Nothing was changed.",
} as const;
