/** Japanese of `en/buttons.ts`. */
export const buttons = {
  "button.stop": "停止",
  "button.retry": "もう一度試す",
  "button.regenerate": "書き直す",
  "button.resume": "再開",
  "button.edit": "編集",
  "button.undo": "元に戻す",
  "button.save": "保存",
  "button.cancel": "キャンセル",
  "button.close": "閉じる",
} as const;
