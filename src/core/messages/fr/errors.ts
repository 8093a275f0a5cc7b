/** French of `en/errors.ts`. */
export const errors = {
  "error.CONFIG_INVALID": "Footnote n’est pas bien configuré. Préviens la personne qui l’exploite.",
  "error.INPUT_INVALID": "Cela n’a pas pu être compris.",
  "error.INPUT_FORBIDDEN": "Tu ne peux pas faire cela ici.",
  "error.NO_SITE_ALLOWED":
    "Les sites autorisés dans ce salon ne laissent rien à chercher. Demande à une personne qui gère le salon de regarder `/sources show`.",
  "error.INTERNAL": "Quelque chose s’est mal passé de notre côté. L’exploitant est prévenu ; réessaie.",
  "error.STORE_UNAVAILABLE":
    "Ta question n’a pas pu être notée, elle n’a donc pas été acceptée. Repose-la dans une minute.",
  "error.PROVIDER_UNAVAILABLE": "La recherche est injoignable. Repose ta question dans quelques minutes.",
  "error.PROVIDER_RATE_LIMITED":
    "La recherche est très occupée en ce moment. Repose ta question dans quelques minutes.",
  "error.PROVIDER_UNAUTHORIZED":
    "La recherche a refusé notre clé. C’est à l’exploitant de le corriger ; reposer la question n’y changera rien.",
  "error.PROVIDER_OUT_OF_BALANCE":
    "Le compte de recherche a épuisé son solde ou son quota. L’exploitant doit le recharger.",
  "error.PROVIDER_MODEL_UNAVAILABLE":
    "Le modèle de ce salon n’est pas disponible en ce moment. Une personne qui gère le salon peut en choisir un autre.",
  "error.PROVIDER_REJECTED": "La recherche n’a pas accepté cette question. Essaie plus court ou avec d’autres mots.",
  "error.PROVIDER_MALFORMED": "La recherche a donné une réponse illisible. Repose ta question.",
  "error.PROVIDER_EMPTY": "La recherche est revenue sans réponse. Repose ta question, ou avec d’autres mots.",
  "error.PLATFORM_FORBIDDEN": "Footnote n’a pas le droit de publier ici.",
  "error.PLATFORM_NOT_FOUND": "Le salon ou le message n’existe plus.",
  "error.PLATFORM_REJECTED": "La réponse n’a pas pu être affichée ici.",
  "error.PLATFORM_RATE_LIMITED": "Ce salon est très occupé en ce moment. Repose ta question dans une minute.",
  "error.PLATFORM_UNAVAILABLE": "La plateforme de discussion est injoignable. Repose ta question dans une minute.",
  "error.REPLY_EXPIRED": "La réponse a mis trop de temps pour s’afficher sous la commande.",
} as const;
