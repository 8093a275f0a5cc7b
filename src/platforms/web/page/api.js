/**
 * @typedef {import("../entry-view.ts").EntryView} EntryView
 * @typedef {import("../command-suggestions.ts").CommandSuggestion} CommandSuggestion
 * @typedef {ReturnType<typeof import("../answer-words.ts").answerWords>} Words
 * @typedef {import("../reply-view.ts").FormView} FormView
 * @typedef {import("../reply-view.ts").ReplyView} ReplyView
 */

/** The page's requests. Each resolves with what the server said, or throws an Error whose message a person can read. */
export const api = {
  /** @returns {Promise<readonly string[]>} */
  async channels() {
    return (await request("/web/channels")).channels;
  },
  /** The commands, and Footnote's own words in every language. @returns {Promise<{ commands: readonly CommandSuggestion[], words: Words }>} */
  async vocabulary() {
    return request("/web/commands");
  },
  /** @param {string} name @returns {Promise<string>} */
  async createChannel(name) {
    return (await request("/web/channels", { name })).channel;
  },
  /** @param {string} channel @param {{ text: string, id: string, inReplyTo: string | undefined }} message @returns {Promise<FormView | undefined>} The form that it opens. */
  async send(channel, message) {
    return (await request(`/web/channels/${channel}/messages`, message)).form;
  },
  /** @param {string} channel @param {import("./answer-controls.js").Press} press */
  async press(channel, { control, answerId, id }) {
    await request(`/web/channels/${channel}/answers/${encodeURIComponent(answerId)}/${control}`, { id });
  },
  /** What came of it, where there is something to say. @param {string} channel @param {import("./thumbs.js").Judgement} judgement @returns {Promise<ReplyView | undefined>} */
  async judge(channel, { answerId, ...judgement }) {
    return (await request(`/web/channels/${channel}/answers/${encodeURIComponent(answerId)}/feedback`, judgement))
      .reply;
  },
  /** @param {string} channel @param {import("./reply-buttons.js").ButtonPress} press @returns {Promise<import("./reply-buttons.js").Result>} */
  async command(channel, press) {
    return request(`/web/channels/${channel}/commands`, press);
  },
  /** @param {string} channel @param {import("./form-dialog.js").FilledForm} filled @returns {Promise<import("./reply-buttons.js").Result>} */
  async fill(channel, filled) {
    return request(`/web/channels/${channel}/forms`, filled);
  },
};

/** What a person reads of a request that failed. @param {unknown} error */
export function sentenceOf(error) {
  return error instanceof Error ? error.message : "Something went wrong. Please try again.";
}

const ANSWER_WITHIN_MS = 20_000;

/** @param {string} path @param {object} [body] */
async function request(path, body) {
  const init = body && { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(path, { ...init, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }).catch((cause) => {
    throw new Error("Footnote cannot be reached. Is it still running?", { cause });
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? "Footnote gave no answer. Please try again.");
  return answer;
}
