import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MessageRef, Messenger, OutgoingMessage, Reply } from "../../../src/core/chat.ts";
import { PlatformError } from "../../../src/core/errors.ts";
import { buttonsOf } from "../../fakes/slack/blocks.ts";
import { type SlackApp, startSlackApp } from "./slack-app.ts";

const signal = AbortSignal.timeout(60_000);
let now: number;
let app: SlackApp;

beforeEach(async () => {
  now = Date.now();
  app = await startSlackApp({ clock: { now: () => now } });
});
afterEach(() => app.close());

const growing = (markdown: string): OutgoingMessage => ({ markdown, state: "partial", controls: ["stop"] });
const lasting = (markdown: string): OutgoingMessage => ({ ...growing(markdown), needsControls: true });
const at = { part: 0, signal };
const methods = () => app.slack.allCalls().map(({ method }) => method);

function shown({ target }: Reply) {
  const messages = target.kind === "message" ? app.slack.thread(target.channel.channelId, target.messageId) : [];
  return messages.map(({ text, blocks }) => ({ text, buttons: buttonsOf(blocks).map(({ action_id }) => action_id) }));
}

describe("a stream that must have a Stop", () => {
  let reply: Reply;
  let ref: MessageRef;
  const edit = async (message: OutgoingMessage, messenger: Messenger = app.messenger) => {
    ref = await messenger.edit(reply, ref, message, at);
  };
  beforeEach(async () => {
    reply = app.asked();
    ref = await app.messenger.post(reply, growing("It is "), at);
  });

  it("becomes the same message with the button, and is edited from then on", async () => {
    await edit(growing("It is what "));
    await edit(lasting("It is what it "));
    expect(methods()).toEqual(["chat.startStream", "chat.appendStream", "chat.stopStream"]);
    expect(shown(reply)).toEqual([{ text: "It is what it ", buttons: ["footnote_stop"] }]);
    expect(ref).not.toHaveProperty("live");
    now += 3_000;
    await edit(lasting("It is what it is"));
    expect(shown(reply)).toEqual([{ text: "It is what it is", buttons: ["footnote_stop"] }]);
    await edit({ markdown: "It is what it is.", state: "final", controls: ["regenerate"] });
    expect(shown(reply)).toEqual([{ text: "It is what it is.", buttons: ["footnote_regenerate"] }]);
  });

  it("gets the button although nothing is new", async () => {
    await edit(lasting("It is "));
    expect(shown(reply)).toEqual([{ text: "It is ", buttons: ["footnote_stop"] }]);
  });

  it("gets the button although the text changed on the way", async () => {
    await edit(lasting("It was "));
    expect(shown(reply)).toEqual([{ text: "It was ", buttons: ["footnote_stop"] }]);
  });

  it("gets the button although the answer to its end was lost", async () => {
    app.slack.failNext("chat.stopStream", { resetAfterActing: true });
    await expect(edit(lasting("It is what "))).rejects.toBeInstanceOf(PlatformError);
    await edit(lasting("It is what "));
    expect(shown(reply)).toEqual([{ text: "It is what", buttons: ["footnote_stop"] }]);
  });

  it("streams on where the workspace ends too many streams just now", async () => {
    app.slack.failNext("chat.stopStream", { rateLimitedForSeconds: 30 });
    await edit(lasting("It is what it "));
    expect(ref.live).toBe(true);
    expect(shown(reply)).toEqual([{ text: "It is what ", buttons: [] }]);
    await edit(lasting("It is what it is "));
    expect(app.slack.calls("chat.stopStream")).toHaveLength(1);
    now += 30_000;
    await edit(lasting("It is what it is to"));
    expect(ref).not.toHaveProperty("live");
    expect(shown(reply)).toEqual([{ text: "It is what it is to", buttons: ["footnote_stop"] }]);
  });

  it("streams on in the minute in which more streams are begun than Slack takes", async () => {
    app.slack.addChannel("C0OTHER");
    app.slack.failNext("chat.startStream", { rateLimitedForSeconds: 5 });
    await app.messenger.post(app.asked("Too many?", { channel: "C0OTHER" }), growing("Yes"), at);
    await edit(lasting("It is what "));
    expect(ref.live).toBe(true);
    now += 60_000;
    await edit(lasting("It is what it "));
    expect(shown(reply)).toEqual([{ text: "It is what it ", buttons: ["footnote_stop"] }]);
  });

  it("gets the button from a process that did not begin it", async () => {
    await edit(lasting("It is said anew"), app.anotherMessenger());
    expect(shown(reply)).toEqual([{ text: "It is said anew", buttons: ["footnote_stop"] }]);
  });

  it("says nothing more once Slack's own Stop has ended it", async () => {
    await app.slack.pressStop(ref.messageId);
    await edit(lasting("It is what it is, and more"));
    expect(shown(reply)).toEqual([{ text: "It ", buttons: [] }]);
    expect(ref).not.toHaveProperty("live");
  });
});

describe("a message that must have a Stop from its first word", () => {
  it("is posted and not streamed", async () => {
    const reply = app.asked();
    await app.messenger.post(reply, lasting("It is"), at);
    expect(methods()).toEqual(["chat.postMessage"]);
    expect(shown(reply)).toEqual([{ text: "It is", buttons: ["footnote_stop"] }]);
  });
});
