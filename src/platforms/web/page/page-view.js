import { conversation, isUnanswered, toExchanges } from "./conversation.js";
import { html, nothing } from "./lit-html/lit-html.js";
import { sidebar } from "./sidebar.js";
import { welcome } from "./welcome.js";

/**
 * @typedef {{
 *   channels: readonly string[],
 *   commands: readonly import("../command-suggestions.ts").CommandSuggestion[],
 *   channel: string,
 *   entries: Map<string, import("../entry-view.ts").ShownEntry>,
 *   isLoaded: boolean,
 *   isLost: boolean,
 *   isNarrow: boolean,
 *   isDrawerOpen: boolean,
 *   isNaming: boolean,
 *   isSending: boolean,
 *   channelError: string | undefined,
 *   sendError: string | undefined,
 *   announcement: string,
 *   isAtEnd: boolean,
 * }} PageState What the page shows. `announcement` is read out to people who do not see it.
 *
 * @typedef {{
 *   update: () => void,
 *   send: (text: string) => void,
 *   type: (text: string) => void,
 *   askAbout: (subject: import("./composer.js").Subject) => void,
 *   nameChannel: (isNaming: boolean) => void,
 *   createChannel: (name: string) => void,
 *   setDrawer: (isOpen: boolean) => void,
 *   onScroll: (scroller: HTMLElement) => void,
 *   toEnd: () => void,
 * }} PageActions
 *
 * @typedef {{
 *   composer: ReturnType<typeof import("./composer.js").createComposer>,
 *   controls: ReturnType<typeof import("./answer-controls.js").createAnswerControls>,
 *   thumbs: ReturnType<typeof import("./thumbs.js").createThumbs>,
 *   replies: ReturnType<typeof import("./reply-buttons.js").createReplyButtons>,
 * }} PageParts
 */

/** Whether somebody waits for the first word of an answer. @param {PageState} state */
export function isWaiting({ entries }) {
  return toExchanges(entries.values()).some(isUnanswered);
}

/** The whole page. @param {PageState} state @param {PageActions} actions @param {PageParts} parts */
export function pageView(state, actions, { composer, ...parts }) {
  const exchanges = toExchanges(state.entries.values());
  const isDrawerOpen = state.isNarrow && state.isDrawerOpen;
  return html`<div
    class="layout"
    ?data-drawer-open=${isDrawerOpen}
    @keydown=${(/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Escape") actions.setDrawer(false);
    }}
  >
    ${sidebar({
      channels: state.channels,
      channel: state.channel,
      isNaming: state.isNaming,
      error: state.channelError,
      isHidden: state.isNarrow && !isDrawerOpen,
      onName: actions.nameChannel,
      onCreate: actions.createChannel,
      onChoose: () => actions.setDrawer(false),
    })}
    <button
      class="backdrop"
      type="button"
      tabindex="-1"
      aria-label="Close the channel list"
      @click=${() => actions.setDrawer(false)}
    ></button>
    <main class="main" ?inert=${isDrawerOpen}>
      ${channelHeader(state, actions)}
      <div
        class="scroller"
        tabindex="0"
        role="region"
        aria-label="Conversation"
        @scroll=${(/** @type {Event & { currentTarget: HTMLElement }} */ event) => actions.onScroll(event.currentTarget)}
      >
        ${state.isLoaded ? content(exchanges, actions, parts) : loading(state)}
      </div>
      <div class="dock">
        ${exchanges.length > 0 && !state.isAtEnd ? toEndButton(actions) : nothing}
        ${state.isLost ? lostBanner() : nothing}
        ${composer.template({
          channel: state.channel,
          commands: state.commands,
          history: exchanges.flatMap(({ question }) => (question ? [question.text] : [])),
          isSending: state.isSending,
          error: state.sendError,
          send: actions.send,
          changed: actions.update,
        })}
      </div>
    </main>
    <p class="visually-hidden" role="status" aria-live="polite">${state.announcement}</p>
  </div>`;
}

/** @param {PageState} state @param {PageActions} actions */
function channelHeader({ channel, isDrawerOpen, isSending }, { setDrawer, send }) {
  return html`<header class="channel-header">
    <button
      class="drawer-button"
      type="button"
      aria-label="Channels"
      aria-controls="sidebar"
      aria-expanded=${isDrawerOpen ? "true" : "false"}
      @click=${() => setDrawer(true)}
    >
      <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M3 6h14M3 10h14M3 14h9" /></svg>
    </button>
    <h1><span class="hash" aria-hidden="true">#</span><span class="channel-name">${channel}</span></h1>
    <button class="header-action" type="button" ?disabled=${isSending} @click=${() => send("/sources show")}>
      Sites of this channel
    </button>
  </header>`;
}

/** @param {ReturnType<typeof toExchanges>} exchanges @param {PageActions} actions @param {Omit<PageParts, "composer">} parts */
function content(exchanges, { send, type, askAbout }, parts) {
  return exchanges.length === 0
    ? welcome({ onAsk: send, onType: type })
    : conversation(exchanges, { now: Date.now(), askAbout, ...parts });
}

/** @param {PageState} state */
function loading({ isLost }) {
  return html`<p class="loading">${isLost ? "" : "Opening the channel…"}</p>`;
}

/** @param {PageActions} actions */
function toEndButton({ toEnd }) {
  return html`<button class="to-end" type="button" @click=${toEnd}>Latest ↓</button>`;
}

function lostBanner() {
  return html`<p class="lost" role="status">
    <span class="lost-mark" aria-hidden="true"></span>Connection lost. Trying to reach Footnote again…
  </p>`;
}
