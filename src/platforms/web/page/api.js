/**
 * @typedef {import("../entry-view.ts").EntryView} EntryView
 * @typedef {import("../command-suggestions.ts").CommandSuggestion} CommandSuggestion
 */

/** The page's requests. Each resolves with what the server said, or throws an Error whose message a person can read. */
export const api = {
  /** @returns {Promise<readonly string[]>} */
  async channels() {
    return (await request("/web/channels")).channels;
  },
  /** @returns {Promise<readonly CommandSuggestion[]>} */
  async commands() {
    return (await request("/web/commands")).commands;
  },
  /** @param {string} name @returns {Promise<string>} */
  async createChannel(name) {
    return (await request("/web/channels", { name })).channel;
  },
  /** @param {string} channel @param {{ text: string, id: string, inReplyTo: string | undefined }} message */
  async send(channel, message) {
    await request(`/web/channels/${channel}/messages`, message);
  },
  /** @param {string} channel @param {import("./answer-controls.js").Press} press */
  async press(channel, { control, answerId, id }) {
    await request(`/web/channels/${channel}/answers/${encodeURIComponent(answerId)}/${control}`, { id });
  },
  /** What came of it, where there is something to say. @param {string} channel @param {import("./thumbs.js").Judgement} judgement @returns {Promise<string | undefined>} */
  async judge(channel, { answerId, ...judgement }) {
    return (await request(`/web/channels/${channel}/answers/${encodeURIComponent(answerId)}/feedback`, judgement)).said;
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
