/** Spanish of `en/slack.ts`. */
export const slack = {
  "slack.status.searching": "está buscando…",
  "slack.status.writing": "está escribiendo…",
  "slack.asked": "*{name}* ha preguntado: {question}",
  "slack.somebody": "Alguien",
  "slack.replyButtons": "Qué hacer ahora:",
  "slack.commandUnreadable": "Ese comando no se ha podido leer. Vuelve a intentarlo.",
  "slack.inviteBot": "Footnote no está en este canal. Escribe allí `/invite @footnote`.",
  "slack.formTooLate":
    "Slack abre un formulario solo dentro de tres segundos, y esto ha tardado más. Vuelve a intentarlo.",
  "slack.form.tooLong":
    "**{label}** es más largo de lo que cabe en un formulario de Slack, así que se queda como está; un comando puede cambiarlo.",
  "slack.form.groupIds": "Ids de grupos de usuarios, separados por comas",
  "slack.shortcut.why": "¿Por qué esta respuesta?",
  "slack.shortcut.why.description": "Explica qué reglas han decidido si Footnote responde a este mensaje",
  "slack.shortcut.askAbout": "Preguntar sobre esto",
  "slack.shortcut.askAbout.description": "Pregunta a Footnote sobre este mensaje; responde en su hilo",
  "slack.askAbout.question": "Tu pregunta",
  "slack.askAbout.message": "El mensaje",
  "slack.askAbout.cut": "Solo sus primeros {count, number} caracteres.",
  "slack.askAbout.send": "Preguntar",
  "slack.askAbout.notHere":
    "Footnote no puede responder en esta conversación. Escribe allí `/invite @footnote` y vuelve a preguntar.",
  "slack.home.title": "Footnote",
  "slack.home.greeting":
    "Pregunta con `@footnote` en un canal, con `/ask` en cualquier parte, o aquí en la pestaña *Mensajes*. Las respuestas salen de la web, con sus fuentes como notas al pie.",
  "slack.home.own": "Ajustes aquí y en este espacio de trabajo",
  "slack.home.channels": "Ajustes de un canal",
  "slack.home.choose": "Elige un canal",
  "slack.home.notMember":
    "Los ajustes de un canal se muestran a sus miembros, y los de un canal privado solo si Footnote también es miembro.",
  "slack.home.membershipUnknown": "Slack no dice ahora mismo si estás en ese canal. Vuelve a intentarlo.",
} as const;
