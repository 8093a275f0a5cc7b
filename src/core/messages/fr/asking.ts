/** French of `en/asking.ts`. */
export const asking = {
  "ask.empty": "Pose-moi une question, par exemple : `/ask What is new in TypeScript?`",
  "ask.tooLong": "Une question peut avoir {max} caractères au plus ; celle-ci en a {length}.",
  "ask.commandsOnly": "Dans ce salon, je ne réponds qu’aux commandes. Pose ta question avec `/ask`.",
  "ask.mayNotAsk":
    "Seuls certains rôles ou groupes peuvent poser des questions ici, et tu n’es dans aucun d’eux. Une personne qui gère ce salon peut changer cela.",
  "ask.privateOnly":
    "Dans ce salon, seule la personne qui demande voit la réponse, et c’est impossible pour la réponse à un message. Pose ta question avec `/ask`.",
  "ask.cannotNarrow":
    "{service} ne peut pas s’en tenir à ces sites. Retire `sites`, ou demande à une personne qui gère le salon de choisir un autre service de recherche.",
  "ask.ignoresLists":
    "{service} ne peut pas s’en tenir à une liste de sites. Une personne qui gère le salon peut choisir un autre service de recherche.",
  "control.unknown": "Cette réponse est trop ancienne : on ne sait plus ce qui a été demandé. Repose ta question.",
  "control.forbidden": "Seules la personne qui a posé la question et celles qui gèrent ce salon peuvent faire cela.",
  "control.finished": "Il n’y a rien à arrêter : cette réponse est terminée.",
  "control.running": "Cette réponse est déjà en cours d’écriture.",
} as const;
