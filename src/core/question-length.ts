/** A question may be as long as Slack lets a message be. https://docs.slack.dev/reference/methods/chat.postMessage */
export const MAX_QUESTION_LENGTH = 4_000;
