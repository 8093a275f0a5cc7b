/** French of `en/sites.ts`. */
export const sites = {
  "site.notASite": "« {text} » n’est pas un site. Écris un hôte comme arxiv.org.",
  "site.isAddress": "« {text} » est une adresse, pas un site. Écris un hôte comme arxiv.org.",
  "site.isSuffix":
    "« {host} » est une terminaison de domaine entière, pas un site. Écris un hôte en dessous, comme example.{host}.",
  "site.none": "Nomme au moins un site, comme arxiv.org.",
  "site.tooMany": "Cela ferait {count} sites ; une liste en contient {max} au plus.",
  "site.notAllowed": "{site} ne fait pas partie des sites autorisés dans ce salon. `/sources show` les donne.",
} as const;
