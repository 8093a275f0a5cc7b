/** What every message of ours carries: nobody is pinged, nothing is previewed, no bare word becomes a link. */
export const quietPost = { unfurl_links: false, unfurl_media: false, parse: "none", link_names: false } as const;

/** `chat.update` resets both to their loud defaults. https://docs.slack.dev/reference/methods/chat.update */
export const quietUpdate = { parse: "none", link_names: false } as const;

/** Marks a message as a part of an answer. Any member of the workspace can read it, so it holds an id only. */
export function answerMetadata(replyId: string, part: number) {
  return { event_type: "footnote_answer", event_payload: { key: `${replyId}-${part}` } };
}
