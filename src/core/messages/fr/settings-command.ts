/** French of `en/settings-command.ts`. */
export const settingsCommand = {
  "scope.install": "valeur par défaut",
  "scope.workspace": "cet espace de travail",
  "scope.category": "cette catégorie",
  "scope.channel": "ce salon",
  "scope.thread": "ce fil",
  "scope.question": "cette question",
  "scope.by.install": "l’exploitant de Footnote",
  "scope.by.workspace": "cet espace de travail",
  "scope.by.category": "cette catégorie",
  "scope.by.channel": "ce salon",
  "scope.by.thread": "ce fil",
  "scope.by.question": "cette question",
  "settings.group.sources": "Sources",
  "settings.group.answers": "Réponses",
  "settings.group.conversation": "Conversation",
  "settings.group.rules": "Règles",
  "settings.card.line": "- **{setting}** : {value}",
  "settings.card.locked": "- **{setting}** : {value}, verrouillé par {by}",
  "settings.card.value": "{value} ({scope})",
  "settings.card.noSite": "aucun site, car chaque site inclus est aussi exclu",
  "settings.button.edit": "Modifier : {group}",
  "settings.button.history": "Historique",
  "settings.button.show": "Tous les réglages",
  "settings.button.undo": "Annuler {number}",
  "settings.card.typed": "- `{key}` {setting} : {value}",
  "settings.form.inherit": "Comme les portées plus larges : {value}",
  "settings.edit.groups": "Quels réglages de {scope} ?",
  "settings.edit.typed":
    "Ici, les réglages s’écrivent, par exemple `/settings set {key} {example} scope:{scope}`. Avec `-` comme valeur, la portée plus large décide. Ce qui vaut maintenant :",
  "settings.edit.allLocked":
    "{group} : tous ces réglages sont verrouillés par une portée plus large. `/settings show` dit laquelle.",
  "settings.edit.faults": "Rien n’a été modifié :",
  "settings.edit.fault": "- **{setting}** : {sentence}",
  "settings.edit.conflict":
    "Rien n’a été modifié, car quelqu’un a changé la même chose après que tu as ouvert le formulaire. Ouvre-le de nouveau pour voir ce qui s’y trouve maintenant :",
  "settings.edit.conflictLine": "- {who} a changé **{setting}** de {before} en {after} ({when})",
  "settings.edit.tooOld":
    "Rien n’a été modifié, car ce formulaire est trop ancien pour dire ce qui a changé entre-temps. Ouvre-le de nouveau.",
  "settings.history.none": "Rien n’a encore été modifié ici.",
  "settings.history.heading": "Ce qui a été modifié ici, le plus récent d’abord (heures de {timeZone}) :",
  "settings.history.entry": "**{number}.** {when}, {who}, dans {scope} (`{id}`)",
  "settings.history.line": "- {part} : {before} → {after}",
  "settings.history.more":
    "{count, plural, one {# modification plus ancienne n’est pas montrée.} other {# modifications plus anciennes ne sont pas montrées.}}",
  "settings.part.locked": "Verrous",
  "settings.part.siteLists": "Listes nommées",
  "settings.part.unsaid": "non précisé",
  "settings.undo.none": "Aucune modification de ta part n’est à annuler ici. `/settings history` les montre toutes.",
  "settings.undo.unknown": "Il n’y a pas de modification « {id} ». `/settings history` montre celles qui existent.",
  "settings.undo.changedSince":
    "Rien n’a été annulé, car {who} a modifié « {part} » depuis ({when}). `/settings history` montre comment.",
  "settings.undo.changedBySomebody":
    "Rien n’a été annulé, car « {part} » a été modifié depuis. `/settings history` montre comment.",
  "settings.undo.done": "Annulé : ce que {who} avait modifié dans {scope} ({when}) est de nouveau comme avant.",
  "settings.lock.done":
    "« {setting} » est maintenant verrouillé : les salons, les catégories et les fils ne peuvent pas le changer. `/settings unlock {key}` le leur permet.",
  "settings.lock.already": "« {setting} » est déjà verrouillé.",
  "settings.lock.pointless":
    "« {setting} » vaut pour tout l’espace de travail : aucun salon ne peut le changer de toute façon.",
  "settings.unlock.done": "« {setting} » est maintenant déverrouillé : les salons peuvent en décider autrement.",
  "settings.unlock.already": "« {setting} » n’est pas verrouillé.",
  "settings.changed": "Modifié dans {scope}. Ce qui vaut maintenant :",
  "settings.unchanged": "Rien n’a été modifié, car c’était déjà ainsi. Ce qui vaut :",
  "settings.no.workspace":
    "Un message privé n’appartient à aucun serveur. Retire `scope` pour ne changer que celui-ci.",
  "settings.no.category": "Ce salon n’est dans aucune catégorie. Choisis `scope:channel` ou `scope:workspace`.",
  "settings.no.thread": "Ceci n’est pas un fil. Écris-le dans le fil dont il s’agit, ou retire `scope`.",
  "settings.notAScope": "« {text} » n’est pas une portée. Écris {scopes}.",
  "settings.notASetting": "« {text} » n’est pas un réglage. Il y a : {settings}.",
  "settings.notAGroup": "« {text} » n’est pas un groupe de réglages. Choisis {groups}.",
  "settings.noSetting": "Quel réglage ? Par exemple : {example}. Il y a : {settings}.",
  "settings.noValue":
    "Quelle valeur ? Par exemple : `/settings set {setting} {example}`. `/settings reset {setting}` laisse décider la portée plus large.",
  "settings.onlyWorkspace": "« {setting} » vaut pour tout l’espace de travail : ajoute `scope:workspace`.",
  "settings.forbidden.discord.channel":
    "Seules les personnes qui ont **Gérer les salons** ici peuvent modifier les réglages de ce salon. Demande-leur.",
  "settings.forbidden.discord.workspace":
    "Seules les personnes qui ont **Gérer le serveur** peuvent modifier les réglages de ce serveur et de ses catégories. Demande-leur.",
  "settings.forbidden.slack.channel":
    "Seuls peuvent modifier les réglages de ce canal qui l’a créé, les admins de cet espace Slack et les personnes nommées par l’exploitant (`SLACK_CHANNEL_MANAGERS`). Demande-leur.",
  "settings.forbidden.slack.workspace":
    "Seuls les admins de cet espace Slack et les personnes nommées par l’exploitant (`SLACK_CHANNEL_MANAGERS`) peuvent modifier ses réglages. Demande-leur.",
  "settings.forbidden.web.channel": "Seule la personne qui exploite cette page peut en modifier les réglages.",
  "settings.forbidden.web.workspace": "Seule la personne qui exploite cette page peut en modifier les réglages.",
} as const;
