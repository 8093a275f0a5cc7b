/** Japanese of `en/sites.ts`. */
export const sites = {
  "site.notASite": "「{text}」はサイトではありません。arxiv.org のようなホスト名を書いてください。",
  "site.isAddress": "「{text}」はアドレスで、サイトではありません。arxiv.org のようなホスト名を書いてください。",
  "site.isSuffix":
    "「{host}」はドメインの末尾そのもので、サイトではありません。example.{host} のように、その下のホスト名を書いてください。",
  "site.none": "arxiv.org のようなサイトを 1 つ以上指定してください。",
  "site.tooMany": "サイトが {count} 件になります。リストに入るのは {max} 件までです。",
  "site.notAllowed":
    "{site} はこのチャンネルで許可されているサイトではありません。`/sources show` で一覧を見られます。",
  "sites.list.tooMany":
    "リストが {count} 件になります。ワークスペースに置けるのは {max} 件までです。`/sources drop` で削除できます。",
  "sites.list.invalid":
    "「{name}」はリストの名前にできません。名前は research のように、英小文字、数字、ハイフンで 1〜40 文字です。",
  "sites.list.noneYet":
    "{name} というリストはありません。このワークスペースにはまだリストがありません。`/sources save` で作れます。",
  "sites.list.unknown": "{name} というリストはありません。{known} と書いてください。",
  "sites.service.noLists":
    "{service} はサイトのリストに従えませんが、このチャンネルにはリストがあります。先にリストを空にしてください。",
  "sites.service.chooseOther":
    "{service} はサイトのリストに従えませんが、このチャンネルにはリストがあります。{others} を選ぶか、先にリストを空にしてください。",
  "sites.service.includeMax": "{service} で使うサイトに指定できるのは {max} 件までです。{count} 件になってしまいます。",
  "sites.service.excludeMax": "{service} で除外できるサイトは {max} 件までです。{count} 件になってしまいます。",
} as const;
