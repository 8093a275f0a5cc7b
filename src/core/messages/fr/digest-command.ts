/** French of `en/digest-command.ts`. */
export const digestCommand = {
  "digest.needsServer":
    "Les digests appartiennent aux salons d’un serveur. Écris ceci dans le salon qui doit en recevoir un.",
  "digest.forbidden":
    "Seules les personnes qui gèrent {scope, select, workspace {cet espace de travail} other {ce salon}} peuvent faire cela : {who}. Demande-leur.",
  "managers.discord.channel": "sur Discord, qui a **Gérer les salons** ici",
  "managers.discord.workspace": "sur Discord, qui a **Gérer le serveur**",
  "managers.slack.channel":
    "les admins de cet espace Slack, qui a créé le canal, et les personnes nommées par l’exploitant",
  "managers.slack.workspace": "ses admins dans Slack, et les personnes nommées par l’exploitant",
  "managers.web.channel": "qui exploite cette page",
  "managers.web.workspace": "qui exploite cette page",
  "digest.deleted": "Ce digest a été supprimé.",
  "digest.justDeleted": "Ce digest vient d’être supprimé.",
  "digest.noneHere":
    'Ce salon n’a pas encore de digest. `/digest create TypeScript news when:"weekdays 9:00"` en crée un.',
  "digest.noneYet": "Ce salon n’a pas encore de digest. `/digest create` en crée un.",
  "digest.noneInWorkspace": "Cet espace de travail n’a pas encore de digest.",
  "digest.removed": "{topic} est supprimé. Ce qu’il a publié reste.",
  "digest.running": "{topic} est en cours d’écriture. `/digest history {id}` montre ce qu’il en advient.",
  "digest.which": "Quel digest ? Écris son identifiant :",
  "digest.ambiguous": "Plusieurs digests commencent ainsi. Écris l’identifiant :",
  "digest.unknown":
    "Aucun digest de ce salon n’a l’identifiant ou le début « {name} ». `/digest list` montre lesquels existent.",
  "digest.noTopic": 'Que doit-il chercher ? Par exemple : `/digest create TypeScript news when:"weekdays 9:00"`.',
  "digest.noTimes": 'Quand doit-il paraître ? Ajoute par exemple `when:"weekdays 9:00"`.',
  "digest.already": "Ce salon a déjà ce digest.",
  "digest.saved": "Enregistré.",
  "digest.zoneRemembered":
    "Les nouveaux digests de cet espace de travail prennent aussi {zone}, sauf s’ils nomment un autre fuseau.",
  "digest.hints":
    "`/digest preview {id}` te montre ce qu’il publierait maintenant, `/digest edit {id} …` le modifie, `/digest delete {id}` le supprime.",
  "digest.nothingToChange": 'Que faut-il changer ? Par exemple : `/digest edit {id} when:"every Monday 8:30" items:3`.',
  "digest.changed": "Modifié.",
  "digest.changedMeanwhile":
    "Rien n’a été modifié, car quelqu’un a changé la même chose après que tu as ouvert le formulaire : {fields}. Ouvre-le de nouveau pour voir ce qui s’y trouve maintenant.",
  "digest.paused": "En pause.",
  "digest.resumed": "Repris.",
  "digest.wasPaused": "Il était déjà en pause.",
  "digest.wasNotPaused": "Il n’était pas en pause.",
  "digest.zoneIs": "Le fuseau horaire de cet espace de travail est {zone}. `/digest zone Europe/Paris` le change.",
  "digest.zoneStays":
    "Le fuseau horaire de cet espace de travail est {zone}. Les nouveaux digests le prennent, sauf s’ils en nomment un autre.",
  "digest.zoneChanged":
    "Le fuseau horaire de cet espace de travail est maintenant {zone} ; c’était {before}. Les nouveaux digests le prennent, sauf s’ils en nomment un autre.",
  "digest.movedAlong": "Déplacés avec lui :",
  "digest.keptZone": "Ceux-ci ont leur propre fuseau et le gardent :",
  "digest.andMore": "- et {count} de plus",
  "digest.topicTooLong": "Un sujet peut avoir {max} caractères au plus ; celui-ci en a {count}.",
  "digest.badItems": "Le nombre d’articles est un nombre entier de {min} à {max}.",
  "digest.badChoice": "« {text} » ne convient pas pour {name}. Écris `{name}:` avec {choices}.",
  "digest.languageTooLong": "« {text}… » est trop long pour une langue.",
  "digest.tagTooLong": "« {text}… » est trop long pour un tag.",
  "digest.badCrosspost": "Écris `crosspost:yes` ou `crosspost:no`.",
  "digest.crosspostElsewhere": "Seul Discord a des salons que d’autres suivent. Retire `crosspost` ici.",
  "digest.tagElsewhere": "Seul Discord a des forums avec des tags. Retire `tag` ici.",
  "digest.exported":
    "{count, plural, one {# digest} other {# digests}} de cet espace de travail. {blocks, plural, one {Ce bloc va} other {Chaque bloc, seul, va}} dans `/digest import`.",
  "digest.nothingAdded": "Rien n’a été ajouté :",
  "digest.rowFault": "- Digest {number} : {fault}",
  "digest.tooMany": "- Un espace de travail peut avoir {max} digests ; cela en ferait {count}.",
  "digest.added": "{added} ajoutés sur {all}.",
  "digest.addedKnown": "{added} ajoutés sur {all}. {known, plural, one {# était} other {# étaient}} déjà là.",
  "digest.noImport": "Colle après `/digest import` ce que `/digest export` a montré.",
  "digest.noExport":
    "Ce n’est pas un export de digests : il contient `'{'\"version\":1,\"digests\":[…]'}'` avec 1 à {max} d’entre eux.",
  "digest.badField": "{field} : {fault}",
  "digest.foreignChannel":
    "{channel} n’est pas un salon de cet espace de travail que Footnote peut voir. Retire `channelId` pour prendre ce salon-ci.",
  "digest.idTaken": "Cet espace de travail a déjà un digest `{id}`.",
  "digest.workspaceFull":
    "Cet espace de travail a {max} digests, c’est le maximum. Supprimes-en d’abord un avec `/digest delete`.",
} as const;
