/** Spanish of `en/errors.ts`. */
export const errors = {
  "error.CONFIG_INVALID": "Footnote no está bien configurado. Díselo a quien lo administra.",
  "error.INPUT_INVALID": "No se ha podido entender.",
  "error.INPUT_FORBIDDEN": "No puedes hacer eso aquí.",
  "error.NO_SITE_ALLOWED":
    "Los sitios que permite este canal no dejan nada que buscar. Pide a quien gestiona el canal que mire `/sources show`.",
  "error.INTERNAL": "Algo ha fallado por nuestra parte. El operador está avisado; vuelve a intentarlo.",
  "error.STORE_UNAVAILABLE":
    "No se ha podido anotar tu pregunta, así que no se ha aceptado. Vuelve a preguntar dentro de un minuto.",
  "error.PROVIDER_UNAVAILABLE": "No se ha podido llegar a la búsqueda. Vuelve a preguntar dentro de unos minutos.",
  "error.PROVIDER_RATE_LIMITED": "La búsqueda está muy ocupada ahora mismo. Vuelve a preguntar dentro de unos minutos.",
  "error.PROVIDER_UNAUTHORIZED":
    "La búsqueda ha rechazado nuestra clave. Tiene que arreglarlo el operador; volver a preguntar no servirá.",
  "error.PROVIDER_OUT_OF_BALANCE":
    "La cuenta de la búsqueda ha agotado su saldo o su cuota. El operador tiene que recargarla.",
  "error.PROVIDER_MODEL_UNAVAILABLE":
    "El modelo que usa este canal no está disponible ahora. Quien gestiona el canal puede elegir otro.",
  "error.PROVIDER_REJECTED":
    "La búsqueda no ha aceptado esta pregunta. Prueba a hacerla más corta o con otras palabras.",
  "error.PROVIDER_MALFORMED": "La búsqueda ha dado una respuesta que no se puede leer. Vuelve a preguntar.",
  "error.PROVIDER_EMPTY": "La búsqueda ha vuelto sin respuesta. Vuelve a preguntar, o hazlo con otras palabras.",
  "error.PLATFORM_FORBIDDEN": "Footnote no puede publicar aquí.",
  "error.PLATFORM_NOT_FOUND": "El canal o el mensaje ya no existe.",
  "error.PLATFORM_REJECTED": "La respuesta no se ha podido mostrar aquí.",
  "error.PLATFORM_RATE_LIMITED": "Este canal tiene ahora mucha actividad. Vuelve a preguntar dentro de un minuto.",
  "error.PLATFORM_UNAVAILABLE":
    "No se ha podido llegar a la plataforma de chat. Vuelve a preguntar dentro de un minuto.",
  "error.REPLY_EXPIRED": "La respuesta ha tardado demasiado para mostrarse como respuesta al comando.",
} as const;
