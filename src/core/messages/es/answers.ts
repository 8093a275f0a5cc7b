/** Spanish of `en/answers.ts`. */
export const answers = {
  "answer.searching": "_Buscando…_",
  "answer.searchingDeeply":
    "{minutes, plural, =0 {_Búsqueda profunda, en varias rondas. Tarda unos minutos…_} one {_Búsqueda profunda, en varias rondas, desde hace un minuto…_} other {_Búsqueda profunda, en varias rondas, desde hace # minutos…_}}",
  "answer.stopped": "_Detenida._",
  "answer.failed": "⚠️ {reason}",
  "answer.interrupted": "⚠️ Esta respuesta se interrumpió y no se ha podido terminar. Vuelve a intentarlo.",
  "answer.shortened": "_La respuesta era más larga y se ha acortado._",
  "answer.cutOff": "_El modelo no puede escribir más, así que la respuesta se corta aquí._",
  "answer.sources": "**Fuentes**",
  "answer.offList": "no está entre los sitios permitidos",
  "answer.noSource": "Ninguna fuente respalda esta respuesta.",
  "answer.noAllowedSource": "Ninguna fuente de los sitios permitidos respalda esta respuesta.",
  "answer.leftOut":
    "{count, plural, one {Se ha omitido una fuente que no está en los sitios permitidos.} other {Se han omitido # fuentes que no están en los sitios permitidos.}}",
} as const;
