/** French of `en/sources.ts`. */
export const sources = {
  "sources.card.only": "- **Les réponses viennent de** : {sites}",
  "sources.card.never": "- **Jamais de** : {sites}",
  "sources.card.service": "- **Service de recherche** : {value}",
  "sources.card.results": "- **Résultats de recherche** : {value}",
  "sources.card.from": "{value} ({scope})",
  "sources.card.any": "tout site",
  "sources.card.none": "aucun",
  "sources.card.nothingLeft": "aucun site, car chaque site inclus est aussi exclu",
  "sources.card.list": "{name} ({count, plural, one {# site} other {# sites}})",
  "sources.card.noList": "{name} (cette liste n’existe pas)",
  "sources.included":
    "Inclus {scope, select, workspace {dans tout l’espace de travail} other {dans ce salon}} : {sites}.",
  "sources.excluded":
    "Exclus {scope, select, workspace {dans tout l’espace de travail} other {dans ce salon}} : {sites}.",
  "sources.removed":
    "Retirés {scope, select, workspace {dans tout l’espace de travail} other {dans ce salon}} : {sites}.",
  "sources.cleared":
    "{list, select, all {Les deux listes ont été vidées} include {La liste des sites inclus a été vidée} other {La liste des sites exclus a été vidée}} {scope, select, workspace {dans tout l’espace de travail} other {dans ce salon}}.",
  "sources.service.chosen":
    "La recherche passe maintenant par {service} {scope, select, workspace {dans tout l’espace de travail} other {dans ce salon}}.",
  "sources.results.chosen":
    "Maintenant {count, plural, one {# résultat de recherche} other {# résultats de recherche}} par réponse {scope, select, workspace {dans tout l’espace de travail} other {dans ce salon}}.",
  "sources.notListed": "{sites} : dans aucune liste ici. `/sources show` dit ce qui s’y trouve, et d’où cela vient.",
  "sources.clear.which": "Quelle liste ? Écris `/sources clear include`, `exclude` ou `all`.",
  "sources.service.unknown": "« {name} » n’est pas un service de recherche ici. Choisis {offered}.",
  "sources.results.range": "Le nombre de résultats de recherche est un nombre entier de {min} à {max}.",
  "sources.scope.unknown": "« {scope} » n’est pas une portée. Écris channel ou workspace.",
  "sources.scope.noWorkspace":
    "Un message privé n’appartient à aucun serveur. Retire `scope` pour ne changer que celui-ci.",
  "sources.lists.none":
    "Cet espace de travail n’a pas encore de liste. `/sources save name:research arxiv.org` en crée une.",
  "sources.lists.line": "- **{name}** : {sites}",
  "sources.lists.saved":
    "{name} est enregistrée avec {count, plural, one {# site} other {# sites}} : {sites}. Écris {name} partout où l’on nomme des sites.",
  "sources.lists.dropped": "La liste {name} est supprimée.",
  "sources.lists.lost":
    "{names} est exclue ici, mais la liste a été supprimée ; rien n’est donc cherché. Un responsable du salon peut la retirer avec `/sources remove {names}`, ou quelqu’un la recrée avec `/sources save`.",
  "sources.lists.noName": "Nomme d’abord la liste, par exemple `/sources save name:research arxiv.org`.",
  "sources.lists.notThere": "Il n’y a pas de liste {name}. `/sources lists` montre celles qui existent.",
  "sources.lists.inUse": "{name} est encore utilisée : {places}. Retire-la d’abord de là.",
  "sources.lists.included": "incluse dans {scope}",
  "sources.lists.excluded": "exclue dans {scope}",
  "sources.exported":
    "{scope, select, workspace {Les listes de cet espace de travail} other {Les listes de ce salon et les listes nommées de son espace de travail}}. `/sources import` accepte ce texte.",
  "sources.imported":
    "Listes reprises {scope, select, workspace {dans tout l’espace de travail} other {dans ce salon}}.",
  "sources.undoLists": "Annuler les listes nommées",
  "sources.import.nothing":
    "Ce texte ne contient aucune liste. Il y faut `include:`, `exclude:` ou `@name:` suivi de sites, comme `/sources export` le montre.",
  "sources.import.refused":
    "Rien n’a été importé. {count, plural, one {# erreur} other {# erreurs}} :\n{faults}{left, plural, =0 {} one {\n- et # de plus} other {\n- et # de plus}}",
  "sources.import.first": "- {fault}",
  "sources.import.further": "{before}\n- {fault}",
  "sources.import.head":
    "« {text} » se trouve avant la première liste. Écris `include:`, `exclude:` ou `@name:` devant.",
  "sources.import.repeated": "{heading} : s’y trouve deux fois.",
  "sources.import.nested": "{heading} ne peut pas contenir {word} : une liste nommée ne contient que des sites.",
  "sources.import.empty": "{heading} n’a aucun site.",
  "sources.button.exclude": "Exclure {site}",
  "sources.button.remove": "Retirer {site} de la liste",
  "sources.reported.heading": "**Signalées comme mauvaises sources dans ce salon**",
  "sources.reported.line": "- {host} : par {count, plural, one {# personne} other {# personnes}}",
  "sources.test.noQuestion": "Que faut-il demander ? Par exemple : `/sources test How do I retry a job?`",
  "sources.test.tooLong": "Une question peut avoir {max} caractères au plus ; celle-ci en a {count}.",
  "sources.test.asked": "**Essai** : {question}",
  "sources.test.service":
    "- **Recherche avec** : {service}, pour {count, plural, one {# résultat} other {# résultats}} au plus",
  "sources.test.anySite": "- **Sur** : tout site",
  "sources.test.only": "- **Seulement sur** {count, plural, one {# site} other {# sites}} : {sites}",
  "sources.test.never": "- **Jamais sur** {count, plural, one {# site} other {# sites}} : {sites}",
  "sources.test.noSources": "Le service n’a donné aucune source pour cela.",
  "sources.test.returned":
    "{count, plural, one {# source est revenue} other {# sources sont revenues}} ; {passing, plural, =0 {aucune ne passe} one {# passe} other {# passent}} :",
  "sources.test.passes": "✅ {source}",
  "sources.test.dropped": "❌ {source} : {verdict}",
  "sources.rule.address": "pas une adresse qui peut être citée où que ce soit",
  "sources.rule.excluded": "{site} est exclu ({scope})",
  "sources.rule.notIncluded": "hors des sites inclus ({scope})",
} as const;
