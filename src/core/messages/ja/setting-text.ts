/** Japanese of `en/setting-text.ts`. */
export const settingText = {
  "setting-text.all": "{words}",
  "setting-text.more": "{count, plural, other {ほか # 件}}",
  "setting-text.empty.includeSites": "すべてのサイト",
  "setting-text.empty.whoMayAsk": "全員",
  "setting-text.empty.model": "エンドポイントの既定",
  "setting-text.empty.other": "なし",
  "setting-text.choice": "「{text}」は「{setting}」の値ではありません。{choices} を選んでください。",
  "setting-text.choices":
    "「{text}」は「{setting}」の値ではありません。{choices} から選び、複数ならカンマで区切ってください。`none` はどれも選ばないことを表します。",
  "setting-text.integer": "「{setting}」は {min, number} から {max, number} までの整数です。",
  "setting-text.tooLong": "「{setting}」は {max, number} 文字までです。これは {length, number} 文字あります。",
  "setting-text.switch": "「{text}」は「{setting}」の値ではありません。`on` か `off` と書いてください。",
  "setting-text.roles":
    "「{text}」はロールでもユーザーグループでもありません。メンションするか、ID を書いてください。`everyone` なら全員が質問できます。",
  "setting-text.tooManyRoles":
    "「{setting}」に指定できるロールは {max, number} 個までです。これは {count, number} 個あります。",
} as const;
