/** French of `en/discord.ts`. */
export const discord = {
  "discord.menu.why": "Pourquoi cette réponse ?",
  "discord.menu.ask": "Demander à ce sujet",
  "discord.about.title": "Demander à ce sujet",
  "discord.about.question": "Ta question",
  "discord.about.help": "Elle est posée avec le message, et la réponse vient dans ce salon.",
  "discord.about.forgotten":
    "Le message sur lequel porte ta question n’est retenu que 15 minutes. Choisis de nouveau « Demander à ce sujet ».",
  "discord.again": "Modifier ma saisie",
  "discord.forgotten": "Ce qui a été saisi n’est gardé que 10 minutes. Ouvre de nouveau le formulaire.",
  "discord.madePrivate":
    "Les réponses sont privées ici : la tienne vient dans un message que personne d’autre ne voit.",
  "discord.restarting": "Footnote redémarre, ceci n’a donc pas été accepté. Repose ta question dans une minute.",
  "discord.commandOutOfDate":
    "Cette commande n’est plus à jour. Recharge Discord, ou préviens la personne qui exploite Footnote.",
  "discord.buttonOutOfDate": "Ce bouton n’est plus à jour. Repose ta question.",
  "discord.formOutOfDate": "Ce formulaire n’est plus à jour. Ouvre-le de nouveau.",
  "discord.formTooLate": "Ce formulaire n’a pas pu être ouvert. Réessaie.",
  "discord.mark": "Digest",
  "discord.forumTag":
    "Ce forum exige un tag sur chaque publication. Choisis-en un avec `/digest edit tag:…` : il a {names}.",
  "discord.forumHasNoTag":
    "Ce forum exige un tag sur chaque publication et n’en a aucun. Ajoute-en un dans Discord, puis choisis-le avec `/digest edit tag:…`.",
  "discord.thread.answer": "Réponse",
  "discord.thread.digest": "Digest",
} as const;
