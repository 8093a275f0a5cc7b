/** Spanish of `en/buttons.ts`. */
export const buttons = {
  "button.stop": "Parar",
  "button.retry": "Reintentar",
  "button.regenerate": "Escribir de nuevo",
  "button.resume": "Reanudar",
  "button.edit": "Editar",
  "button.undo": "Deshacer",
  "button.save": "Guardar",
  "button.cancel": "Cancelar",
  "button.close": "Cerrar",
} as const;
