import { repeat } from "./lit-html/directives/repeat.js";
import { unsafeHTML } from "./lit-html/directives/unsafe-html.js";
import { html, nothing } from "./lit-html/lit-html.js";

/**
 * @typedef {import("../entry-view.ts").ShownEntry} EntryView
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
      // Parts of a digest answer nothing, and belong together by its id.
      const key = entry.inReplyTo ?? entry.answerId ?? entry.id;
      const exchange = exchanges.get(key) ?? { key, question: undefined, answers: [] };
      exchange.answers.push(entry);
      exchanges.set(key, exchange);
    }
  }
  return [...exchanges.values()];
}

/** Whether not a word of an answer is there yet. @param {Exchange} exchange */
export function isUnanswered({ question, answers }) {
  return (answers.length === 0 && question?.isIgnored !== true) || answers.some(isSearching);
}

/**
 * @typedef {{
 *   now: number,
 *   controls: ReturnType<typeof import("./answer-controls.js").createAnswerControls>,
 *   thumbs: ReturnType<typeof import("./thumbs.js").createThumbs>,
 *   replies: ReturnType<typeof import("./reply-buttons.js").createReplyButtons>,
 *   askAbout: (subject: import("./composer.js").Subject) => void,
 * }} ConversationContext
 */

/** The questions and answers of a channel. @param {readonly Exchange[]} exchanges @param {ConversationContext} context */
export function conversation(exchanges, context) {
  return html`<div class="conversation">
    ${repeat(
      exchanges,
      ({ key }) => key,
      ({ key, question, answers }) => html`<article
        class="exchange"
        tabindex="-1"
        aria-labelledby=${`q-${key}`}
      >
        ${question === undefined ? unaskedHeading(key, answers, context) : questionHeading(question)}
        ${
          answers.length === 0 && question?.isIgnored === true
            ? nothing
            : answers.length === 0
              ? stage("Taken down, waiting for its turn…", context.now - (question?.at ?? context.now))
              : answers.map((answer) => answerBody(answer, question, context))
        }
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

/** Over what Footnote posts by itself. @param {string} key @param {readonly Answer[]} answers @param {ConversationContext} context */
function unaskedHeading(key, [first], { askAbout }) {
  const { at = 0, answerId } = first ?? {};
  const words = `the digest of ${clockTime(at)}`;
  return html`<header class="question-line">
    <h2 class="question unasked" id="q-${key}">Footnote</h2>
    ${
      answerId === undefined
        ? nothing
        : html`<button
            class="ask-about"
            type="button"
            aria-label="Ask about this digest"
            @click=${() => askAbout({ answerId, words })}
          >
            Ask about this
          </button>`
    }
    <time class="asked-at" datetime=${new Date(at).toISOString()}>${clockTime(at)}</time>
  </header>`;
}

/** @param {Answer} answer */
function isSearching({ state, html: body }) {
  return state === "searching" || (state === "writing" && body === "");
}

/** One template for every state, so that a button that becomes another one keeps the focus. @param {Answer} answer @param {Question | undefined} question @param {ConversationContext} context */
function answerBody(answer, question, { now, controls, thumbs, replies }) {
  const { state, html: body, sources, note, words } = answer;
  // The server rendered this from Markdown and lets nothing through that could run or load.
  const text =
    body === ""
      ? nothing
      : html`<div class=${state === "writing" ? "answer writing" : "answer"}>${unsafeHTML(body)}</div>`;
  return html`${text}${sources.length === 0 ? nothing : sourceList(answer)}
    <div class="answer-end" data-note=${note?.kind ?? nothing}>
      ${isSearching(answer) ? stage(words.searching, now - answer.at) : ending(answer, question)}
      ${thumbs.template(answer)}${controls.template(answer)}${thumbs.replyTemplate(answer)}
      ${replies.template(answer.id, answer.buttons, answer.inReplyTo)}
    </div>`;
}

/** How a finished answer went. @param {Answer} answer @param {Question | undefined} question */
function ending({ at, html: body, note, words, summary: sum }, question) {
  if (note !== undefined) {
    return html`<div class="note">
      ${note.kind === "failed" ? html`<p class="note-title">${body === "" ? words.noAnswer : words.brokeOff}</p>` : nothing}${unsafeHTML(note.html)}
    </div>`;
  }
  if (sum === undefined || question === undefined) return nothing;
  return summary(sum, at - (question.askedAgainAt ?? question.at));
}

/** @param {Answer} answer */
function sourceList({ sources, words }) {
  return html`<section class="sources" aria-label=${words.sources}>
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

/** @param {NonNullable<Answer["summary"]>} words @param {number} tookMs */
function summary({ plain, took }, tookMs) {
  const isKnown = tookMs >= 0 && tookMs < 600_000;
  return html`<p class="summary">${isKnown ? took.replace("{seconds}", (tookMs / 1_000).toFixed(1)) : plain}</p>`;
}

/** Waiting shorter than this needs no clock. */
const LONG_WAIT_MS = 5_000;

/** @param {string} sentence @param {number} waitedMs */
function stage(sentence, waitedMs) {
  return html`<p class="stage">
    <span class="stage-mark" aria-hidden="true"></span><span>${sentence}</span>
    ${waitedMs < LONG_WAIT_MS ? nothing : html`<span class="stage-time">${duration(waitedMs)}</span>`}
  </p>`;
}

/** @param {number} ms */
function duration(ms) {
  const seconds = Math.floor(ms / 1_000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}

/** @param {number} at */
function clockTime(at) {
  return new Date(at).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
}
