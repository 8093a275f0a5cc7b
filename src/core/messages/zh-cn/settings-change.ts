/** Simplified Chinese of `en/settings-change.ts`. */
export const settingsChange = {
  "settings.fault.bothLists": "{site} 会同时出现在两个列表中。请先从另一个列表移除：`/sources remove {site}`。",
  "settings.fault.unknownList": "此工作区没有列表 {name}。`/sources lists` 会列出有哪些，`/sources save` 可以建一个。",
  "settings.fault.nothingLeft": "这样就没有可搜索的内容了：每个要用的网站也都被排除。`/sources show` 会显示两个列表。",
  "settings.locked.install": "“{setting}”已被运行 Footnote 的人为所有工作区锁定。没有做任何更改。",
  "settings.locked.workspace":
    "“{setting}”已被此工作区锁定。工作区的管理者可以用 `/settings unlock` 解锁。没有做任何更改。",
} as const;
