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
} as const;
