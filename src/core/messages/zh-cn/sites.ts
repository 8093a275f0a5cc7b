/** Simplified Chinese of `en/sites.ts`. */
export const sites = {
  "site.notASite": "“{text}”不是网站。请写主机名，例如 arxiv.org。",
  "site.isAddress": "“{text}”是地址，不是网站。请写主机名，例如 arxiv.org。",
  "site.isSuffix": "“{host}”是整个域名后缀，不是网站。请写它下面的主机名，例如 example.{host}。",
  "site.none": "请至少写一个网站，例如 arxiv.org。",
  "site.tooMany": "这样会有 {count} 个网站；一个列表最多 {max} 个。",
  "site.notAllowed": "{site} 不在此频道允许的网站之中。`/sources show` 会列出它们。",
} as const;
