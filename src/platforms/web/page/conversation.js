import { repeat } from "./lit-html/directives/repeat.js";
import { unsafeHTML } from "./lit-html/directives/unsafe-html.js";
import { html, nothing } from "./lit-html/lit-html.js";

/**
 * @typedef {import("../entry-view.ts").EntryView} EntryView
 * @typedef {Extract<EntryView, { kind: "question" }>} Question
 * @typedef {Extract<EntryView, { kind: "answer" }>} Answer
 * @typedef {{ key: string, question: Question | undefined, answers: readonly Answer[] }} Exchange
 */

/**
 * Questions in order, each with its own answers, however they came in between each other.
 *
 * @param {Iterable<EntryView>} entries
 * @returns {readonly Exchange[]}
 */
export function toExchanges(entries) {
  /** @type {Map<string, { key: string, question: Question | undefined, answers: Answer[] }>} */
  const exchanges = new Map();
  for (const entry of entries) {
    if (entry.kind === "question") {
      const answers = exchanges.get(entry.id)?.answers ?? [];
      exchanges.set(entry.id, { key: entry.id, question: entry, answers });
    } else if (entry.kind === "answer") {
      const key = entry.inReplyTo ?? entry.id;
      const exchange = exchanges.get(key) ?? { key, question: undefined, answers: [] };
      exchange.answers.push(entry);
      exchanges.set(key, exchange);
    }
  }
  return [...exchanges.values()];
}

/** The questions and answers of a channel. @param {readonly Exchange[]} exchanges */
export function conversation(exchanges) {
  return html`<div class="conversation">
    ${repeat(
      exchanges,
      ({ key }) => key,
      ({ key, question, answers }) => html`<article class="exchange" aria-labelledby=${question ? `q-${key}` : nothing}>
        ${question === undefined ? nothing : questionHeading(question)}
        ${answers.length === 0 ? stage("Taken down, waiting for its turn…") : answers.map((answer) => answerBody(answer, question))}
      </article>`,
    )}
  </div>`;
}

/** @param {Question} question */
function questionHeading({ id, text, at }) {
  const kind = text.startsWith("/") ? "question command" : text.length > 180 ? "question long" : "question";
  return html`<header class="question-line">
    <h2 class=${kind} id="q-${id}">${text}</h2>
    <time class="asked-at" datetime=${new Date(at).toISOString()}>${clockTime(at)}</time>
  </header>`;
}

/** @param {Answer} answer @param {Question | undefined} question */
function answerBody({ state, html: body, sources, at }, question) {
  if (state === "searching" || (state === "writing" && body === "")) return stage("Searching the allowed sites…");
  // The server rendered this from Markdown and lets nothing through that could run or load.
  return html`<div class=${state === "writing" ? "answer writing" : "answer"}>${unsafeHTML(body)}</div>
    ${sources.length === 0 ? nothing : sourceList(sources)}
    ${state === "final" && sources.length > 0 && question ? summary(sources.length, at - question.at) : nothing}`;
}

/** @param {Answer["sources"]} sources */
function sourceList(sources) {
  return html`<section class="sources" aria-label="Sources">
    <ol>
      ${sources.map(
        ({ number, url, title, host }) => html`<li>
          <a href=${url} target="_blank" rel="noreferrer noopener nofollow"
            ><span class="source-number">${number}</span><span class="source-title">${title}</span
            ><span class="source-host">${host}</span></a
          >
        </li>`,
      )}
    </ol>
  </section>`;
}

/** @param {number} count @param {number} tookMs */
function summary(count, tookMs) {
  const took = tookMs >= 0 && tookMs < 600_000 ? ` in ${(tookMs / 1_000).toFixed(1)} s` : "";
  return html`<p class="summary">${count === 1 ? "1 source" : `${count} sources`}, answered${took}</p>`;
}

/** @param {string} sentence */
function stage(sentence) {
  return html`<p class="stage"><span class="stage-mark" aria-hidden="true"></span>${sentence}</p>`;
}

/** @param {number} at */
function clockTime(at) {
  return new Date(at).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
}
