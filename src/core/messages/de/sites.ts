/** German of `en/sites.ts`. */
export const sites = {
  "site.notASite": "„{text}“ ist keine Seite. Schreib einen Host wie arxiv.org.",
  "site.isAddress": "„{text}“ ist eine Adresse, keine Seite. Schreib einen Host wie arxiv.org.",
  "site.isSuffix":
    "„{host}“ ist eine ganze Domain-Endung, keine Seite. Schreib einen Host darunter, etwa example.{host}.",
  "site.none": "Nenne mindestens eine Seite, etwa arxiv.org.",
  "site.tooMany": "Das wären {count} Seiten; eine Liste fasst höchstens {max}.",
  "site.notAllowed": "{site} gehört nicht zu den Seiten, die dieser Kanal erlaubt. `/sources show` zeigt sie.",
} as const;
