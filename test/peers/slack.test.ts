import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Reply } from "../../src/core/chat.ts";
import { systemClock } from "../../src/core/clock.ts";
import { createSlackMessenger } from "../../src/platforms/slack/messenger.ts";
import { silentLog } from "./silent-log.ts";
import { startSlackEmulator, tokens } from "./slack-emulator.ts";

const signal = AbortSignal.timeout(60_000);

describe("the Slack messenger against emulate", () => {
  let slack: Awaited<ReturnType<typeof startSlackEmulator>>;

  beforeAll(async () => {
    slack = await startSlackEmulator();
  });
  afterAll(() => slack.close());

  it("answers in the thread of the question, in Slack's own format", async () => {
    const reply = await ask("what is a queue?");
    const markdown = "A **queue** is a [list](https://bullmq.io/guide) of jobs.";
    const ref = await messengerOf(tokens.bot).post(reply, { markdown, state: "final" }, { part: 0, signal });

    const answers = await threadOf(reply);
    expect(answers).toHaveLength(1);
    expect(answers[0]).toMatchObject({
      ts: ref.messageId,
      text: "A *queue* is a <https://bullmq.io/guide|list> of jobs.",
    });
  });

  it("leaves an id of the answer, and nothing else, for whoever has to find the message again", async () => {
    const reply = await ask("where was I?");
    await messengerOf(tokens.bot).post(reply, { markdown: "Here.", state: "final" }, { part: 2, signal });
    expect((await threadOf(reply))[0]?.metadata).toEqual({
      event_type: "footnote_answer",
      event_payload: { key: `${reply.id}-2` },
    });
  });

  it("asks for no link previews", async () => {
    const reply = await ask("any links?");
    await messengerOf(tokens.bot).post(reply, { markdown: "https://zod.dev", state: "final" }, { part: 0, signal });
    expect((await threadOf(reply))[0]).toMatchObject({ unfurl_links: false, unfurl_media: false });
  });

  it("replaces a posted text, and may repeat that", async () => {
    const messenger = messengerOf(tokens.bot);
    const reply = await ask("are you sure?");
    const ref = await messenger.post(reply, { markdown: "Maybe", state: "final" }, { part: 0, signal });
    for (const _attempt of [1, 2]) {
      await messenger.edit(reply, ref, { markdown: "Yes <really> & truly", state: "final" }, { part: 0, signal });
    }
    const answers = await threadOf(reply);
    expect(answers.map(({ text }) => text)).toEqual(["Yes &lt;really&gt; &amp; truly"]);
    expect(answers[0]?.edited).toBeDefined();
  });

  it("removes a part, and finds nothing wrong with one that is gone", async () => {
    const messenger = messengerOf(tokens.bot);
    const reply = await ask("too much?");
    const kept = await messenger.post(reply, { markdown: "Keep me", state: "final" }, { part: 0, signal });
    const part = { part: 1, previous: kept, signal };
    const dropped = await messenger.post(reply, { markdown: "Drop me", state: "final" }, part);
    await messenger.remove(reply, dropped, { signal });
    await messenger.remove(reply, dropped, { signal });
    expect((await threadOf(reply)).map(({ text }) => text)).toEqual(["Keep me"]);
  });

  it("posts a part as long as its limit allows, whole", async () => {
    const messenger = messengerOf(tokens.bot);
    const reply = await ask("everything?");
    const markdown = "x".repeat(messenger.limits.maxLength);
    await messenger.post(reply, { markdown, state: "final" }, { part: 0, signal });
    expect((await threadOf(reply))[0]?.text).toHaveLength(messenger.limits.maxLength);
  });

  it("does not fail an answer because a server knows no thread status", async () => {
    const reply = await ask("status?");
    await messengerOf(tokens.bot).indicate(reply, "searching", { signal });
    expect(await threadOf(reply)).toEqual([]);
  });

  it.each([
    { fault: "an unknown channel", token: tokens.bot, channelId: "C00NOWHERE", code: "PLATFORM_NOT_FOUND" },
    { fault: "a token without chat:write", token: tokens.readOnly, channelId: undefined, code: "PLATFORM_FORBIDDEN" },
    { fault: "a token nobody knows", token: tokens.unknown, channelId: undefined, code: "PLATFORM_FORBIDDEN" },
  ])("says $fault in the words of the error tree and does not retry it", async ({ token, channelId, code }) => {
    const reply = await ask("may I?", channelId);
    await expect(
      messengerOf(token).post(reply, { markdown: "No", state: "final" }, { part: 0, signal }),
    ).rejects.toMatchObject({ code, retryable: false });
    expect(await threadOf(reply)).toEqual([]);
  });

  it("does not edit a message that is gone", async () => {
    const messenger = messengerOf(tokens.bot);
    const reply = await ask("gone?");
    const ref = { platform: "slack", channelId: slack.channelId, messageId: "1.000001" } as const;
    await expect(
      messenger.edit(reply, ref, { markdown: "Hello?", state: "final" }, { part: 0, signal }),
    ).rejects.toMatchObject({ code: "PLATFORM_NOT_FOUND" });
  });

  function messengerOf(botToken: string) {
    return createSlackMessenger({ log: silentLog, clock: systemClock }, { botToken, apiUrl: slack.apiUrl });
  }

  let lastReply = 0;
  async function ask(question: string, channelId = slack.channelId): Promise<Reply> {
    const messageId = await slack.ask(question);
    lastReply += 1;
    const channel = { platform: "slack", workspaceId: "T000000001", channelId } as const;
    return {
      id: `slack-msg-${lastReply}`,
      target: { kind: "message", channel, messageId },
      asker: { id: "U000000001" },
      question,
    };
  }

  function threadOf({ target }: Reply) {
    return slack.thread(target.kind === "message" ? target.messageId : "");
  }
});
