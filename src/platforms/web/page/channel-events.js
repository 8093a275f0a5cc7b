/**
 * @typedef {import("../entry-view.ts").EntryView} EntryView
 * @typedef {{
 *   onEntries: (entries: readonly EntryView[]) => void,
 *   onEntry: (entry: EntryView) => void,
 *   onConnection: (state: "open" | "lost") => void,
 * }} ChannelEventHandlers
 */

/** The server speaks at least every 15 s; a stream silent for longer than this is taken for dead. */
const SILENCE_LIMIT_MS = 40_000;
const RECONNECT_AFTER_MS = 1_500;

/**
 * Follows a channel until the returned function is called. Each connection starts with the whole list, so what was
 * missed while it was away arrives with the next one.
 *
 * @param {string} channel
 * @param {ChannelEventHandlers} handlers
 */
export function followChannel(channel, handlers) {
  /** @type {EventSource | undefined} */
  let source;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const disconnect = () => {
    clearTimeout(timer);
    source?.close();
  };
  const connect = () => {
    disconnect();
    source = new EventSource(`/web/channels/${channel}/events`);
    expectLife();
    source.addEventListener("entries", (event) => {
      expectLife();
      handlers.onConnection("open");
      handlers.onEntries(JSON.parse(event.data));
    });
    source.addEventListener("entry", (event) => {
      expectLife();
      handlers.onEntry(JSON.parse(event.data));
    });
    source.addEventListener("alive", expectLife);
    source.addEventListener("error", () => {
      handlers.onConnection("lost");
      // A refused connection is final to the browser; a broken one it would retry, but at a pace of its own.
      later(connect, RECONNECT_AFTER_MS);
    });
  };
  const expectLife = () =>
    later(() => {
      handlers.onConnection("lost");
      connect();
    }, SILENCE_LIMIT_MS);
  const later = (/** @type {() => void} */ action, /** @type {number} */ delayMs) => {
    clearTimeout(timer);
    timer = setTimeout(action, delayMs);
  };
  // A browser opens six connections to one server at most, so tabs that nobody sees must not hold one each.
  const onVisibility = () => (document.hidden ? disconnect() : connect());

  window.addEventListener("online", connect);
  document.addEventListener("visibilitychange", onVisibility);
  connect();
  return () => {
    window.removeEventListener("online", connect);
    document.removeEventListener("visibilitychange", onVisibility);
    disconnect();
  };
}
