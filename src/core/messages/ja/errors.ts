/** Japanese of `en/errors.ts`. */
export const errors = {
  "error.CONFIG_INVALID": "Footnote が正しく設定されていません。運用している人に伝えてください。",
  "error.INPUT_INVALID": "内容を理解できませんでした。",
  "error.INPUT_FORBIDDEN": "ここではその操作はできません。",
  "error.NO_SITE_ALLOWED":
    "このチャンネルで許可されているサイトでは検索できるものがありません。チャンネルの管理者に `/sources show` を見てもらってください。",
  "error.INTERNAL": "こちら側で問題が起きました。運用者には伝わっています。もう一度お試しください。",
  "error.STORE_UNAVAILABLE":
    "質問を記録できなかったため、受け付けられませんでした。1 分ほどしてからもう一度質問してください。",
  "error.PROVIDER_UNAVAILABLE": "検索に接続できませんでした。数分後にもう一度質問してください。",
  "error.PROVIDER_RATE_LIMITED": "検索がとても混み合っています。数分後にもう一度質問してください。",
  "error.PROVIDER_UNAUTHORIZED":
    "検索がこちらのキーを拒否しました。運用者の対応が必要です。もう一度質問しても変わりません。",
  "error.PROVIDER_OUT_OF_BALANCE": "検索アカウントの残高または割り当てがなくなりました。運用者による補充が必要です。",
  "error.PROVIDER_MODEL_UNAVAILABLE":
    "このチャンネルのモデルは現在使えません。チャンネルの管理者が別のものを選べます。",
  "error.PROVIDER_REJECTED": "検索がこの質問を受け付けませんでした。短くするか、別の言葉でお試しください。",
  "error.PROVIDER_MALFORMED": "検索の回答を読み取れませんでした。もう一度質問してください。",
  "error.PROVIDER_EMPTY": "検索から回答がありませんでした。もう一度、または別の言葉で質問してください。",
  "error.PLATFORM_FORBIDDEN": "Footnote はここに投稿できません。",
  "error.PLATFORM_NOT_FOUND": "チャンネルまたはメッセージがもうありません。",
  "error.PLATFORM_REJECTED": "回答をここに表示できませんでした。",
  "error.PLATFORM_RATE_LIMITED": "このチャンネルは今とても混み合っています。1 分ほどしてからもう一度質問してください。",
  "error.PLATFORM_UNAVAILABLE": "チャットに接続できませんでした。1 分ほどしてからもう一度質問してください。",
  "error.REPLY_EXPIRED": "回答に時間がかかりすぎ、コマンドへの返信として表示できませんでした。",
} as const;
