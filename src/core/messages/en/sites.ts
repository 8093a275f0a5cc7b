/** What is said about sites that people type. */
export const sites = {
  "site.notASite": "“{text}” is not a site. Write a host such as arxiv.org.",
  "site.isAddress": "“{text}” is an address, not a site. Write a host such as arxiv.org.",
  "site.isSuffix": "“{host}” is a whole domain ending, not a site. Write a host under it, such as example.{host}.",
  "site.none": "Name at least one site, such as arxiv.org.",
  "site.tooMany": "That would be {count} sites; a list can hold {max} at most.",
  "site.notAllowed": "{site} is not among the sites this channel allows. `/sources show` lists them.",
  "sites.list.tooMany": "That would be {count} lists; a workspace can have {max} at most. `/sources drop` deletes one.",
  "sites.list.invalid":
    "“{name}” cannot be the name of a list. A name has 1 to 40 lower-case letters, digits and dashes, such as research.",
  "sites.list.noneYet": "There is no list {name}; this workspace has none yet. `/sources save` makes one.",
  "sites.list.unknown": "There is no list {name}. Write {known}.",
  "sites.service.noLists": "{service} cannot keep to a list of sites, and this channel has one. Clear the lists first.",
  "sites.service.chooseOther":
    "{service} cannot keep to a list of sites, and this channel has one. Choose {others}, or clear the lists first.",
  "sites.service.includeMax": "{service} takes {max} included sites at most; these would be {count}.",
  "sites.service.excludeMax": "{service} takes {max} excluded sites at most; these would be {count}.",
} as const;
