import { DigitalDiscord, type DiscordGateway } from "discord-digital-twin";
import type { DiscordListenerOptions } from "../../src/platforms/discord/listener.ts";

type Message = Awaited<ReturnType<DigitalDiscord["simulateUserMessage"]>>;

/** `GuildText`. https://docs.discord.com/developers/resources/channel#channel-object-channel-types */
const GUILD_TEXT = 0;
const BOT_ID = "200000000000000001";
const ASKER_ID = "200000000000000002";
export const CHANNEL_ID = "200000000000000003";

/** A Discord with one guild, one channel and one asker, in this process. */
export async function startDiscordTwin() {
  const twin = new DigitalDiscord({
    guild: { name: "Peers" },
    channels: [{ id: CHANNEL_ID, name: "questions", type: GUILD_TEXT }],
    users: [{ id: ASKER_ID, username: "asker" }],
    botUser: { id: BOT_ID, username: "footnote" },
  });
  await twin.start();
  fillMentions(twin);
  const asker = twin.channel(CHANNEL_ID).user(ASKER_ID);
  const credentials: DiscordListenerOptions = {
    token: twin.botToken,
    // The twin gives the application the bot's own id, as most real ones have.
    applicationId: twin.botUserId,
    apiUrl: twin.restUrl,
  };
  return {
    credentials,
    async mention(text: string): Promise<Message> {
      return asker.sendMessage({ content: `<@${twin.botUserId}> ${text}` });
    },
    async say(text: string): Promise<Message> {
      return asker.sendMessage({ content: text });
    },
    async slash(name: string, options: Readonly<Record<string, string>> = {}): Promise<{ readonly id: string }> {
      return asker.runSlashCommand({
        name,
        options: Object.entries(options).map(([option, value]) => ({ name: option, type: STRING_OPTION, value })),
      });
    },
    async botMessages(): Promise<readonly Message[]> {
      const messages = await twin.channel(CHANNEL_ID).getMessages();
      return messages.filter(({ author }) => author.id === twin.botUserId);
    },
    interaction: (id: string) => twin.channel(CHANNEL_ID).getInteractionResponse(id),
    typing: () => twin.getTypingEvents({ channelId: CHANNEL_ID }).length,
    close: () => twin.stop(),
  };
}

/** `STRING`. https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-type */
const STRING_OPTION = 3;

/** The twin sends every message with an empty `mentions`, from which no bot could tell that it is asked. */
function fillMentions(twin: DigitalDiscord): void {
  // Private to the twin, which offers no other way in.
  const gateway: DiscordGateway = twin["server"].gateway;
  gateway.broadcastMessageCreate = (message, guildId) => {
    const mentions = message.content.includes(`<@${twin.botUserId}>`)
      ? [{ id: twin.botUserId, username: "footnote", discriminator: "0000", bot: true }]
      : [];
    gateway.broadcast("MESSAGE_CREATE", { ...message, guild_id: guildId, mentions });
  };
}
