/** Japanese of `en/sources.ts`. */
export const sources = {
  "sources.card.only": "- **回答に使うサイト**：{sites}",
  "sources.card.never": "- **使わないサイト**：{sites}",
  "sources.card.service": "- **検索サービス**：{value}",
  "sources.card.results": "- **検索結果の数**：{value}",
  "sources.card.from": "{value}（{scope}）",
  "sources.card.any": "すべてのサイト",
  "sources.card.none": "なし",
  "sources.card.nothingLeft": "なし（使うサイトがすべて除外されているため）",
  "sources.card.list": "{name}（{count, plural, other {# サイト}}）",
  "sources.card.noList": "{name}（そのようなリストはありません）",
  "sources.included":
    "{scope, select, workspace {ワークスペース全体} other {このチャンネル}}の使うサイトに {sites} を加えました。",
  "sources.excluded":
    "{scope, select, workspace {ワークスペース全体} other {このチャンネル}}で {sites} を除外しました。",
  "sources.removed":
    "{scope, select, workspace {ワークスペース全体} other {このチャンネル}}のリストから {sites} を外しました。",
  "sources.cleared":
    "{scope, select, workspace {ワークスペース全体} other {このチャンネル}}の{list, select, all {両方のリスト} include {使うサイトのリスト} other {使わないサイトのリスト}}を空にしました。",
  "sources.service.chosen":
    "{scope, select, workspace {ワークスペース全体} other {このチャンネル}}の検索サービスを {service} にしました。",
  "sources.results.chosen":
    "{scope, select, workspace {ワークスペース全体} other {このチャンネル}}で使う検索結果を {count, plural, other {# 件}}にしました。",
  "sources.notListed": "{sites}：ここのリストにはありません。`/sources show` でリストの内容と設定元を見られます。",
  "sources.clear.which": "どのリストですか。`/sources clear include`、`exclude`、`all` のどれかを書いてください。",
  "sources.service.unknown": "「{name}」はここで使える検索サービスではありません。{offered} を選んでください。",
  "sources.results.range": "検索結果の数は {min} から {max} までの整数です。",
  "sources.scope.unknown": "「{scope}」は範囲ではありません。channel か workspace と書いてください。",
  "sources.scope.noWorkspace":
    "ダイレクトメッセージはサーバーに属していません。`scope` を外すと、このダイレクトメッセージだけを変更できます。",
  "sources.lists.none":
    "このワークスペースにはまだリストがありません。`/sources save name:research arxiv.org` で作れます。",
  "sources.lists.line": "- **{name}**：{sites}",
  "sources.lists.saved":
    "{name} を保存しました（{count, plural, other {# サイト}}）：{sites}。サイトを書くところならどこでも {name} と書けます。",
  "sources.lists.dropped": "リスト {name} を削除しました。",
  "sources.lists.lost":
    "{names} はここで除外されていますが、リストが削除されているため検索できません。チャンネルの管理者が `/sources remove {names}` で外すか、`/sources save` で作り直してください。",
  "sources.lists.noName": "先にリストの名前を書いてください。例：`/sources save name:research arxiv.org`。",
  "sources.lists.notThere": "{name} というリストはありません。`/sources lists` で一覧を見られます。",
  "sources.lists.inUse": "{name} はまだ使われています：{places}。先にそこから外してください。",
  "sources.lists.included": "{scope}の使うサイト",
  "sources.lists.excluded": "{scope}の使わないサイト",
  "sources.exported":
    "{scope, select, workspace {このワークスペースのリスト} other {このチャンネルのリストと、ワークスペースの名前付きリスト}}です。このテキストは `/sources import` で取り込めます。",
  "sources.imported":
    "{scope, select, workspace {ワークスペース全体} other {このチャンネル}}にリストを取り込みました。",
  "sources.undoLists": "名前付きリストを元に戻す",
  "sources.import.nothing":
    "このテキストにはリストがありません。`/sources export` の表示のように、`include:`、`exclude:`、`@name:` のどれかの後にサイトを書いてください。",
  "sources.import.refused":
    "何も取り込まれませんでした。{count, plural, other {誤りが # 件あります}}：\n{faults}{left, plural, =0 {} other {\n- ほか # 件}}",
  "sources.import.first": "- {fault}",
  "sources.import.further": "{before}\n- {fault}",
  "sources.import.head":
    "「{text}」が最初のリストより前にあります。その前に `include:`、`exclude:`、`@name:` のどれかを書いてください。",
  "sources.import.repeated": "{heading}：2 回書かれています。",
  "sources.import.nested": "{heading} に {word} は入れられません。名前付きリストに入るのはサイトだけです。",
  "sources.import.empty": "{heading} にサイトがありません。",
  "sources.button.exclude": "{site} を除外",
  "sources.button.remove": "{site} をリストから外す",
  "sources.reported.heading": "**このチャンネルで不適切と報告された出典**",
  "sources.reported.line": "- {host}：{count, plural, other {# 人}}が報告",
  "sources.test.noQuestion": "何を質問しますか。例：`/sources test How do I retry a job?`",
  "sources.test.tooLong": "質問は {max} 文字までです。これは {count} 文字あります。",
  "sources.test.asked": "**テストした質問**：{question}",
  "sources.test.service": "- **検索サービス**：{service}、最大 {count, plural, other {# 件}}",
  "sources.test.anySite": "- **対象**：すべてのサイト",
  "sources.test.only": "- **対象のサイト**（{count, plural, other {# 件}}のみ）：{sites}",
  "sources.test.never": "- **除外するサイト**（{count, plural, other {# 件}}）：{sites}",
  "sources.test.noSources": "エンドポイントは出典を示しませんでした。",
  "sources.test.returned":
    "{count, plural, other {# 件の出典が返されました}}。{passing, plural, =0 {使えるものはありません} other {使えるのは # 件です}}：",
  "sources.test.passes": "✅ {source}",
  "sources.test.dropped": "❌ {source}：{verdict}",
  "sources.rule.address": "出典にできるアドレスではありません",
  "sources.rule.excluded": "{site} は除外されています（{scope}）",
  "sources.rule.notIncluded": "使うサイトに入っていません（{scope}）",
} as const;
