/** French of `en/settings-change.ts`. */
export const settingsChange = {
  "settings.fault.bothLists":
    "{site} serait dans les deux listes. Retire-le d’abord de l’autre : `/sources remove {site}`.",
  "settings.fault.unknownList":
    "Il n’y a pas de liste {name} dans cet espace de travail. `/sources lists` montre celles qui existent, `/sources save` en crée une.",
  "settings.fault.nothingLeft":
    "Il ne resterait alors rien à chercher : chaque site inclus est aussi exclu. `/sources show` montre les deux listes.",
  "settings.locked.install":
    "« {setting} » est verrouillé par l’exploitant de Footnote, pour tous les espaces de travail. Rien n’a été modifié.",
  "settings.locked.workspace":
    "« {setting} » est verrouillé par cet espace de travail. Une personne qui le gère peut le déverrouiller avec `/settings unlock`. Rien n’a été modifié.",
} as const;
