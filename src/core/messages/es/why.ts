/** Spanish of `en/why.ts`. */
export const why = {
  "why.automatic.person": "No lo ha escrito un bot.",
  "why.automatic.bot":
    "Lo ha escrito un bot, una aplicación o la propia plataforma; a esos mensajes nunca se responde.",
  "why.direct.yes": "Es un mensaje directo, que no necesita mención.",
  "why.direct.no": "No es un mensaje directo.",
  "why.command.yes": "Es un comando.",
  "why.command.no": "No es un comando.",
  "why.answerWhen.mention.yes": "«Cuándo responder» es «Menciones y comandos» ({from}), y el mensaje me menciona.",
  "why.answerWhen.mention.no": "«Cuándo responder» es «Menciones y comandos» ({from}), y el mensaje no me menciona.",
  "why.answerWhen.every.mention": "«Cuándo responder» es «Cada pregunta» ({from}), y el mensaje me menciona.",
  "why.answerWhen.every.question":
    "«Cuándo responder» es «Cada pregunta» ({from}), y una frase del mensaje termina con un signo de interrogación.",
  "why.answerWhen.every.unknown":
    "«Cuándo responder» es «Cada pregunta» ({from}): se responde a un mensaje cuando una de sus frases termina con un signo de interrogación.",
  "why.answerWhen.every.no":
    "«Cuándo responder» es «Cada pregunta» ({from}), y ninguna frase del mensaje termina con un signo de interrogación.",
  "why.answerWhen.commands.no": "«Cuándo responder» es «Solo comandos» ({from}), y esto es un mensaje.",
  "why.threadFollowUps.yes":
    "Continúa una conversación conmigo, y «Preguntas de seguimiento en hilos» está activado ({from}).",
  "why.threadFollowUps.off":
    "«Preguntas de seguimiento en hilos» está desactivado ({from}), así que necesita una mención.",
  "why.threadFollowUps.elsewhere": "No continúa una conversación conmigo.",
  "why.whoMayAsk.everyone": "Aquí puede preguntar todo el mundo ({from}).",
  "why.whoMayAsk.role":
    "Aquí solo pueden preguntar algunos roles o grupos ({from}), y quien lo escribió está en uno de ellos.",
  "why.whoMayAsk.manager":
    "Aquí solo pueden preguntar algunos roles o grupos ({from}), pero quien lo escribió gestiona este canal.",
  "why.whoMayAsk.unknown":
    "Aquí solo pueden preguntar algunos roles o grupos ({from}); no puedes saber si quien lo escribió está en uno de ellos.",
  "why.whoMayAsk.no":
    "Aquí solo pueden preguntar algunos roles o grupos ({from}), y quien lo escribió no está en ninguno de ellos.",
  "why.visibility.public": "Las respuestas aquí las ve todo el mundo ({from}).",
  "why.visibility.direct":
    "Las respuestas aquí las ve solo quien pregunta ({from}), y nadie más lee un mensaje directo.",
  "why.visibility.command":
    "Las respuestas aquí las ve solo quien pregunta ({from}), y con la respuesta a un comando eso es posible.",
  "why.visibility.asked": "El propio comando dice quién ve la respuesta.",
  "why.visibility.no":
    "Las respuestas aquí las ve solo quien pregunta ({from}), y con la respuesta a un mensaje eso no es posible: hace falta `/ask`.",
  "why.step": "{holds, select, yes {✅} other {▫️}} {sentence}",
  "why.deciding": "{holds, select, yes {✅} other {🚫}} **{sentence}** Esto lo ha decidido.",
  "why.pointed": "{answers, select, yes {**A este mensaje se responde**} other {**A este mensaje no se responde**}}",
  "why.mention":
    "{answers, select, yes {**A una mención tuya se responde aquí**} other {**A una mención tuya no se responde aquí**}}",
  "why.message":
    "{answers, select, yes {**A un mensaje tuyo sin mención se responde aquí**} other {**A un mensaje tuyo sin mención no se responde aquí**}}",
} as const;
