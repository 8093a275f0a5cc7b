/** What the asker reads of each error code that has no sentence of its own: `error.<code>`. */
export const errors = {
  "error.CONFIG_INVALID": "Footnote is not set up correctly. Please tell the person who runs it.",
  "error.INPUT_INVALID": "That could not be understood.",
  "error.INPUT_FORBIDDEN": "You may not do that here.",
  "error.NO_SITE_ALLOWED":
    "The sites this channel allows leave nothing to search. Ask a channel manager to look at `/sources show`.",
  "error.INTERNAL": "Something went wrong on our side. The operator has been told; please try again.",
  "error.STORE_UNAVAILABLE":
    "Your question could not be taken down, so it was not accepted. Please ask again in a minute.",
  "error.PROVIDER_UNAVAILABLE": "The search could not be reached. Please ask again in a few minutes.",
  "error.PROVIDER_RATE_LIMITED": "The search is very busy right now. Please ask again in a few minutes.",
  "error.PROVIDER_UNAUTHORIZED":
    "The search refused our key. The operator has to fix this; asking again will not help.",
  "error.PROVIDER_OUT_OF_BALANCE":
    "The search account has used up its balance or quota. The operator has to top it up.",
  "error.PROVIDER_MODEL_UNAVAILABLE":
    "The model this channel uses is not available right now. A channel manager can choose another.",
  "error.PROVIDER_REJECTED": "The search did not accept this question. Try to ask it shorter or in other words.",
  "error.PROVIDER_MALFORMED": "The search gave an answer that could not be read. Please ask again.",
  "error.PROVIDER_EMPTY": "The search came back without an answer. Please ask again, or in other words.",
  "error.PLATFORM_FORBIDDEN": "Footnote may not post here.",
  "error.PLATFORM_NOT_FOUND": "The channel or message is gone.",
  "error.PLATFORM_REJECTED": "The answer could not be shown here.",
  "error.PLATFORM_RATE_LIMITED": "This channel is very busy right now. Please ask again in a minute.",
  "error.PLATFORM_UNAVAILABLE": "The chat platform could not be reached. Please ask again in a minute.",
  "error.REPLY_EXPIRED": "The answer took too long to be shown in reply to the command.",
} as const;
