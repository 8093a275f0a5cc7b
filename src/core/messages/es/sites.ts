/** Spanish of `en/sites.ts`. */
export const sites = {
  "site.notASite": "«{text}» no es un sitio. Escribe un host como arxiv.org.",
  "site.isAddress": "«{text}» es una dirección, no un sitio. Escribe un host como arxiv.org.",
  "site.isSuffix":
    "«{host}» es una terminación de dominio entera, no un sitio. Escribe un host que cuelgue de ella, como example.{host}.",
  "site.none": "Nombra al menos un sitio, como arxiv.org.",
  "site.tooMany": "Serían {count} sitios; una lista admite {max} como mucho.",
  "site.notAllowed": "{site} no está entre los sitios que permite este canal. `/sources show` los enumera.",
  "sites.list.tooMany":
    "Serían {count} listas; un espacio de trabajo admite {max} como mucho. `/sources drop` borra una.",
  "sites.list.invalid":
    "«{name}» no puede ser el nombre de una lista. Un nombre tiene de 1 a 40 letras minúsculas, cifras y guiones, como research.",
  "sites.list.noneYet":
    "No hay ninguna lista {name}; este espacio de trabajo aún no tiene ninguna. `/sources save` crea una.",
  "sites.list.unknown": "No hay ninguna lista {name}. Escribe {known}.",
  "sites.service.noLists":
    "{service} no puede limitarse a una lista de sitios, y este canal tiene una. Vacía antes las listas.",
  "sites.service.chooseOther":
    "{service} no puede limitarse a una lista de sitios, y este canal tiene una. Elige {others}, o vacía antes las listas.",
  "sites.service.includeMax": "{service} admite {max} sitios incluidos como mucho; serían {count}.",
  "sites.service.excludeMax": "{service} admite {max} sitios excluidos como mucho; serían {count}.",
} as const;
