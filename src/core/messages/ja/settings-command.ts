/** Japanese of `en/settings-command.ts`. */
export const settingsCommand = {
  "scope.install": "既定値",
  "scope.workspace": "このワークスペース",
  "scope.category": "このカテゴリ",
  "scope.channel": "このチャンネル",
  "scope.thread": "このスレッド",
  "scope.question": "この質問",
  "scope.by.install": "Footnote の運用者",
  "scope.by.workspace": "このワークスペース",
  "scope.by.category": "このカテゴリ",
  "scope.by.channel": "このチャンネル",
  "scope.by.thread": "このスレッド",
  "scope.by.question": "この質問",
  "settings.group.sources": "出典",
  "settings.group.answers": "回答",
  "settings.group.conversation": "会話",
  "settings.group.rules": "ルール",
  "settings.card.line": "- **{setting}**：{value}",
  "settings.card.locked": "- **{setting}**：{value}、{by}によりロック中",
  "settings.card.value": "{value}（{scope}）",
  "settings.card.noSite": "なし（使うサイトがすべて除外されているため）",
  "settings.button.edit": "編集：{group}",
  "settings.button.history": "履歴",
  "settings.button.show": "すべての設定",
  "settings.button.undo": "{number} を元に戻す",
  "settings.card.typed": "- `{key}` {setting}：{value}",
  "settings.form.inherit": "より広い範囲に従う：{value}",
  "settings.edit.groups": "{scope}のどの設定を変えますか。",
  "settings.edit.typed":
    "ここでは設定を入力して変えます。例：`/settings set {key} {example} scope:{scope}`。値を `-` にすると、より広い範囲に従います。現在の設定：",
  "settings.edit.allLocked":
    "{group}：すべて、より広い範囲でロックされています。どこでロックされているかは `/settings show` で見られます。",
  "settings.edit.faults": "何も変更されていません：",
  "settings.edit.fault": "- **{setting}**：{sentence}",
  "settings.edit.conflict":
    "フォームを開いた後にほかの人が同じ設定を変えたため、何も変更されていません。もう一度開いて、今の内容を確かめてください：",
  "settings.edit.conflictLine": "- {who} が **{setting}** を {before} から {after} に変更（{when}）",
  "settings.edit.tooOld":
    "このフォームは古く、その間に何が変わったか分からないため、何も変更されていません。もう一度開いてください。",
  "settings.history.none": "ここではまだ何も変更されていません。",
  "settings.history.heading": "ここでの変更（新しい順、時刻は {timeZone}）：",
  "settings.history.entry": "**{number}.** {when}、{who}、{scope}（`{id}`）",
  "settings.history.line": "- {part}：{before} → {after}",
  "settings.history.more": "{count, plural, other {これより古い変更 # 件は表示していません。}}",
  "settings.part.locked": "ロック",
  "settings.part.siteLists": "名前付きリスト",
  "settings.part.unsaid": "指定なし",
  "settings.undo.none": "ここには取り消せるあなたの変更がありません。`/settings history` ですべての変更を見られます。",
  "settings.undo.unknown": "「{id}」という変更はありません。`/settings history` で一覧を見られます。",
  "settings.undo.changedSince":
    "その後 {who} が「{part}」を変更したため（{when}）、元に戻しませんでした。`/settings history` で内容を見られます。",
  "settings.undo.changedBySomebody":
    "その後「{part}」が変更されたため、元に戻しませんでした。`/settings history` で内容を見られます。",
  "settings.undo.done": "元に戻しました。{scope}で {who} が変更したもの（{when}）は、変更前の状態になりました。",
  "settings.lock.done":
    "「{setting}」をロックしました。チャンネル、カテゴリ、スレッドでは変更できません。`/settings unlock {key}` で解除できます。",
  "settings.lock.already": "「{setting}」はすでにロックされています。",
  "settings.lock.pointless": "「{setting}」はワークスペース全体の設定です。もともとチャンネルでは変更できません。",
  "settings.unlock.done": "「{setting}」のロックを解除しました。チャンネルで別の値にできます。",
  "settings.unlock.already": "「{setting}」はロックされていません。",
  "settings.changed": "{scope}の設定を変更しました。現在の設定：",
  "settings.unchanged": "すでにその設定だったため、何も変更されていません。現在の設定：",
  "settings.no.workspace":
    "ダイレクトメッセージはサーバーに属していません。`scope` を外すと、このダイレクトメッセージだけを変更できます。",
  "settings.no.category":
    "このチャンネルはカテゴリに入っていません。`scope:channel` か `scope:workspace` を選んでください。",
  "settings.no.thread": "ここはスレッドではありません。対象のスレッドで書くか、`scope` を外してください。",
  "settings.notAScope": "「{text}」は範囲ではありません。{scopes} と書いてください。",
  "settings.notASetting": "「{text}」は設定ではありません。設定の一覧：{settings}。",
  "settings.notAGroup": "「{text}」は設定のグループではありません。{groups} を選んでください。",
  "settings.noSetting": "どの設定ですか。例：{example}。設定の一覧：{settings}。",
  "settings.noValue":
    "値は何にしますか。例：`/settings set {setting} {example}`。`/settings reset {setting}` で、より広い範囲に従います。",
  "settings.onlyWorkspace": "「{setting}」はワークスペース全体の設定です。`scope:workspace` を加えてください。",
  "settings.forbidden.discord.channel":
    "このチャンネルの設定を変更できるのは、ここに **チャンネルの管理** 権限を持つ人だけです。その人に頼んでください。",
  "settings.forbidden.discord.workspace":
    "このサーバーとそのカテゴリの設定を変更できるのは、**サーバー管理** 権限を持つ人だけです。その人に頼んでください。",
  "settings.forbidden.slack.channel":
    "このチャンネルの設定を変更できるのは、チャンネルの作成者、この Slack ワークスペースの管理者、運用者が指定した人（`SLACK_CHANNEL_MANAGERS`）だけです。その人に頼んでください。",
  "settings.forbidden.slack.workspace":
    "この Slack ワークスペースの設定を変更できるのは、その管理者と、運用者が指定した人（`SLACK_CHANNEL_MANAGERS`）だけです。その人に頼んでください。",
  "settings.forbidden.web.channel": "設定を変更できるのは、このページを運用している人だけです。",
  "settings.forbidden.web.workspace": "設定を変更できるのは、このページを運用している人だけです。",
} as const;
