/** What is said to a thumb, and to what somebody says was wrong. */
export const report = {
  "report.liked": "Noted: a good answer. Thank you.",
  "report.whatWasWrong": "Noted: not a good answer. What was wrong?",
  "report.reason.source": "Wrong source",
  "report.reason.wrong": "Not true",
  "report.reason.outdated": "Out of date",
  "report.reason.length": "Wrong length",
  "report.reason.other": "Something else",
  "report.reason.unknown": "Say what was wrong with one of the words {known}.",
  "report.thanks": "Noted. Thank you.",
  "report.unfinished": "This answer is not finished yet, so it cannot be judged.",
  "report.unknown": "This answer is not known here any more.",
  "report.sources.choose": "Which source was wrong? Its site is then never used again in this channel.",
  "report.sources.byHand":
    "Noted. These sites cannot be excluded with one tap: {sites}. `/sources show` says what holds here.",
  "report.sources.recorded":
    "Noted. The people who manage this channel see it in `/sources show` and can exclude {sites}.",
  "report.sources.excluded": "Noted. The sites of this answer are excluded in this channel already.",
  "report.sources.none": "Noted. This answer names no source.",
  "report.sources.forgotten":
    "Noted. Which sources this answer had is not known any more; `/sources exclude` keeps a site out.",
  "report.digest.tooOld": "Nothing here can be judged: this post is too old, tells no news, or has lost its digest.",
  "report.digest.noNews": "Nothing here can be judged: this post tells no news.",
  "report.digest.noItem": "This post has no such item.",
  "report.digest.noted":
    "{value, select, up {Noted: more like “{title}” in this digest.} other {Noted: less like “{title}” in this digest.}}",
  "report.digest.notedAll":
    "{value, select, up {Noted: more like this in this digest.} other {Noted: less like this in this digest.}}",
} as const;
