/** Spanish of `en/settings-command.ts`. */
export const settingsCommand = {
  "scope.install": "valor por defecto",
  "scope.workspace": "este espacio de trabajo",
  "scope.category": "esta categoría",
  "scope.channel": "este canal",
  "scope.thread": "este hilo",
  "scope.question": "esta pregunta",
  "scope.by.install": "quien administra Footnote",
  "scope.by.workspace": "este espacio de trabajo",
  "scope.by.category": "esta categoría",
  "scope.by.channel": "este canal",
  "scope.by.thread": "este hilo",
  "scope.by.question": "esta pregunta",
  "settings.group.sources": "Fuentes",
  "settings.group.answers": "Respuestas",
  "settings.group.conversation": "Conversación",
  "settings.group.rules": "Reglas",
  "settings.card.line": "- **{setting}**: {value}",
  "settings.card.locked": "- **{setting}**: {value}, bloqueado por {by}",
  "settings.card.value": "{value} ({scope})",
  "settings.card.noSite": "ningún sitio, porque todos los incluidos están también excluidos",
  "settings.button.edit": "Editar: {group}",
  "settings.button.history": "Historial",
  "settings.button.show": "Todos los ajustes",
  "settings.button.undo": "Deshacer {number}",
  "settings.card.typed": "- `{key}` {setting}: {value}",
  "settings.form.inherit": "Como en los ámbitos más amplios: {value}",
  "settings.edit.groups": "¿Qué ajustes de {scope}?",
  "settings.edit.typed":
    "Los ajustes se escriben aquí, por ejemplo `/settings set {key} {example} scope:{scope}`. Con `-` como valor, decide el ámbito más amplio. Lo que vale ahora:",
  "settings.edit.allLocked":
    "{group}: todos estos ajustes están bloqueados por un ámbito más amplio. `/settings show` dice por cuál.",
  "settings.edit.faults": "No se ha cambiado nada:",
  "settings.edit.fault": "- **{setting}**: {sentence}",
  "settings.edit.conflict":
    "No se ha cambiado nada, porque alguien cambió lo mismo después de que abrieras el formulario. Vuelve a abrirlo para ver lo que hay ahora:",
  "settings.edit.conflictLine": "- {who} cambió **{setting}** de {before} a {after} ({when})",
  "settings.edit.tooOld":
    "No se ha cambiado nada, porque este formulario es demasiado antiguo para saber qué ha cambiado entretanto. Vuelve a abrirlo.",
  "settings.history.none": "Aquí aún no se ha cambiado nada.",
  "settings.history.heading": "Lo que se ha cambiado aquí, lo más reciente primero (horas en {timeZone}):",
  "settings.history.entry": "**{number}.** {when}, {who}, en {scope} (`{id}`)",
  "settings.history.line": "- {part}: {before} → {after}",
  "settings.history.more":
    "{count, plural, one {No se muestra # cambio anterior.} other {No se muestran # cambios anteriores.}}",
  "settings.part.locked": "Bloqueos",
  "settings.part.siteLists": "Listas con nombre",
  "settings.part.unsaid": "sin definir",
  "settings.undo.none": "Aquí no hay ningún cambio tuyo que deshacer. `/settings history` los muestra todos.",
  "settings.undo.unknown": "No hay ningún cambio «{id}». `/settings history` muestra los que hay.",
  "settings.undo.changedSince":
    "No se ha deshecho, porque {who} ha cambiado «{part}» desde entonces ({when}). `/settings history` muestra cómo.",
  "settings.undo.changedBySomebody":
    "No se ha deshecho, porque «{part}» ha cambiado desde entonces. `/settings history` muestra cómo.",
  "settings.undo.done": "Deshecho: lo que {who} cambió en {scope} ({when}) está como antes.",
  "settings.lock.done":
    "«{setting}» está ahora bloqueado: los canales, las categorías y los hilos no pueden cambiarlo. `/settings unlock {key}` se lo permite.",
  "settings.lock.already": "«{setting}» ya está bloqueado.",
  "settings.lock.pointless":
    "«{setting}» es para todo el espacio de trabajo: de todos modos, ningún canal puede cambiarlo.",
  "settings.unlock.done": "«{setting}» está ahora desbloqueado: los canales pueden decir otra cosa.",
  "settings.unlock.already": "«{setting}» no está bloqueado.",
  "settings.changed": "Cambiado en {scope}. Lo que vale ahora:",
  "settings.unchanged": "No se ha cambiado nada, porque ya estaba así. Lo que vale:",
  "settings.no.workspace":
    "Un mensaje directo no pertenece a ningún servidor. Quita `scope` para cambiarlo solo en este.",
  "settings.no.category": "Este canal no está en ninguna categoría. Elige `scope:channel` o `scope:workspace`.",
  "settings.no.thread": "Esto no es un hilo. Escríbelo en el hilo que quieras, o quita `scope`.",
  "settings.notAScope": "«{text}» no es un ámbito. Escribe {scopes}.",
  "settings.notASetting": "«{text}» no es un ajuste. Hay: {settings}.",
  "settings.notAGroup": "«{text}» no es un grupo de ajustes. Elige {groups}.",
  "settings.noSetting": "¿Qué ajuste? Por ejemplo: {example}. Hay: {settings}.",
  "settings.noValue":
    "¿Qué valor? Por ejemplo: `/settings set {setting} {example}`. Con `/settings reset {setting}` decide el ámbito más amplio.",
  "settings.onlyWorkspace": "«{setting}» es para todo el espacio de trabajo: añade `scope:workspace`.",
  "settings.forbidden.discord.channel":
    "Solo quien tiene **Gestionar canales** aquí puede cambiar los ajustes de este canal. Pídeselo.",
  "settings.forbidden.discord.workspace":
    "Solo quien tiene **Gestionar servidor** puede cambiar los ajustes de este servidor y de sus categorías. Pídeselo.",
  "settings.forbidden.slack.channel":
    "Solo quien creó el canal, los administradores de este espacio de Slack y las personas que ha nombrado el operador (`SLACK_CHANNEL_MANAGERS`) pueden cambiar los ajustes de este canal. Pídeselo.",
  "settings.forbidden.slack.workspace":
    "Solo los administradores de este espacio de Slack y las personas que ha nombrado el operador (`SLACK_CHANNEL_MANAGERS`) pueden cambiar sus ajustes. Pídeselo.",
  "settings.forbidden.web.channel": "Solo quien administra esta página puede cambiar sus ajustes.",
  "settings.forbidden.web.workspace": "Solo quien administra esta página puede cambiar sus ajustes.",
} as const;
