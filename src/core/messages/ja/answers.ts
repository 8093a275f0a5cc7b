/** Japanese of `en/answers.ts`. */
export const answers = {
  "answer.searching": "_検索しています…_",
  "answer.searchingDeeply":
    "{minutes, plural, =0 {_何度かに分けて深く検索しています。数分かかります…_} other {_何度かに分けて深く検索しています。# 分経過…_}}",
  "answer.stopped": "_停止しました。_",
  "answer.failed": "⚠️ {reason}",
  "answer.interrupted": "⚠️ この回答は中断され、最後まで書けませんでした。もう一度お試しください。",
  "answer.shortened": "_回答がこれより長かったため、短くしました。_",
  "answer.cutOff": "_モデルが書ける長さの上限に達したため、回答はここで途切れています。_",
  "answer.sources": "**出典**",
  "answer.offList": "許可されたサイト以外",
  "answer.noSource": "この回答を裏付ける出典はありません。",
  "answer.noAllowedSource": "許可されたサイトには、この回答を裏付ける出典がありません。",
  "answer.leftOut": "{count, plural, other {許可されたサイト以外の出典 # 件を除きました。}}",
} as const;
