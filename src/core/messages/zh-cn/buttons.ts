/** Simplified Chinese of `en/buttons.ts`. */
export const buttons = {
  "button.stop": "停止",
  "button.retry": "再试一次",
  "button.regenerate": "重新回答",
  "button.resume": "恢复",
  "button.edit": "编辑",
  "button.undo": "撤销",
  "button.save": "保存",
  "button.cancel": "取消",
  "button.close": "关闭",
} as const;
