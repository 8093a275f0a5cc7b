/** What every message of ours carries: nobody is pinged, nothing is previewed, no bare word becomes a link. */
export const quietPost = { unfurl_links: false, unfurl_media: false, parse: "none", link_names: false } as const;

/** `chat.update` resets both to their loud defaults. https://docs.slack.dev/reference/methods/chat.update */
export const quietUpdate = { parse: "none", link_names: false } as const;

/** Which event types our metadata has. */
export const ANSWER_EVENT = "footnote_answer";
export const QUESTION_EVENT = "footnote_question";

/** Marks a message as a part of an answer. Any member of the workspace can read it, so it holds an id only. */
export function answerMetadata(replyId: string, part: number) {
  return { event_type: ANSWER_EVENT, event_payload: { key: `${replyId}-${part}` } };
}

/** Marks the message an answer to `/ask` hangs under. */
export function questionMetadata(replyId: string) {
  return { event_type: QUESTION_EVENT, event_payload: { key: `${replyId}-0` } };
}

/** Marks what is told one person and belongs to no answer, so that it is not taken for a stream, which has no mark. */
export const noteMetadata = { event_type: "footnote_note", event_payload: {} };
