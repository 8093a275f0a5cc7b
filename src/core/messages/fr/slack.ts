/** French of `en/slack.ts`. */
export const slack = {
  "slack.status.searching": "cherche…",
  "slack.status.writing": "écrit…",
  "slack.asked": "*{name}* a demandé : {question}",
  "slack.somebody": "Quelqu’un",
  "slack.replyButtons": "Que faire ensuite :",
  "slack.commandUnreadable": "Cette commande n’a pas pu être lue. Réessaie.",
  "slack.inviteBot": "Footnote n’est pas dans ce canal. Tape `/invite @footnote` là-bas.",
  "slack.formTooLate":
    "Slack n’ouvre un formulaire que dans les trois secondes, et cela a pris plus longtemps. Réessaie.",
  "slack.form.tooLong":
    "**{label}** est plus long que ce qu’un formulaire Slack peut contenir et reste donc tel quel ; une commande peut le changer.",
  "slack.form.groupIds": "Identifiants de groupes d’utilisateurs, séparés par des virgules",
  "slack.shortcut.why": "Pourquoi cette réponse ?",
  "slack.shortcut.why.description": "Dire quelles règles ont décidé si Footnote répond à ce message",
  "slack.shortcut.askAbout": "Demander à ce sujet",
  "slack.shortcut.askAbout.description": "Interroger Footnote sur ce message ; la réponse vient dans son fil",
  "slack.askAbout.question": "Ta question",
  "slack.askAbout.message": "Le message",
  "slack.askAbout.cut": "Seulement ses {count, number} premiers caractères.",
  "slack.askAbout.send": "Demander",
  "slack.askAbout.notHere":
    "Footnote ne peut pas répondre dans cette conversation. Tape `/invite @footnote` là-bas, puis repose ta question.",
  "slack.home.title": "Footnote",
  "slack.home.greeting":
    "Pose tes questions avec `@footnote` dans un canal, avec `/ask` partout, ou ici dans l’onglet *Messages*. Les réponses viennent du web, avec leurs sources en notes de bas de page.",
  "slack.home.own": "Réglages ici et dans cet espace de travail",
  "slack.home.channels": "Réglages d’un canal",
  "slack.home.choose": "Choisis un canal",
  "slack.home.notMember":
    "Les réglages d’un canal ne sont montrés qu’à ses membres, et ceux d’un canal privé seulement si Footnote en est membre aussi.",
  "slack.home.membershipUnknown": "Slack ne dit pas en ce moment si tu es dans ce canal. Réessaie.",
} as const;
