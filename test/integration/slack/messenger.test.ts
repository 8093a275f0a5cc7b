import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MessageRef, Messenger, Reply } from "../../../src/core/chat.ts";
import { PlatformError } from "../../../src/core/errors.ts";
import { DM, GENERAL } from "../../fakes/slack/fake-slack.ts";
import type { SlackMessage } from "../../fakes/slack/slack-world.ts";
import { type SlackApp, startSlackApp } from "./slack-app.ts";

const signal = AbortSignal.timeout(60_000);
const MINUTE_MS = 60_000;
let now: number;
let app: SlackApp;

beforeEach(async () => {
  now = Date.now();
  app = await startSlackApp({ clock: { now: () => now } });
});
afterEach(() => app.close());

/** One answer as a worker writes it: posts first, edits afterwards, and keeps the ref it was given. */
function answering(reply: Reply, messenger: Messenger = app.messenger) {
  let ref: MessageRef | undefined;
  const show = (state: "partial" | "final") => async (markdown: string) => {
    ref =
      ref === undefined
        ? await messenger.post(reply, { markdown, state }, { part: 0, signal })
        : await messenger.edit(reply, ref, { markdown, state }, { part: 0, signal });
    return ref;
  };
  return { grow: show("partial"), finish: show("final"), ref: () => ref };
}

function shown(reply: Reply): SlackMessage[] {
  return reply.target.kind === "message"
    ? app.slack.thread(reply.target.channel.channelId, reply.target.messageId)
    : [];
}

const methods = () => app.slack.allCalls().map(({ method }) => method);

describe("an answer that is whole at once", () => {
  it("is one post in the thread, quiet and marked", async () => {
    const reply = app.asked();
    await answering(reply).finish("**Yes** & no, see [a](https://a.example).");
    expect(methods()).toEqual(["chat.postMessage"]);
    expect(shown(reply)).toMatchObject([
      {
        text: "*Yes* &amp; no, see <https://a.example|a>.",
        metadata: { event_type: "footnote_answer", event_payload: { key: `${reply.id}-0` } },
      },
    ]);
    expect(app.slack.unfurls).toEqual([]);
  });
});

describe("a streamed answer", () => {
  it("is appended to, never rewritten, and ends marked and whole", async () => {
    const reply = app.asked();
    const answer = answering(reply);
    const first = await answer.grow("The answer");
    expect(first.live).toBe(true);
    await answer.grow("The answer is not a");
    await answer.grow("The answer is not a number, but");
    const last = await answer.finish("The answer is not a number, but\n\n**a question**.");
    expect(methods()).toEqual(["chat.startStream", "chat.appendStream", "chat.appendStream", "chat.stopStream"]);
    expect(shown(reply)).toMatchObject([
      { text: "The answer is not a number, but\n\n**a question**.", edits: 0, streamingSince: undefined },
    ]);
    expect(shown(reply)[0]?.metadata).toMatchObject({ event_payload: { key: `${reply.id}-0` } });
    expect(last).not.toHaveProperty("live");
  });

  it("keeps every space although Slack swallows those at a piece's start", async () => {
    const reply = app.asked();
    const answer = answering(reply);
    const text =
      "One two  three.\n\n- four\n- five\n\nsix 语语语语语语语语语语语语语语语语语语语语语语语语语语语语语语语语语语语语语语语语语语语语语语\n\nend";
    for (let length = 1; length < text.length; length += 1) await answer.grow(text.slice(0, length));
    await answer.finish(text);
    expect(shown(reply)[0]?.text).toBe(text);
  });

  it("is replaced at its end when the text changed on the way", async () => {
    const reply = app.asked();
    const answer = answering(reply);
    await answer.grow("It is [3] wrong, and");
    await answer.grow("It is wrong, and was");
    await answer.finish("It is right.");
    expect(shown(reply)).toMatchObject([{ text: "It is right.", isMarkdown: false }]);
  });

  it("becomes an edited message before Slack would end it, in one message and whole", async () => {
    const reply = app.asked();
    const answer = answering(reply);
    await answer.grow("A long time");
    now += 239_000;
    expect(await answer.grow("A long time has not")).toMatchObject({ live: true });
    now += 2_000;
    expect(await answer.grow("A long time has not yet passed")).not.toHaveProperty("live");
    expect(methods().slice(-2)).toEqual(["chat.appendStream", "chat.stopStream"]);
    expect(shown(reply)).toMatchObject([{ text: "A long time has not yet passed", streamingSince: undefined }]);
    now += 120_000;
    await answer.grow("A long time has not yet passed, or");
    await answer.finish("A long time has not yet passed, or has it?");
    expect(methods().slice(-2)).toEqual(["chat.update", "chat.update"]);
    expect(shown(reply)).toMatchObject([{ text: "A long time has not yet passed, or has it?" }]);
  });

  it("goes on as edits when it outlives Slack's five minutes", async () => {
    const reply = app.asked();
    const answer = answering(reply);
    await answer.grow("A long time");
    now += 5 * MINUTE_MS;
    const ref = await answer.grow("A long time has passed");
    expect(ref).not.toHaveProperty("live");
    expect(shown(reply)).toMatchObject([{ text: "A long time has passed", edits: 1 }]);
    await answer.finish("A long time has passed, and it is done.");
    expect(shown(reply)).toMatchObject([{ text: "A long time has passed, and it is done." }]);
  });

  it("ends whole when it dies between the last piece and the end", async () => {
    const reply = app.asked();
    const answer = answering(reply);
    await answer.grow("A long time");
    now += 5 * MINUTE_MS;
    await answer.finish("A long time has passed.");
    expect(shown(reply)).toMatchObject([{ text: "A long time has passed." }]);
  });

  it("says no more once the asker has stopped it", async () => {
    const reply = app.asked();
    const answer = answering(reply);
    const first = await answer.grow("Let me explain at");
    await app.slack.pressStop(first.messageId);
    await answer.grow("Let me explain at great length");
    const last = await answer.finish("Let me explain at great length, with all of it.");
    await app.messenger.post(reply, { markdown: "More.", state: "final" }, { part: 1, previous: last, signal });
    expect(shown(reply).map(({ text }) => text)).toEqual(["Let me explain "]);
    expect(last).not.toHaveProperty("live");
  });

  it.each([undefined, "stopped_by_user"])("says that it was stopped, where Slack lets it (%s)", async (refusal) => {
    const reply = app.asked();
    const ref = await answering(reply).grow("Let me explain at");
    await app.slack.pressStop(ref.messageId);
    if (refusal !== undefined) app.slack.failNext("chat.update", { error: refusal });
    const end = { markdown: "Let me explain at\n\n_Stopped._", state: "final", controls: ["retry"] } as const;
    const last = await app.messenger.edit(reply, ref, end, { part: 0, signal });
    const expected = refusal === undefined ? "Let me explain at\n\n_Stopped._" : "Let me explain ";
    expect(shown(reply).map(({ text }) => text)).toEqual([expected]);
    expect(last).not.toHaveProperty("live");
  });

  it("shows nothing twice when the answer to a piece was lost", async () => {
    const reply = app.asked();
    const answer = answering(reply);
    await answer.grow("One two three");
    app.slack.failNext("chat.appendStream", { resetAfterActing: true });
    await expect(answer.grow("One two three four five")).rejects.toMatchObject({ code: "PLATFORM_UNAVAILABLE" });
    await answer.grow("One two three four five six");
    await answer.finish("One two three four five six.");
    expect(shown(reply)).toMatchObject([{ text: "One two three four five six." }]);
  });

  it("can be ended again when the answer to its end was lost", async () => {
    const reply = app.asked();
    const answer = answering(reply);
    await answer.grow("One two three");
    app.slack.failNext("chat.stopStream", { resetAfterActing: true });
    await expect(answer.finish("One two three.")).rejects.toMatchObject({ retryable: true });
    await answer.finish("One two three.");
    expect(shown(reply)).toMatchObject([{ text: "One two three.", streamingSince: undefined }]);
  });

  it("is ended by a process that does not know that it streams", async () => {
    const reply = app.asked();
    const { live: _live, ...ref } = await answering(reply).grow("One two");
    await app.anotherMessenger().edit(reply, ref, { markdown: "Three.", state: "final" }, { part: 0, signal });
    expect(shown(reply)).toMatchObject([{ text: "Three.", streamingSince: undefined }]);
  });

  it("is left alone by another process until that knows the end", async () => {
    const reply = app.asked();
    const ref = await answering(reply).grow("One two");
    const other = app.anotherMessenger();
    await other.edit(reply, ref, { markdown: "One two three four", state: "partial" }, { part: 0, signal });
    expect(shown(reply)).toMatchObject([{ text: "One " }]);
  });

  it("can be removed while it grows", async () => {
    const reply = app.asked();
    const ref = await answering(reply).grow("Never mind this");
    await app.messenger.remove(reply, ref, { signal });
    expect(shown(reply)).toEqual([]);
  });
});

describe("an answer where streaming is not possible", () => {
  beforeEach(() => app.slack.setStreaming("unsupported"));

  it("is posted and edited, and the channel is not asked again for an hour", async () => {
    await answering(app.asked()).grow("One");
    await answering(app.asked()).grow("One");
    expect(app.slack.calls("chat.startStream")).toHaveLength(1);
    await answering(app.asked("?", { channel: DM })).grow("One");
    now += 61 * MINUTE_MS;
    await answering(app.asked()).grow("One");
    expect(app.slack.calls("chat.startStream")).toHaveLength(3);
  });

  it("is edited every three seconds at most, and its end always lands", async () => {
    const reply = app.asked();
    const answer = answering(reply);
    await answer.grow("One");
    for (let second = 1; second <= 6; second += 1) {
      now += 1_000;
      await answer.grow(`One and ${second}`);
    }
    expect(app.slack.calls("chat.update")).toHaveLength(2);
    await answer.finish("One and all.");
    expect(shown(reply)).toMatchObject([{ text: "One and all." }]);
  });

  it("is posted while too many streams are begun in the workspace", async () => {
    app.slack.setStreaming("on");
    app.slack.failNext("chat.startStream", { rateLimitedForSeconds: 30 });
    const reply = app.asked();
    const answer = answering(reply);
    await answer.grow("One");
    await answer.finish("One.");
    expect(shown(reply)).toMatchObject([{ text: "One." }]);
    now += 31_000;
    expect(await answering(app.asked()).grow("Two")).toMatchObject({ live: true });
  });
});

describe("what Slack refuses", () => {
  it.each([
    [{ error: "not_in_channel" }, "PLATFORM_FORBIDDEN"],
    [{ error: "is_archived" }, "PLATFORM_FORBIDDEN"],
    [{ error: "restricted_action_thread_locked" }, "PLATFORM_FORBIDDEN"],
    [{ error: "invalid_auth" }, "PLATFORM_FORBIDDEN"],
    [{ error: "channel_not_found" }, "PLATFORM_NOT_FOUND"],
    [{ error: "msg_too_long" }, "PLATFORM_REJECTED"],
    [{ error: "fatal_error" }, "PLATFORM_UNAVAILABLE"],
    [{ error: "<html>Bad gateway</html>" }, "PLATFORM_UNAVAILABLE"],
    [{ status: 502 }, "PLATFORM_UNAVAILABLE"],
    [{ status: 404 }, "PLATFORM_REJECTED"],
    [{ reset: true }, "PLATFORM_UNAVAILABLE"],
  ] as const)("%j is %s", async (fault, code) => {
    app.slack.failNext("chat.postMessage", fault);
    const failure = await answering(app.asked())
      .finish("One.")
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PlatformError);
    expect(failure).toMatchObject({ code });
    expect(app.slack.calls("chat.postMessage")).toHaveLength(1);
  });

  it("too many posts is a pause of its length", async () => {
    app.slack.failNext("chat.postMessage", { rateLimitedForSeconds: 7 });
    await expect(answering(app.asked()).finish("One.")).rejects.toMatchObject({
      code: "PLATFORM_RATE_LIMITED",
      retryable: true,
      retryAfterMs: 7_000,
    });
  });

  it("a stream in an archived channel is no reason to try without", async () => {
    app.slack.addChannel(GENERAL, { isArchived: true });
    await expect(answering(app.asked()).grow("One two")).rejects.toMatchObject({ code: "PLATFORM_FORBIDDEN" });
    expect(methods()).toEqual(["chat.startStream"]);
  });

  it("waits no longer than the caller does", async () => {
    app.slack.failNext("chat.postMessage", { hang: true });
    const caller = new AbortController();
    const posting = app.messenger.post(
      app.asked(),
      { markdown: "One.", state: "final" },
      { part: 0, signal: caller.signal },
    );
    caller.abort(new Error("shutting down"));
    await expect(posting).rejects.toMatchObject({ code: "PLATFORM_UNAVAILABLE", cause: { message: "shutting down" } });
  });
});

describe("the status line", () => {
  it("shows in the thread what goes on", async () => {
    const reply = app.asked();
    await app.messenger.indicate(reply, "searching", { signal });
    expect(app.slack.statuses).toMatchObject([{ channel: GENERAL, status: "is searching…" }]);
  });

  it("is not tried again in a channel that has none", async () => {
    app.slack.failNext("assistant.threads.setStatus", { error: "missing_scope" });
    await app.messenger.indicate(app.asked(), "searching", { signal });
    await app.messenger.indicate(app.asked(), "searching", { signal });
    expect(app.slack.calls("assistant.threads.setStatus")).toHaveLength(1);
  });
});

describe("a placeholder", () => {
  const held = { markdown: "_Searching…_", state: "placeholder", controls: ["stop"] } as const;

  it("is wanted soon where there is no status line, and later where there is one", async () => {
    const afterMs = (reply: Reply) => app.messenger.limits.placeholderAfterMs?.(reply);
    const mention = app.asked();
    expect(afterMs(mention)).toBe(10_000);
    app.slack.setStreaming("unsupported");
    await answering(mention).grow("It is");
    expect(afterMs(mention)).toBe(3_000);
    const command = {
      kind: "interaction",
      channel: mention.target.channel,
      interactionId: "i",
      token: "unused",
      expiresAt: now + MINUTE_MS,
    } as const;
    expect(afterMs({ ...mention, target: { ...command, visibility: "public" } })).toBe(3_000);
    expect(afterMs({ ...mention, target: { ...command, visibility: "asker" } })).toBeUndefined();
  });

  it("is a message with a button, whose place the first words take at once", async () => {
    const reply = app.asked();
    const ref = await app.messenger.post(reply, held, { part: 0, signal });
    expect(shown(reply)).toMatchObject([{ text: "_Searching…_" }]);
    expect(methods()).toEqual(["chat.postMessage"]);
    expect(shown(reply)[0]?.blocks?.at(-1)).toMatchObject({ type: "actions" });
    await app.messenger.edit(reply, ref, { markdown: "It is", state: "partial" }, { part: 0, signal });
    expect(shown(reply)).toMatchObject([{ text: "It is" }]);
  });
});
