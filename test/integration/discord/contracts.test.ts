import { PermissionFlagsBits } from "discord.js";
import type { Reply, ReplyTarget } from "../../../src/core/chat.ts";
import { parseButton } from "../../../src/platforms/discord/answer-buttons.ts";
import { createDiscordListener } from "../../../src/platforms/discord/listener.ts";
import { createDiscordMessenger } from "../../../src/platforms/discord/messenger.ts";
import { chatListenerContract, type ListenerBench } from "../../contracts/chat-listener.ts";
import { type MessengerBench, messengerContract } from "../../contracts/messenger.ts";
import { buttonsOf, type FakeComponents } from "../../fakes/discord/fake-discord-components.ts";
import { createRecordingLog } from "../../fakes/discord/recording-log.ts";
import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/start-fake-discord.ts";

const clock = { now: () => Date.now() };

chatListenerContract("Discord", async (): Promise<ListenerBench> => {
  const discord = await startFakeDiscord();
  let command: ReturnType<FakeDiscord["slash"]> | undefined;
  let asked: string | undefined;
  const ask = (text: string, bot: boolean) => {
    command = undefined;
    asked = discord.mention(text, bot ? { user: { id: "900000000000000001", name: "Robot", bot: true } } : {}).id;
  };
  return {
    listener: createDiscordListener({ log: createRecordingLog().log, clock }, discord),
    mention: async (text) => ask(text, false),
    redeliver: async () => discord.repeatLast("MESSAGE_CREATE"),
    showSources: async () => {
      command = discord.slash({
        command: "sources",
        subcommand: "show",
        permissions: PermissionFlagsBits.ManageChannels,
      });
    },
    mentionByBot: async (text) => ask(text, true),
    directReplies: async () =>
      command === undefined
        ? discord
            .messages()
            .filter(({ referenceId }) => referenceId === asked)
            .map(({ content }) => content)
        : [discord.interactionReply(command).content ?? ""],
    // Nothing to acknowledge: the gateway delivers a message once.
    acknowledged: async () => true,
    redelivers: false,
    close: () => discord.close(),
  };
});

const controlsOf = (components: FakeComponents) =>
  buttonsOf(components).flatMap(({ custom_id: id }) => {
    const button = parseButton(id);
    return button !== undefined && "control" in button ? button.control : [];
  });

const unasked = (channelId: string, fields: { layout?: "thread"; isCrossposted?: boolean } = {}) =>
  ({ kind: "channel", layout: "together", title: "News", isCrossposted: false, ...fields, channelId }) as const;
const toUnasked = (discord: FakeDiscord, { channelId, ...fields }: ReturnType<typeof unasked>): ReplyTarget => ({
  ...fields,
  channel: { platform: "discord", workspaceId: discord.guildId, channelId },
});

const targets = {
  message: (discord: FakeDiscord): ReplyTarget => ({
    kind: "message",
    channel: { platform: "discord", workspaceId: discord.guildId, channelId: discord.channelId },
    messageId: discord.mention("what?").id,
  }),
  interaction: (discord: FakeDiscord): ReplyTarget => {
    const { id, token, createdAt } = discord.deferred();
    return {
      kind: "interaction",
      channel: { platform: "discord", workspaceId: discord.guildId, channelId: discord.channelId },
      interactionId: id,
      token,
      expiresAt: createdAt + 900_000,
      visibility: "public",
    };
  },
  "in a channel, unasked": (discord: FakeDiscord) => toUnasked(discord, unasked(discord.channelId)),
  "in a thread, unasked": (discord: FakeDiscord) =>
    toUnasked(discord, unasked(discord.channelId, { layout: "thread" })),
  "in an announcement channel": (discord: FakeDiscord) =>
    toUnasked(discord, unasked(discord.addChannel("announced", { kind: "announcement" }), { isCrossposted: true })),
  "in a forum": (discord: FakeDiscord) => toUnasked(discord, unasked(discord.addChannel("forum", { kind: "forum" }))),
} as const;

/** The channel of the answer, and the threads in it. */
function messagesOf(discord: FakeDiscord, { target }: Reply) {
  const { channelId } = target.channel;
  return [channelId, ...discord.threads(channelId).map(({ id }) => id)].flatMap((id) => discord.messages(id));
}

for (const [kind, target] of Object.entries(targets)) {
  messengerContract(`Discord (${kind})`, async (): Promise<MessengerBench> => {
    const discord = await startFakeDiscord();
    const create = () => createDiscordMessenger({ log: createRecordingLog().log, clock }, discord);
    let replies = 0;
    return {
      messenger: create(),
      another: create,
      reply: async (): Promise<Reply> => {
        replies += 1;
        return { id: `answer-${replies}`, target: target(discord), asker: discord.asker, question: "what?" };
      },
      texts: async (reply) => messagesOf(discord, reply).map(({ content }) => content),
      pings: async () => discord.pings.length,
      previews: async () => discord.previews.length,
      controls: async (reply) => messagesOf(discord, reply).flatMap(({ components }) => controlsOf(components)),
      canControlGrowing: true,
      canFind: true,
      loseNextPost: async () => {
        // Twice, since what may be repeated is repeated at once.
        const lost = { status: 0, after: true, times: 2 };
        discord.failNext({
          method: "POST",
          path: /\/messages$|^\/channels\/\d+\/threads$|^\/webhooks\/\d+\/[^/]+$/u,
          ...lost,
        });
        discord.failNext({ method: "PATCH", path: /\/@original$/u, ...lost });
      },
      failNextWrite: async () => {
        for (const method of ["POST", "PATCH"]) discord.failNext({ method, path: "/", status: 503, times: 2 });
      },
      close: () => discord.close(),
    };
  });
}
