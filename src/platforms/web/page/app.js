import { announcementOf } from "./announcement.js";
import { createAnswerControls } from "./answer-controls.js";
import { api, sentenceOf } from "./api.js";
import { followChannel } from "./channel-events.js";
import { createComposer } from "./composer.js";
import { createFollowScroll } from "./follow-scroll.js";
import { createFormDialog } from "./form-dialog.js";
import { render } from "./lit-html/lit-html.js";
import { newId } from "./new-id.js";
import { findScroller, fitComposer, focusComposer, isDialogOpen } from "./page-elements.js";
import { isWaiting, pageView } from "./page-view.js";
import { createReplyButtons } from "./reply-buttons.js";
import { createThumbs } from "./thumbs.js";
import { createWithWords } from "./with-words.js";

/** Where the sidebar becomes a drawer; the same width as in page.css. */
const narrow = window.matchMedia("(max-width: 760px)");
/** @type {import("./page-view.js").PageState} */
const state = {
  channels: [],
  commands: [],
  channel: "",
  entries: new Map(),
  isLoaded: false,
  isLost: false,
  isNarrow: narrow.matches,
  isDrawerOpen: false,
  isNaming: false,
  isSending: false,
  channelError: undefined,
  sendError: undefined,
  announcement: "",
  isAtEnd: true,
};
/** The text that was not accepted, with its id: sending it again is the same message. */
let unsent = { text: "", inReplyTo: "", id: "" };
const composers = /** @type {Map<string, ReturnType<typeof createComposer>>} */ (new Map());
const followScroll = createFollowScroll();
const controls = createAnswerControls({ press: (press) => api.press(state.channel, press), changed: update });
const formDialog = createFormDialog({ submit: api.fill });
const replies = createReplyButtons({
  channel: () => state.channel,
  press: api.command,
  openForm: formDialog.open,
  changed: update,
});
const thumbs = createThumbs({ judge: (judgement) => api.judge(state.channel, judgement), replies, changed: update });
let leaveChannel = () => {};
let withWords = createWithWords(undefined);

/** @type {import("./page-view.js").PageActions} */
const actions = {
  update,
  send: (text) => void send(text),
  type,
  askAbout,
  nameChannel,
  createChannel: (name) => void createChannel(name),
  setDrawer,
  onScroll,
  toEnd,
};

const root = /** @type {HTMLElement} */ (document.getElementById("app"));
root.replaceChildren();

function update() {
  const pressed = document.activeElement?.closest(".control");
  const exchange = pressed?.closest(".exchange");
  render(pageView(state, actions, { composer: composer(), controls, thumbs, replies }), root);
  // A button that is gone leaves the focus where it was, not at the top of the page.
  if (pressed?.isConnected === false && exchange instanceof HTMLElement) exchange.focus({ preventScroll: true });
  fitComposer();
  const scroller = findScroller();
  if (scroller !== null) {
    followScroll.keepInView(scroller);
    noteWhetherAtEnd(scroller);
  }
}

function composer() {
  const found = composers.get(state.channel) ?? createComposer();
  composers.set(state.channel, found);
  return found;
}

/** @param {string} text */
async function send(text) {
  const { channel } = state;
  const box = composer();
  // A button's question must not overwrite what the person is writing.
  const wasTyped = box.text().trim() === text;
  const about = wasTyped ? box.about() : undefined;
  const inReplyTo = about?.answerId;
  const id = unsent.text === text && unsent.inReplyTo === (inReplyTo ?? "") ? unsent.id : newId();
  unsent = { text, inReplyTo: inReplyTo ?? "", id };
  followScroll.followQuestion();
  Object.assign(state, { isSending: true, sendError: undefined, announcement: "" });
  update();
  try {
    const form = await api.send(channel, { text, id, inReplyTo });
    if (form !== undefined) formDialog.open(form, { channel, isTyped: true });
    unsent = { text: "", inReplyTo: "", id: "" };
    if (wasTyped && box.text().trim() === text) box.setText("");
    if (box.about() === about) box.setAbout(undefined);
  } catch (error) {
    if (state.channel === channel) state.sendError = sentenceOf(error);
    if (!wasTyped && box.text() === "") box.setText(text);
  } finally {
    state.isSending = false;
    update();
    if (!narrow.matches && !isDialogOpen()) focusComposer();
  }
}

/** @param {string} text */
function type(text) {
  composer().setText(text);
  update();
  focusComposer();
}

/** @param {import("./composer.js").Subject} subject */
function askAbout(subject) {
  composer().setAbout(subject);
  update();
  focusComposer();
}

/** @param {string} channel */
function enter(channel) {
  leaveChannel();
  followScroll.followQuestion();
  Object.assign(state, { channel, entries: new Map(), isLoaded: false, sendError: undefined, announcement: "" });
  document.title = `#${channel} · Footnote`;
  leaveChannel = followChannel(channel, {
    onEntries(entries) {
      const shown = entries.filter(({ kind }) => kind !== "removed").map(withWords);
      state.entries = new Map(shown.map((entry) => [entry.id, entry]));
      state.isLoaded = true;
      update();
    },
    onEntry(received) {
      const entry = withWords(received);
      const before = state.entries.get(entry.id);
      if (entry.kind === "removed") state.entries.delete(entry.id);
      else state.entries.set(entry.id, entry);
      state.announcement = announcementOf(entry, before) ?? state.announcement;
      update();
    },
    onConnection(connection) {
      const isLost = connection === "lost";
      if (isLost === state.isLost) return;
      state.isLost = isLost;
      update();
    },
  });
  update();
}

/** @param {boolean} isNaming */
function nameChannel(isNaming) {
  Object.assign(state, { isNaming, channelError: undefined });
  update();
  document.querySelector(/** @type {"input"} */ (isNaming ? "#channel-name" : ".new-channel"))?.focus();
}

/** @param {string} name */
async function createChannel(name) {
  try {
    const channel = await api.createChannel(name);
    state.channels = await api.channels();
    Object.assign(state, { isNaming: false, channelError: undefined, isDrawerOpen: false });
    location.hash = channel;
    update();
    focusComposer();
  } catch (error) {
    state.channelError = sentenceOf(error);
    update();
  }
}

/** @param {boolean} isOpen */
function setDrawer(isOpen) {
  if (state.isDrawerOpen === isOpen) return;
  state.isDrawerOpen = isOpen;
  update();
  const target = isOpen ? ".channel-link[aria-current]" : ".drawer-button";
  /** @type {HTMLElement | null} */ (document.querySelector(target))?.focus();
}

/** @param {HTMLElement} scroller */
function onScroll(scroller) {
  followScroll.onScroll(scroller);
  noteWhetherAtEnd(scroller);
}

/** @param {HTMLElement} scroller */
function noteWhetherAtEnd(scroller) {
  const isAtEnd = followScroll.isAtEnd(scroller);
  if (isAtEnd === state.isAtEnd) return;
  state.isAtEnd = isAtEnd;
  update();
}

function toEnd() {
  followScroll.followEnd();
  update();
  focusComposer();
}

/** The address decides the channel, so that reload, back and bookmarks keep it. */
function followAddress() {
  const wanted = decodeURIComponent(location.hash.slice(1));
  const channel = state.channels.includes(wanted) ? wanted : (state.channels[0] ?? "");
  if (channel !== "" && channel !== state.channel) enter(channel);
}

const RETRY_START_AFTER_MS = 1_500;

async function begin() {
  try {
    const [channels, { commands, words }] = await Promise.all([api.channels(), api.vocabulary()]);
    Object.assign(state, { channels, commands });
    withWords = createWithWords(words);
    state.isLost = false;
    followAddress();
    if (!narrow.matches) focusComposer();
  } catch {
    // The banner says so; the server may just be starting.
    state.isLost = true;
    update();
    setTimeout(() => void begin(), RETRY_START_AFTER_MS);
  }
}

/** Who waits sees how long. */
setInterval(() => isWaiting(state) && update(), 1_000);
window.addEventListener("hashchange", followAddress);
narrow.addEventListener("change", () => {
  state.isNarrow = narrow.matches;
  state.isDrawerOpen = false;
  update();
});
void begin();
