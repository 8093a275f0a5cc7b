import { html, nothing } from "./lit-html/lit-html.js";

/**
 * @typedef {{
 *   channels: readonly string[],
 *   channel: string,
 *   isNaming: boolean,
 *   error: string | undefined,
 *   isHidden: boolean,
 *   onName: (isNaming: boolean) => void,
 *   onCreate: (name: string) => void,
 *   onChoose: () => void,
 * }} SidebarInput
 */

/** The channels, and the way to a new one. On a narrow screen it is a drawer. @param {SidebarInput} input */
export function sidebar(input) {
  return html`<aside class="sidebar" id="sidebar" aria-label="Channels" ?inert=${input.isHidden}>
    <p class="wordmark">Footnote<sup aria-hidden="true">1</sup></p>
    <nav aria-label="Channels">
      <h2 class="sidebar-heading">Channels</h2>
      <ul class="channels">
        ${input.channels.map(
          (channel) => html`<li>
            <a
              class="channel-link"
              href="#${channel}"
              aria-current=${channel === input.channel ? "page" : nothing}
              @click=${input.onChoose}
              ><span class="hash" aria-hidden="true">#</span><span class="channel-name">${channel}</span></a
            >
          </li>`,
        )}
      </ul>
      ${input.isNaming ? newChannelForm(input) : newChannelButton(input)}
    </nav>
    <p class="sidebar-note">Every channel has its own sites. Answers come from those, and say from where.</p>
  </aside>`;
}

/** @param {SidebarInput} input */
function newChannelButton({ onName }) {
  return html`<button class="new-channel" type="button" @click=${() => onName(true)}>
    <span class="hash" aria-hidden="true">+</span>New channel
  </button>`;
}

/** @param {SidebarInput} input */
function newChannelForm({ error, onName, onCreate }) {
  return html`<form
    class="channel-form"
    @submit=${(/** @type {SubmitEvent & { currentTarget: HTMLFormElement }} */ event) => {
      event.preventDefault();
      onCreate(String(new FormData(event.currentTarget).get("name") ?? ""));
    }}
    @keydown=${(/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      onName(false);
    }}
  >
    <label class="visually-hidden" for="channel-name">Name of the new channel</label>
    <input
      id="channel-name"
      name="name"
      maxlength="60"
      placeholder="release-notes"
      autocomplete="off"
      aria-describedby=${error === undefined ? nothing : "channel-error"}
      aria-invalid=${error === undefined ? nothing : "true"}
    />
    <button type="submit">Add</button>
    ${error === undefined ? nothing : html`<p class="channel-error" id="channel-error" role="alert">${error}</p>`}
  </form>`;
}
