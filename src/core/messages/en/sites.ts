/** What is said about sites that people type. */
export const sites = {
  "site.notASite": "“{text}” is not a site. Write a host such as arxiv.org.",
  "site.isAddress": "“{text}” is an address, not a site. Write a host such as arxiv.org.",
  "site.isSuffix": "“{host}” is a whole domain ending, not a site. Write a host under it, such as example.{host}.",
  "site.none": "Name at least one site, such as arxiv.org.",
  "site.tooMany": "That would be {count} sites; a list can hold {max} at most.",
  "site.notAllowed": "{site} is not among the sites this channel allows. `/sources show` lists them.",
} as const;
