/** Spanish of `en/sites.ts`. */
export const sites = {
  "site.notASite": "«{text}» no es un sitio. Escribe un host como arxiv.org.",
  "site.isAddress": "«{text}» es una dirección, no un sitio. Escribe un host como arxiv.org.",
  "site.isSuffix":
    "«{host}» es una terminación de dominio entera, no un sitio. Escribe un host que cuelgue de ella, como example.{host}.",
  "site.none": "Nombra al menos un sitio, como arxiv.org.",
  "site.tooMany": "Serían {count} sitios; una lista admite {max} como mucho.",
  "site.notAllowed": "{site} no está entre los sitios que permite este canal. `/sources show` los enumera.",
} as const;
