/** French of `en/why.ts`. */
export const why = {
  "why.automatic.person": "Il n’a pas été écrit par un bot.",
  "why.automatic.bot":
    "Il a été écrit par un bot, une application ou la plateforme elle-même ; ceux-là ne reçoivent jamais de réponse.",
  "why.direct.yes": "C’est un message privé, qui n’a pas besoin de mention.",
  "why.direct.no": "Ce n’est pas un message privé.",
  "why.command.yes": "C’est une commande.",
  "why.command.no": "Ce n’est pas une commande.",
  "why.answerWhen.mention.yes": "« Quand répondre » est sur « Mentions et commandes » ({from}), et il me mentionne.",
  "why.answerWhen.mention.no":
    "« Quand répondre » est sur « Mentions et commandes » ({from}), et il ne me mentionne pas.",
  "why.answerWhen.every.mention": "« Quand répondre » est sur « Chaque question » ({from}), et il me mentionne.",
  "why.answerWhen.every.question":
    "« Quand répondre » est sur « Chaque question » ({from}), et une de ses phrases finit par un point d’interrogation.",
  "why.answerWhen.every.unknown":
    "« Quand répondre » est sur « Chaque question » ({from}) : un message reçoit une réponse quand une de ses phrases finit par un point d’interrogation.",
  "why.answerWhen.every.no":
    "« Quand répondre » est sur « Chaque question » ({from}), et aucune de ses phrases ne finit par un point d’interrogation.",
  "why.answerWhen.commands.no": "« Quand répondre » est sur « Commandes seulement » ({from}), et c’est un message.",
  "why.threadFollowUps.yes": "Il continue une de mes conversations, et « Suites dans les fils » est activé ({from}).",
  "why.threadFollowUps.off": "« Suites dans les fils » est désactivé ({from}), il faut donc une mention.",
  "why.threadFollowUps.elsewhere": "Il ne continue aucune de mes conversations.",
  "why.whoMayAsk.everyone": "Tout le monde peut demander ici ({from}).",
  "why.whoMayAsk.role":
    "Seuls certains rôles ou groupes peuvent demander ici ({from}), et la personne qui l’a écrit est dans l’un d’eux.",
  "why.whoMayAsk.manager":
    "Seuls certains rôles ou groupes peuvent demander ici ({from}), mais la personne qui l’a écrit gère ce salon.",
  "why.whoMayAsk.unknown":
    "Seuls certains rôles ou groupes peuvent demander ici ({from}) ; tu ne peux pas savoir si la personne qui l’a écrit est dans l’un d’eux.",
  "why.whoMayAsk.no":
    "Seuls certains rôles ou groupes peuvent demander ici ({from}), et la personne qui l’a écrit n’est dans aucun d’eux.",
  "why.visibility.public": "Tout le monde voit les réponses ici ({from}).",
  "why.visibility.direct":
    "Seule la personne qui demande voit les réponses ici ({from}), et personne d’autre ne lit un message privé.",
  "why.visibility.command":
    "Seule la personne qui demande voit les réponses ici ({from}), ce qui est possible pour la réponse à une commande.",
  "why.visibility.asked": "La commande dit elle-même qui voit la réponse.",
  "why.visibility.no":
    "Seule la personne qui demande voit les réponses ici ({from}), et c’est impossible pour la réponse à un message : il faut `/ask`.",
  "why.step": "{holds, select, yes {✅} other {▫️}} {sentence}",
  "why.deciding": "{holds, select, yes {✅} other {🚫}} **{sentence}** C’est ce qui a décidé.",
  "why.pointed":
    "{answers, select, yes {**Ce message reçoit une réponse**} other {**Ce message ne reçoit pas de réponse**}}",
  "why.mention":
    "{answers, select, yes {**Ici, une mention de ta part reçoit une réponse**} other {**Ici, une mention de ta part ne reçoit pas de réponse**}}",
  "why.message":
    "{answers, select, yes {**Ici, un message de ta part sans mention reçoit une réponse**} other {**Ici, un message de ta part sans mention ne reçoit pas de réponse**}}",
} as const;
