/** French of `en/answers.ts`. */
export const answers = {
  "answer.searching": "_Recherche…_",
  "answer.searchingDeeply":
    "{minutes, plural, =0 {_Recherche approfondie, en plusieurs tours. Cela prend quelques minutes…_} one {_Recherche approfondie, en plusieurs tours, depuis une minute…_} other {_Recherche approfondie, en plusieurs tours, depuis # minutes…_}}",
  "answer.stopped": "_Arrêté._",
  "answer.failed": "⚠️ {reason}",
  "answer.interrupted": "⚠️ Cette réponse a été interrompue et n’a pas pu être terminée. Repose ta question.",
  "answer.shortened": "_La réponse était plus longue et a été raccourcie._",
  "answer.cutOff": "_Le modèle ne peut pas écrire davantage : la réponse s’interrompt ici._",
  "answer.sources": "**Sources**",
  "answer.offList": "hors des sites autorisés",
  "answer.noSource": "Aucune source n’appuie cette réponse.",
  "answer.noAllowedSource": "Aucune source des sites autorisés n’appuie cette réponse.",
  "answer.leftOut":
    "{count, plural, one {Une source hors des sites autorisés a été laissée de côté.} other {# sources hors des sites autorisés ont été laissées de côté.}}",
} as const;
