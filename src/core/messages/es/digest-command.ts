/** Spanish of `en/digest-command.ts`. */
export const digestCommand = {
  "digest.needsServer":
    "Los digests pertenecen a los canales de un servidor. Escribe esto en el canal que deba recibirlo.",
  "digest.forbidden":
    "Eso solo pueden hacerlo quienes gestionan {scope, select, workspace {este espacio de trabajo} other {este canal}}: {who}. Pídeselo.",
  "managers.discord.channel": "en Discord, quien tiene **Gestionar canales** aquí",
  "managers.discord.workspace": "en Discord, quien tiene **Gestionar servidor**",
  "managers.slack.channel":
    "los administradores de este espacio de Slack, quien creó el canal y las personas que ha nombrado el operador",
  "managers.slack.workspace": "sus administradores en Slack y las personas que ha nombrado el operador",
  "managers.web.channel": "quien administra esta página",
  "managers.web.workspace": "quien administra esta página",
  "digest.deleted": "Este digest se ha borrado.",
  "digest.justDeleted": "Este digest se acaba de borrar.",
  "digest.noneHere":
    'Este canal aún no tiene ningún digest. `/digest create TypeScript news when:"weekdays 9:00"` crea uno.',
  "digest.noneYet": "Este canal aún no tiene ningún digest. `/digest create` crea uno.",
  "digest.noneInWorkspace": "Este espacio de trabajo aún no tiene ningún digest.",
  "digest.removed": "Se ha borrado {topic}. Lo que publicó se queda.",
  "digest.running": "{topic} se está escribiendo. `/digest history {id}` muestra en qué queda.",
  "digest.which": "¿Qué digest? Escribe su id:",
  "digest.ambiguous": "Más de un digest empieza así. Escribe su id:",
  "digest.unknown":
    "Ningún digest de este canal tiene el id o el comienzo «{name}». `/digest list` muestra los que hay.",
  "digest.noTopic": '¿Qué debe buscar? Por ejemplo: `/digest create TypeScript news when:"weekdays 9:00"`.',
  "digest.noTimes": '¿Cuándo debe publicarse? Añade por ejemplo `when:"weekdays 9:00"`.',
  "digest.already": "Este canal ya tiene este digest.",
  "digest.saved": "Guardado.",
  "digest.zoneRemembered":
    "Los nuevos digests de este espacio de trabajo toman también {zone}, si no nombran otra zona.",
  "digest.hints":
    "`/digest preview {id}` te muestra lo que publicaría ahora, `/digest edit {id} …` lo cambia, `/digest delete {id}` lo borra.",
  "digest.nothingToChange": '¿Qué debe cambiar? Por ejemplo: `/digest edit {id} when:"every Monday 8:30" items:3`.',
  "digest.changed": "Cambiado.",
  "digest.changedMeanwhile":
    "No se ha cambiado nada, porque alguien cambió lo mismo después de que abrieras el formulario: {fields}. Vuelve a abrirlo para ver lo que hay ahora.",
  "digest.paused": "En pausa.",
  "digest.resumed": "Reanudado.",
  "digest.wasPaused": "Ya estaba en pausa.",
  "digest.wasNotPaused": "No estaba en pausa.",
  "digest.zoneIs": "La zona horaria de este espacio de trabajo es {zone}. `/digest zone Europe/Paris` la cambia.",
  "digest.zoneStays":
    "La zona horaria de este espacio de trabajo es {zone}. Los nuevos digests la toman, si no nombran otra.",
  "digest.zoneChanged":
    "La zona horaria de este espacio de trabajo es ahora {zone}; era {before}. Los nuevos digests la toman, si no nombran otra.",
  "digest.movedAlong": "Se han movido con ella:",
  "digest.keptZone": "Estos tienen zona propia y la conservan:",
  "digest.andMore": "- y {count} más",
  "digest.topicTooLong": "Un tema puede tener {max} caracteres como mucho; este tiene {count}.",
  "digest.badItems": "El número de noticias es un número entero de {min} a {max}.",
  "digest.badChoice": "«{text}» no vale para {name}. Escribe `{name}:` con {choices}.",
  "digest.languageTooLong": "«{text}…» es demasiado largo para un idioma.",
  "digest.tagTooLong": "«{text}…» es demasiado largo para una etiqueta.",
  "digest.badCrosspost": "Escribe `crosspost:yes` o `crosspost:no`.",
  "digest.crosspostElsewhere": "Solo Discord tiene canales que otros siguen. Quita `crosspost` aquí.",
  "digest.tagElsewhere": "Solo Discord tiene foros con etiquetas. Quita `tag` aquí.",
  "digest.exported":
    "{count, plural, one {# digest} other {# digests}} de este espacio de trabajo. {blocks, plural, one {Este bloque va} other {Cada bloque por separado va}} en `/digest import`.",
  "digest.nothingAdded": "No se ha añadido nada:",
  "digest.rowFault": "- Digest {number}: {fault}",
  "digest.tooMany": "- Un espacio de trabajo puede tener {max} digests; serían {count}.",
  "digest.added": "Añadidos {added} de {all}.",
  "digest.addedKnown": "Añadidos {added} de {all}. {known, plural, one {# ya estaba} other {# ya estaban}} aquí.",
  "digest.noImport": "Pega detrás de `/digest import` lo que ha mostrado `/digest export`.",
  "digest.noExport":
    "Eso no es una exportación de digests: contiene `'{'\"version\":1,\"digests\":[…]'}'` con 1 a {max} de ellos.",
  "digest.badField": "{field}: {fault}",
  "digest.foreignChannel":
    "{channel} no es un canal de este espacio de trabajo que Footnote pueda ver. Quita `channelId` para usar este canal.",
  "digest.idTaken": "Este espacio de trabajo ya tiene un digest `{id}`.",
  "digest.workspaceFull":
    "Este espacio de trabajo tiene {max} digests, que es el máximo. Borra antes uno con `/digest delete`.",
} as const;
