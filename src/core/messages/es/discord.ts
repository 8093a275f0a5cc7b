/** Spanish of `en/discord.ts`. */
export const discord = {
  "discord.menu.why": "¿Por qué esta respuesta?",
  "discord.menu.ask": "Preguntar sobre esto",
  "discord.about.title": "Preguntar sobre esto",
  "discord.about.question": "Tu pregunta",
  "discord.about.help": "Se hace junto con el mensaje y se responde en este canal.",
  "discord.about.forgotten":
    "El mensaje sobre el que preguntas solo se recuerda 15 minutos. Vuelve a elegir «Preguntar sobre esto».",
  "discord.again": "Cambiar lo que escribí",
  "discord.forgotten": "Lo escrito solo se guarda 10 minutos. Vuelve a abrir el formulario.",
  "discord.madePrivate": "Las respuestas son privadas aquí: la tuya llega en un mensaje que solo ves tú.",
  "discord.restarting":
    "Footnote se está reiniciando, así que no se ha aceptado. Vuelve a preguntar dentro de un minuto.",
  "discord.commandOutOfDate": "Este comando está anticuado. Recarga Discord, o díselo a quien administra Footnote.",
  "discord.buttonOutOfDate": "Este botón está anticuado. Vuelve a preguntar.",
  "discord.formOutOfDate": "Este formulario está anticuado. Vuelve a abrirlo.",
  "discord.formTooLate": "No se ha podido abrir este formulario. Vuelve a intentarlo.",
  "discord.mark": "Digest",
  "discord.forumTag":
    "Este foro exige una etiqueta en cada publicación. Elige una con `/digest edit tag:…`: tiene {names}.",
  "discord.forumHasNoTag":
    "Este foro exige una etiqueta en cada publicación y no tiene ninguna. Añade una en Discord y elígela después con `/digest edit tag:…`.",
  "discord.thread.answer": "Respuesta",
  "discord.thread.digest": "Digest",
} as const;
