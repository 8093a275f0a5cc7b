/** German of `en/sites.ts`. */
export const sites = {
  "site.notASite": "„{text}“ ist keine Seite. Schreib einen Host wie arxiv.org.",
  "site.isAddress": "„{text}“ ist eine Adresse, keine Seite. Schreib einen Host wie arxiv.org.",
  "site.isSuffix":
    "„{host}“ ist eine ganze Domain-Endung, keine Seite. Schreib einen Host darunter, etwa example.{host}.",
  "site.none": "Nenne mindestens eine Seite, etwa arxiv.org.",
  "site.tooMany": "Das wären {count} Seiten; eine Liste fasst höchstens {max}.",
  "site.notAllowed": "{site} gehört nicht zu den Seiten, die dieser Kanal erlaubt. `/sources show` zeigt sie.",
  "sites.list.tooMany": "Das wären {count} Listen; ein Workspace fasst höchstens {max}. `/sources drop` löscht eine.",
  "sites.list.invalid":
    "„{name}“ kann nicht der Name einer Liste sein. Ein Name hat 1 bis 40 Kleinbuchstaben, Ziffern und Bindestriche, etwa research.",
  "sites.list.noneYet":
    "Die Liste {name} gibt es nicht; dieser Workspace hat noch keine. `/sources save` legt eine an.",
  "sites.list.unknown": "Die Liste {name} gibt es nicht. Schreib {known}.",
  "sites.service.noLists":
    "{service} kann sich an keine Liste von Seiten halten, und dieser Kanal hat eine. Leere zuerst die Listen.",
  "sites.service.chooseOther":
    "{service} kann sich an keine Liste von Seiten halten, und dieser Kanal hat eine. Wähle {others}, oder leere zuerst die Listen.",
  "sites.service.includeMax": "{service} nimmt höchstens {max} eingeschlossene Seiten; das wären {count}.",
  "sites.service.excludeMax": "{service} nimmt höchstens {max} ausgeschlossene Seiten; das wären {count}.",
} as const;
