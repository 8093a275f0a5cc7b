import { z } from "zod";
import { ANSWER_CONTROLS, type Reply } from "../../../src/core/chat.ts";
import { chatListenerContract } from "../../contracts/chat-listener.ts";
import { messengerContract } from "../../contracts/messenger.ts";
import { buttonsOf } from "../../fakes/slack/blocks.ts";
import { DM, type FakeSlack, GENERAL } from "../../fakes/slack/fake-slack.ts";
import type { SlackMessage } from "../../fakes/slack/slack-world.ts";
import { startSlackApp } from "./slack-app.ts";

function controlsOf(messages: readonly SlackMessage[]) {
  const ids = messages.flatMap(({ blocks }) => buttonsOf(blocks)).map(({ action_id }) => action_id);
  return ANSWER_CONTROLS.filter((control) => ids.includes(`footnote_${control}`));
}

/** Whichever way the next part goes; the question above it is no part. */
function loseNextPart(slack: FakeSlack, streaming: "on" | "unsupported" = "on"): void {
  const methods = streaming === "on" ? ["chat.startStream", "chat.postMessage"] : ["chat.postMessage"];
  for (const method of methods) {
    slack.failNext(method, { resetAfterActing: true }, ({ thread_ts }) => thread_ts !== undefined);
  }
}

const modes = ["http", "socket"] as const;
for (const mode of modes) {
  chatListenerContract(`Slack (${mode})`, async () => {
    const { slack, listener, close } = await startSlackApp({ mode, retryDelaysMs: [], ackDeadlineMs: 1_000 });
    return {
      listener,
      mention: async (text) => {
        await slack.mention(text);
      },
      redeliver: () => slack.redeliver(),
      showSources: async () => {
        await slack.slash("/sources", "show");
      },
      mentionByBot: async (text) => {
        await slack.mention(text, { user: "U0OTHERBOT", botId: "B0OTHERBOT" });
      },
      directReplies: async () => slack.ephemerals.map(({ text }) => text),
      acknowledged: async () => slack.deliveries.at(-1)?.isAcknowledged() ?? false,
      redelivers: true,
      close,
    };
  });
}

const places = [
  ["streaming in a channel", "on", GENERAL],
  ["editing in a channel", "unsupported", GENERAL],
  ["streaming in a direct message", "on", DM],
] as const;
for (const [name, streaming, channel] of places) {
  messengerContract(`Slack (${name})`, async () => {
    const { slack, messenger, anotherMessenger, asked, close } = await startSlackApp();
    slack.setStreaming(streaming);
    const threadOf = ({ target }: Reply) => (target.kind === "message" ? slack.thread(channel, target.messageId) : []);
    return {
      messenger,
      another: anotherMessenger,
      reply: async () => asked("What is new?", { channel }),
      texts: async (reply) => threadOf(reply).map(({ text }) => text),
      controls: async (reply) => controlsOf(threadOf(reply)),
      canControlGrowing: streaming === "unsupported",
      canFind: true,
      loseNextPost: async () => loseNextPart(slack, streaming),
      pings: async () => slack.pings.length,
      previews: async () => slack.unfurls.length,
      failNextWrite: async () => slack.failNext("*", { status: 503 }),
      close,
    };
  });
}

messengerContract("Slack (a public command)", async () => {
  const { slack, messenger, anotherMessenger, asked, close } = await startSlackApp();
  const roots = new Map<string, number>();
  const threadOf = ({ id }: Reply) => {
    const root = slack.messages()[roots.get(id) ?? 0];
    return root === undefined ? [] : slack.thread(GENERAL, root.ts);
  };
  return {
    messenger,
    another: anotherMessenger,
    reply: async () => {
      const { target, ...reply } = asked();
      roots.set(reply.id, slack.messages().length);
      return {
        ...reply,
        target: {
          kind: "interaction",
          channel: target.channel,
          interactionId: reply.id,
          token: "https://slack.invalid/response",
          expiresAt: Number.MAX_SAFE_INTEGER,
          visibility: "public",
        },
      };
    },
    texts: async (reply) => threadOf(reply).map(({ text }) => text),
    controls: async (reply) => controlsOf(threadOf(reply)),
    canControlGrowing: false,
    canFind: true,
    loseNextPost: async () => loseNextPart(slack),
    pings: async () => slack.pings.length,
    previews: async () => slack.unfurls.length,
    failNextWrite: async () => slack.failNext("*", { status: 503 }),
    close,
  };
});

for (const layout of ["together", "thread"] as const) {
  messengerContract(`Slack (unasked, ${layout})`, async () => {
    const { slack, messenger, anotherMessenger, unasked, close } = await startSlackApp();
    const messages = () => slack.world.messages.filter(({ user }) => user === slack.botUserId);
    return {
      messenger,
      another: anotherMessenger,
      reply: async () => unasked({ layout }),
      texts: async () => messages().map(({ text }) => text),
      controls: async () => controlsOf(messages()),
      canControlGrowing: true,
      canFind: true,
      loseNextPost: async () => slack.failNext("chat.postMessage", { resetAfterActing: true }),
      pings: async () => slack.pings.length,
      previews: async () => slack.unfurls.length,
      failNextWrite: async () => slack.failNext("*", { status: 503 }),
      close,
    };
  });
}

for (const kind of ["message", "interaction"] as const) {
  messengerContract(`Slack (in the channel itself, ${kind})`, async () => {
    const { slack, messenger, anotherMessenger, asked, close } = await startSlackApp();
    const partsOf = ({ id }: Reply) => slack.messages().filter((message) => keyOf(message)?.startsWith(`${id}-`));
    return {
      messenger,
      another: anotherMessenger,
      reply: async () => {
        const { target, ...reply } = asked();
        if (target.kind === "message" && kind === "message")
          return { ...reply, target: { ...target, placement: "channel" } };
        return {
          ...reply,
          target: {
            kind: "interaction",
            channel: target.channel,
            interactionId: reply.id,
            token: "https://slack.invalid/response",
            expiresAt: Number.MAX_SAFE_INTEGER,
            visibility: "public",
            placement: "channel",
          },
        };
      },
      texts: async (reply) => partsOf(reply).map(({ text }) => text),
      controls: async (reply) => controlsOf(partsOf(reply)),
      canControlGrowing: true,
      canFind: true,
      loseNextPost: async () =>
        slack.failNext("chat.postMessage", { resetAfterActing: true }, ({ metadata = "" }) =>
          metadata.includes("footnote_answer"),
        ),
      pings: async () => slack.pings.length,
      previews: async () => slack.unfurls.length,
      failNextWrite: async () => slack.failNext("*", { status: 503 }),
      close,
    };
  });
}

/** Which answer a message is a part of; the question above it is none. */
function keyOf({ metadata }: SlackMessage): string | undefined {
  const parsed = z
    .object({ event_type: z.literal("footnote_answer"), event_payload: z.object({ key: z.string() }) })
    .safeParse(metadata);
  return parsed.data?.event_payload.key;
}
