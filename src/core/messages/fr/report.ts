/** French of `en/report.ts`. */
export const report = {
  "report.liked": "Noté : une bonne réponse. Merci.",
  "report.whatWasWrong": "Noté : pas une bonne réponse. Qu’est-ce qui n’allait pas ?",
  "report.reason.source": "Mauvaise source",
  "report.reason.wrong": "Inexact",
  "report.reason.outdated": "Plus à jour",
  "report.reason.length": "Mauvaise longueur",
  "report.reason.other": "Autre chose",
  "report.reason.unknown": "Dis ce qui n’allait pas avec un des mots {known}.",
  "report.thanks": "Noté. Merci.",
  "report.unfinished": "Cette réponse n’est pas encore terminée, elle ne peut donc pas être jugée.",
  "report.unknown": "Cette réponse n’est plus connue ici.",
  "report.sources.choose": "Quelle source était mauvaise ? Son site ne sera plus jamais utilisé dans ce salon.",
  "report.sources.byHand":
    "Noté. Ces sites ne peuvent pas être exclus d’un clic : {sites}. `/sources show` dit ce qui vaut ici.",
  "report.sources.recorded":
    "Noté. Les personnes qui gèrent ce salon le voient dans `/sources show` et peuvent exclure {sites}.",
  "report.sources.excluded": "Noté. Les sites de cette réponse sont déjà exclus dans ce salon.",
  "report.sources.none": "Noté. Cette réponse ne cite aucune source.",
  "report.sources.forgotten":
    "Noté. On ne sait plus quelles sources avait cette réponse ; `/sources exclude` écarte un site.",
  "report.digest.tooOld":
    "Il n’y a rien à juger ici : cette publication est trop ancienne, n’annonce rien de neuf ou n’a plus de digest.",
  "report.digest.noNews": "Il n’y a rien à juger ici : cette publication n’annonce rien de neuf.",
  "report.digest.noItem": "Cette publication n’a pas cet article.",
  "report.digest.noted":
    "{value, select, up {Noté : davantage d’articles comme « {title} » dans ce digest.} other {Noté : moins d’articles comme « {title} » dans ce digest.}}",
  "report.digest.notedAll":
    "{value, select, up {Noté : davantage d’articles de ce genre dans ce digest.} other {Noté : moins d’articles de ce genre dans ce digest.}}",
} as const;
