/** Footnote's own words in and under an answer. */
export const answers = {
  "answer.searching": "_Searching…_",
  "answer.searchingDeeply":
    "{minutes, plural, =0 {_Searching deeply, in several rounds. This takes some minutes…_} one {_Searching deeply, in several rounds, for a minute now…_} other {_Searching deeply, in several rounds, for # minutes now…_}}",
  "answer.stopped": "_Stopped._",
  "answer.failed": "⚠️ {reason}",
  "answer.interrupted": "⚠️ This answer was interrupted and could not be finished. Please try again.",
  "answer.shortened": "_The answer was longer than this and has been shortened._",
  "answer.cutOff": "_The model may write no more than this, so the answer breaks off here._",
  "answer.sources": "**Sources**",
  "answer.offList": "not among the allowed sites",
  "answer.noSource": "No source backs this answer.",
  "answer.noAllowedSource": "No source on the allowed sites backs this answer.",
  "answer.leftOut":
    "{count, plural, one {One source outside the allowed sites was left out.} other {# sources outside the allowed sites were left out.}}",
} as const;
