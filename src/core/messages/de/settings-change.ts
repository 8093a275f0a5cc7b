/** German of `en/settings-change.ts`. */
export const settingsChange = {
  "settings.fault.bothLists":
    "{site} stünde auf beiden Listen. Nimm die Seite zuerst von der anderen: `/sources remove {site}`.",
  "settings.fault.unknownList":
    "Die Liste {name} gibt es in diesem Workspace nicht. `/sources lists` zeigt, welche es gibt, `/sources save` legt eine an.",
  "settings.fault.nothingLeft":
    "Dann bliebe nichts zum Suchen übrig: Jede eingeschlossene Seite ist auch ausgeschlossen. `/sources show` zeigt beide Listen.",
  "settings.locked.install":
    "„{setting}“ hat der Betreiber von Footnote für alle Workspaces gesperrt. Nichts wurde geändert.",
  "settings.locked.workspace":
    "„{setting}“ hat dieser Workspace gesperrt. Wer ihn verwaltet, kann das mit `/settings unlock` aufheben. Nichts wurde geändert.",
} as const;
