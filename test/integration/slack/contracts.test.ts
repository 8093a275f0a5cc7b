import { chatListenerContract } from "../../contracts/chat-listener.ts";
import { messengerContract } from "../../contracts/messenger.ts";
import { DM, GENERAL } from "../../fakes/slack/fake-slack.ts";
import { startSlackApp } from "./slack-app.ts";

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
    return {
      messenger,
      another: anotherMessenger,
      reply: async () => asked("What is new?", { channel }),
      texts: async ({ target }) => {
        const thread = target.kind === "message" ? slack.thread(channel, target.messageId) : [];
        return thread.map(({ text }) => text);
      },
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
    texts: async ({ id }) => {
      const root = slack.messages()[roots.get(id) ?? 0];
      return root === undefined ? [] : slack.thread(GENERAL, root.ts).map(({ text }) => text);
    },
    pings: async () => slack.pings.length,
    previews: async () => slack.unfurls.length,
    failNextWrite: async () => slack.failNext("*", { status: 503 }),
    close,
  };
});
