/** Spanish of `en/settings-change.ts`. */
export const settingsChange = {
  "settings.fault.bothLists": "{site} estaría en las dos listas. Quítalo antes de la otra: `/sources remove {site}`.",
  "settings.fault.unknownList":
    "No hay ninguna lista {name} en este espacio de trabajo. `/sources lists` muestra las que hay, `/sources save` crea una.",
  "settings.fault.nothingLeft":
    "Entonces no quedaría nada que buscar: todos los sitios incluidos están también excluidos. `/sources show` muestra las dos listas.",
  "settings.locked.install":
    "«{setting}» está bloqueado por quien administra Footnote, para todos los espacios de trabajo. No se ha cambiado nada.",
  "settings.locked.workspace":
    "«{setting}» está bloqueado por este espacio de trabajo. Quien lo gestiona puede desbloquearlo con `/settings unlock`. No se ha cambiado nada.",
} as const;
