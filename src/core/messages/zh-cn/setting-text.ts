/** Simplified Chinese of `en/setting-text.ts`. */
export const settingText = {
  "setting-text.all": "{words}",
  "setting-text.more": "{count, plural, other {另外 # 个}}",
  "setting-text.empty.includeSites": "任何网站",
  "setting-text.empty.whoMayAsk": "所有人",
  "setting-text.empty.model": "端点的默认模型",
  "setting-text.empty.other": "无",
  "setting-text.choice": "“{text}”不是“{setting}”的值。请选择 {choices}。",
  "setting-text.choices":
    "“{text}”不是“{setting}”的值。请从 {choices} 中选择，多个值用逗号分隔；`none` 表示一个也不选。",
  "setting-text.integer": "“{setting}”是 {min, number} 到 {max, number} 的整数。",
  "setting-text.tooLong": "“{setting}”最多 {max, number} 个字符；这里有 {length, number} 个。",
  "setting-text.switch": "“{text}”不是“{setting}”的值。请写 `on` 或 `off`。",
  "setting-text.roles": "“{text}”不是身份组或用户组。请提及它，或写它的 ID；`everyone` 让所有人都能提问。",
  "setting-text.tooManyRoles": "“{setting}”最多可写 {max, number} 个身份组；这里有 {count, number} 个。",
} as const;
