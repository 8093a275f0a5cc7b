/** Simplified Chinese of `en/sites.ts`. */
export const sites = {
  "site.notASite": "“{text}”不是网站。请写主机名，例如 arxiv.org。",
  "site.isAddress": "“{text}”是地址，不是网站。请写主机名，例如 arxiv.org。",
  "site.isSuffix": "“{host}”是整个域名后缀，不是网站。请写它下面的主机名，例如 example.{host}。",
  "site.none": "请至少写一个网站，例如 arxiv.org。",
  "site.tooMany": "这样会有 {count} 个网站；一个列表最多 {max} 个。",
  "site.notAllowed": "{site} 不在此频道允许的网站之中。`/sources show` 会列出它们。",
  "sites.list.tooMany": "这样会有 {count} 个列表；一个工作区最多 {max} 个。`/sources drop` 可以删除一个。",
  "sites.list.invalid": "“{name}”不能作为列表名称。名称由 1 到 40 个小写字母、数字和连字符组成，例如 research。",
  "sites.list.noneYet": "没有列表 {name}；此工作区还没有任何列表。`/sources save` 可以建一个。",
  "sites.list.unknown": "没有列表 {name}。请写 {known}。",
  "sites.service.noLists": "{service} 不能遵循网站列表，而此频道有列表。请先清空列表。",
  "sites.service.chooseOther": "{service} 不能遵循网站列表，而此频道有列表。请选择 {others}，或先清空列表。",
  "sites.service.includeMax": "{service} 最多只能指定 {max} 个要用的网站；这样会有 {count} 个。",
  "sites.service.excludeMax": "{service} 最多只能排除 {max} 个网站；这样会有 {count} 个。",
} as const;
