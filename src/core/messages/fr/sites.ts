/** French of `en/sites.ts`. */
export const sites = {
  "site.notASite": "« {text} » n’est pas un site. Écris un hôte comme arxiv.org.",
  "site.isAddress": "« {text} » est une adresse, pas un site. Écris un hôte comme arxiv.org.",
  "site.isSuffix":
    "« {host} » est une terminaison de domaine entière, pas un site. Écris un hôte en dessous, comme example.{host}.",
  "site.none": "Nomme au moins un site, comme arxiv.org.",
  "site.tooMany": "Cela ferait {count} sites ; une liste en contient {max} au plus.",
  "site.notAllowed": "{site} ne fait pas partie des sites autorisés dans ce salon. `/sources show` les donne.",
  "sites.list.tooMany":
    "Cela ferait {count} listes ; un espace de travail en contient {max} au plus. `/sources drop` en supprime une.",
  "sites.list.invalid":
    "« {name} » ne peut pas être le nom d’une liste. Un nom a de 1 à 40 lettres minuscules, chiffres et tirets, comme research.",
  "sites.list.noneYet":
    "Il n’y a pas de liste {name} ; cet espace de travail n’en a encore aucune. `/sources save` en crée une.",
  "sites.list.unknown": "Il n’y a pas de liste {name}. Écris {known}.",
  "sites.service.noLists":
    "{service} ne peut pas s’en tenir à une liste de sites, et ce salon en a une. Vide d’abord les listes.",
  "sites.service.chooseOther":
    "{service} ne peut pas s’en tenir à une liste de sites, et ce salon en a une. Choisis {others}, ou vide les listes.",
  "sites.service.includeMax": "{service} accepte {max} sites inclus au plus ; cela en ferait {count}.",
  "sites.service.excludeMax": "{service} accepte {max} sites exclus au plus ; cela en ferait {count}.",
} as const;
