/** Spanish of `en/sources.ts`. */
export const sources = {
  "sources.card.only": "- **Las respuestas salen de**: {sites}",
  "sources.card.never": "- **Nunca de**: {sites}",
  "sources.card.service": "- **Servicio de búsqueda**: {value}",
  "sources.card.results": "- **Resultados de búsqueda**: {value}",
  "sources.card.from": "{value} ({scope})",
  "sources.card.any": "cualquier sitio",
  "sources.card.none": "ninguno",
  "sources.card.nothingLeft": "ningún sitio, porque todos los incluidos están también excluidos",
  "sources.card.list": "{name} ({count, plural, one {# sitio} other {# sitios}})",
  "sources.card.noList": "{name} (esa lista no existe)",
  "sources.included":
    "Incluido {scope, select, workspace {en todo el espacio de trabajo} other {en este canal}}: {sites}.",
  "sources.excluded":
    "Excluido {scope, select, workspace {en todo el espacio de trabajo} other {en este canal}}: {sites}.",
  "sources.removed":
    "Quitado {scope, select, workspace {en todo el espacio de trabajo} other {en este canal}}: {sites}.",
  "sources.cleared":
    "{list, select, all {Se han vaciado las dos listas} include {Se ha vaciado la lista «Solo estos sitios»} other {Se ha vaciado la lista «Nunca estos sitios»}} {scope, select, workspace {en todo el espacio de trabajo} other {en este canal}}.",
  "sources.service.chosen":
    "Ahora se busca con {service} {scope, select, workspace {en todo el espacio de trabajo} other {en este canal}}.",
  "sources.results.chosen":
    "Ahora se {count, plural, one {usa # resultado de búsqueda} other {usan # resultados de búsqueda}} {scope, select, workspace {en todo el espacio de trabajo} other {en este canal}}.",
  "sources.notListed": "{sites}: no está en ninguna lista de aquí. `/sources show` dice qué está, y de dónde viene.",
  "sources.clear.which": "¿Qué lista? Escribe `/sources clear include`, `exclude` o `all`.",
  "sources.service.unknown": "«{name}» no es un servicio de búsqueda aquí. Elige {offered}.",
  "sources.results.range": "El número de resultados de búsqueda es un número entero de {min} a {max}.",
  "sources.scope.unknown": "«{scope}» no es un ámbito. Escribe channel o workspace.",
  "sources.scope.noWorkspace":
    "Un mensaje directo no pertenece a ningún servidor. Quita `scope` para cambiarlo solo en este.",
  "sources.lists.none":
    "Este espacio de trabajo aún no tiene listas. `/sources save name:research arxiv.org` crea una.",
  "sources.lists.line": "- **{name}**: {sites}",
  "sources.lists.saved":
    "Se ha guardado {name} con {count, plural, one {# sitio} other {# sitios}}: {sites}. Escribe {name} donde se nombren sitios.",
  "sources.lists.dropped": "Se ha borrado la lista {name}.",
  "sources.lists.lost":
    "{names} está excluida aquí, pero la lista se ha eliminado; por eso no se busca nada. Quien gestiona el canal puede quitarla con `/sources remove {names}`, o alguien la crea de nuevo con `/sources save`.",
  "sources.lists.noName": "Pon primero un nombre a la lista, por ejemplo `/sources save name:research arxiv.org`.",
  "sources.lists.notThere": "No hay ninguna lista {name}. `/sources lists` muestra las que hay.",
  "sources.lists.inUse": "{name} aún se usa: {places}. Quítala antes de ahí.",
  "sources.lists.included": "incluida en {scope}",
  "sources.lists.excluded": "excluida en {scope}",
  "sources.exported":
    "Las listas de {scope, select, workspace {este espacio de trabajo} other {este canal y las listas con nombre de su espacio de trabajo}}. `/sources import` acepta este texto.",
  "sources.imported":
    "Se han tomado las listas {scope, select, workspace {en todo el espacio de trabajo} other {en este canal}}.",
  "sources.undoLists": "Deshacer las listas con nombre",
  "sources.import.nothing":
    "En este texto no hay ninguna lista. Lleva `include:`, `exclude:` o `@name:` y sitios detrás, como muestra `/sources export`.",
  "sources.import.refused":
    "No se ha importado nada. {count, plural, one {# fallo} other {# fallos}}:\n{faults}{left, plural, =0 {} one {\n- y # más} other {\n- y # más}}",
  "sources.import.first": "- {fault}",
  "sources.import.further": "{before}\n- {fault}",
  "sources.import.head": "«{text}» está antes de la primera lista. Escribe delante `include:`, `exclude:` o `@name:`.",
  "sources.import.repeated": "{heading}: aparece dos veces.",
  "sources.import.nested": "{heading} no puede contener {word}: una lista con nombre solo contiene sitios.",
  "sources.import.empty": "{heading} no tiene ningún sitio.",
  "sources.button.exclude": "Excluir {site}",
  "sources.button.remove": "Quitar {site} de la lista",
  "sources.reported.heading": "**Señalados como fuentes equivocadas en este canal**",
  "sources.reported.line": "- {host}: por {count, plural, one {# persona} other {# personas}}",
  "sources.test.noQuestion": "¿Qué hay que preguntar? Por ejemplo: `/sources test How do I retry a job?`",
  "sources.test.tooLong": "Una pregunta puede tener {max} caracteres como mucho; esta tiene {count}.",
  "sources.test.asked": "**Probado**: {question}",
  "sources.test.service":
    "- **Buscado con**: {service}, {count, plural, one {# resultado} other {# resultados}} como mucho",
  "sources.test.anySite": "- **En**: cualquier sitio",
  "sources.test.only": "- **Solo en** {count, plural, one {# sitio} other {# sitios}}: {sites}",
  "sources.test.never": "- **Nunca en** {count, plural, one {# sitio} other {# sitios}}: {sites}",
  "sources.test.noSources": "El endpoint no ha nombrado ninguna fuente.",
  "sources.test.returned":
    "{count, plural, one {Ha llegado # fuente} other {Han llegado # fuentes}}; {passing, plural, =0 {no pasa ninguna} one {pasa #} other {pasan #}}:",
  "sources.test.passes": "✅ {source}",
  "sources.test.dropped": "❌ {source}: {verdict}",
  "sources.rule.address": "no es una dirección que se pueda citar en ninguna parte",
  "sources.rule.excluded": "{site} está excluido ({scope})",
  "sources.rule.notIncluded": "no está entre los sitios incluidos ({scope})",
} as const;
