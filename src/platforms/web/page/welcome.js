import { html } from "./lit-html/lit-html.js";

/** Questions that the documents of a fresh install can answer. */
const EXAMPLES = [
  "How do I validate data with zod?",
  "How do I redact secrets in pino logs?",
  "What does ioredis do when the connection is lost?",
];
const NARROWING = "/sources include zod.dev";

/**
 * An empty channel: what this is, and three ways to begin.
 *
 * @param {{ onAsk: (question: string) => void, onType: (text: string) => void }} actions
 */
export function welcome({ onAsk, onType }) {
  return html`<section class="welcome" aria-labelledby="welcome-title">
    <h2 id="welcome-title">Answers you can check<sup aria-hidden="true">1</sup></h2>
    <p class="welcome-lead">
      Ask a question. Footnote searches only the sites this channel allows, and puts its sources under the answer.
    </p>
    <h3>Try one of these</h3>
    <ul class="examples">
      ${EXAMPLES.map(
        (question) => html`<li>
          <button type="button" class="example" @click=${() => onAsk(question)}>
            <span>${question}</span><span class="example-arrow" aria-hidden="true">→</span>
          </button>
        </li>`,
      )}
    </ul>
    <p class="welcome-note">
      <span class="note-number" aria-hidden="true">1</span>
      <span
        >Keep a channel to the sites you trust: type
        <button type="button" class="inline-command" @click=${() => onType(NARROWING)}>${NARROWING}</button> and it is
        answered from zod.dev alone. <b>/sources show</b> says what holds here.</span
      >
    </p>
  </section>`;
}
