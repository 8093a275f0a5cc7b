/** Spanish of `en/asking.ts`. */
export const asking = {
  "ask.empty": "Pregúntame algo, por ejemplo: `/ask What is new in TypeScript?`",
  "ask.tooLong": "Una pregunta puede tener {max} caracteres como mucho; esta tiene {length}.",
  "ask.commandsOnly": "En este canal solo respondo a comandos. Pregunta con `/ask`.",
  "ask.mayNotAsk":
    "Aquí solo pueden preguntar algunos roles o grupos, y no estás en ninguno de ellos. Quien gestiona este canal puede cambiarlo.",
  "ask.privateOnly":
    "En este canal las respuestas las ve solo quien pregunta, y con la respuesta a un mensaje eso no es posible. Pregunta con `/ask`.",
  "ask.cannotNarrow":
    "{service} no puede limitarse a estos sitios. Quita `sites`, o pide a quien gestiona el canal que elija otro servicio de búsqueda.",
  "ask.ignoresLists":
    "{service} no puede limitarse a una lista de sitios. Quien gestiona el canal puede elegir otro servicio de búsqueda.",
  "control.unknown": "Esta respuesta es demasiado antigua: ya no se sabe qué se preguntó. Vuelve a preguntar.",
  "control.forbidden": "Eso solo pueden hacerlo quien preguntó y quienes gestionan este canal.",
  "control.finished": "No hay nada que parar: esta respuesta ya está terminada.",
  "control.running": "Esta respuesta ya se está escribiendo.",
} as const;
