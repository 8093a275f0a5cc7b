/** Japanese of `en/settings-change.ts`. */
export const settingsChange = {
  "settings.fault.bothLists":
    "{site} が両方のリストに入ってしまいます。先にもう一方から外してください：`/sources remove {site}`。",
  "settings.fault.unknownList":
    "このワークスペースに {name} というリストはありません。`/sources lists` で一覧を見られ、`/sources save` で作れます。",
  "settings.fault.nothingLeft":
    "それでは検索できるものがなくなります。使うサイトがすべて除外されているためです。`/sources show` で両方のリストを見られます。",
  "settings.locked.install":
    "「{setting}」は Footnote の運用者がすべてのワークスペースでロックしています。何も変更されていません。",
  "settings.locked.workspace":
    "「{setting}」はこのワークスペースでロックされています。ワークスペースの管理者が `/settings unlock` で解除できます。何も変更されていません。",
} as const;
