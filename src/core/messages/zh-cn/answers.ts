/** Simplified Chinese of `en/answers.ts`. */
export const answers = {
  "answer.searching": "_正在搜索…_",
  "answer.searchingDeeply":
    "{minutes, plural, =0 {_正在进行多轮深度搜索，需要几分钟…_} other {_正在进行多轮深度搜索，已用 # 分钟…_}}",
  "answer.stopped": "_已停止。_",
  "answer.failed": "⚠️ {reason}",
  "answer.interrupted": "⚠️ 这个答案被中断，没能写完。请再试一次。",
  "answer.shortened": "_答案比这更长，已被缩短。_",
  "answer.cutOff": "_模型最多只能写这么多，答案到此中断。_",
  "answer.sources": "**来源**",
  "answer.offList": "不在允许的网站之内",
  "answer.noSource": "这个答案没有来源支持。",
  "answer.noAllowedSource": "允许的网站中没有来源支持这个答案。",
  "answer.leftOut": "{count, plural, other {已略去允许网站之外的 # 个来源。}}",
} as const;
