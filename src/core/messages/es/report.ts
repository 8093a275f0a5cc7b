/** Spanish of `en/report.ts`. */
export const report = {
  "report.liked": "Anotado: una buena respuesta. Gracias.",
  "report.whatWasWrong": "Anotado: no es una buena respuesta. ¿Qué estaba mal?",
  "report.reason.source": "Fuente equivocada",
  "report.reason.wrong": "No es verdad",
  "report.reason.outdated": "Desactualizada",
  "report.reason.length": "Longitud inadecuada",
  "report.reason.other": "Otra cosa",
  "report.reason.unknown": "Di qué estaba mal con una de las palabras {known}.",
  "report.thanks": "Anotado. Gracias.",
  "report.unfinished": "Esta respuesta aún no está terminada, así que no se puede valorar.",
  "report.unknown": "Esta respuesta ya no se conoce aquí.",
  "report.sources.choose": "¿Qué fuente estaba mal? Su sitio no se volverá a usar en este canal.",
  "report.sources.byHand":
    "Anotado. Estos sitios no se pueden excluir con un toque: {sites}. `/sources show` muestra lo que vale aquí.",
  "report.sources.recorded":
    "Anotado. Quienes gestionan este canal lo ven en `/sources show` y pueden excluir {sites}.",
  "report.sources.excluded": "Anotado. Los sitios de esta respuesta ya están excluidos en este canal.",
  "report.sources.none": "Anotado. Esta respuesta no nombra ninguna fuente.",
  "report.sources.forgotten":
    "Anotado. Ya no se sabe qué fuentes tenía esta respuesta; `/sources exclude` deja fuera un sitio.",
  "report.digest.tooOld":
    "Aquí no hay nada que valorar: esta publicación es demasiado antigua, no trae noticias o ha perdido su digest.",
  "report.digest.noNews": "Aquí no hay nada que valorar: esta publicación no trae noticias.",
  "report.digest.noItem": "Esta publicación no tiene esa noticia.",
  "report.digest.noted":
    "{value, select, up {Anotado: más como «{title}» en este digest.} other {Anotado: menos como «{title}» en este digest.}}",
  "report.digest.notedAll":
    "{value, select, up {Anotado: más como esto en este digest.} other {Anotado: menos como esto en este digest.}}",
} as const;
