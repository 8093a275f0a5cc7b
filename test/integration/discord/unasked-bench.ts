import type { MessageRef, OutgoingMessage, Reply, ReplyTarget } from "../../../src/core/chat.ts";
import { createDiscordMessenger } from "../../../src/platforms/discord/messenger.ts";
import { createRecordingLog } from "../../fakes/discord/recording-log.ts";
import { startFakeDiscord } from "../../fakes/discord/start-fake-discord.ts";

type ChannelTarget = Extract<ReplyTarget, { readonly kind: "channel" }>;
type Part = Partial<Pick<OutgoingMessage, "feedback" | "state">> & { readonly previous?: readonly MessageRef[] };

const MINUTE_MS = 60_000;

/** A Discord with a clock of its own, and what nobody has asked for ready to be posted there. */
export async function startUnaskedBench() {
  let now = Date.now();
  const signal = AbortSignal.timeout(MINUTE_MS);
  const clock = { now: () => now };
  const discord = await startFakeDiscord({ clock });
  const { log, lines } = createRecordingLog();
  let posts = 0;
  /** Each is another process. */
  const messenger = () => createDiscordMessenger({ log, clock }, discord);
  const after = (previous: readonly MessageRef[] = []) => ({
    part: previous.length,
    previous: previous.at(-1),
    signal,
  });

  return {
    discord,
    logged: lines,
    /** When the next part is begun. */
    now: () => now,
    messenger,
    /** Nonces are forgotten. */
    later: () => {
      now += 10 * MINUTE_MS;
    },
    reply({ channelId = discord.channelId, ...target }: Partial<ChannelTarget> & { channelId?: string } = {}): Reply {
      posts += 1;
      return {
        id: `digest-discord-${discord.guildId}-news-${posts}`,
        target: {
          kind: "channel",
          channel: { platform: "discord", workspaceId: discord.guildId, channelId },
          layout: "together",
          title: "Releases",
          isCrossposted: false,
          ...target,
        },
        asker: discord.asker,
        question: "releases",
      };
    },
    post: (reply: Reply, markdown: string, { previous, state = "final", feedback }: Part = {}) =>
      messenger().post(reply, { markdown, state, feedback }, after(previous)),
    edit: (reply: Reply, ref: MessageRef, markdown: string, part = 0) =>
      messenger().edit(reply, ref, { markdown, state: "final" }, { part, signal }),
    remove: (reply: Reply, ref: MessageRef) => messenger().remove(reply, ref, { signal }),
    find: (reply: Reply, { previous, sentAt = now }: { previous?: readonly MessageRef[]; sentAt?: number } = {}) =>
      messenger().find(reply, { ...after(previous), sentAt }),
    indicate: (reply: Reply) => messenger().indicate(reply, "searching", { signal }),
    close: () => discord.close(),
  };
}

export type UnaskedBench = Awaited<ReturnType<typeof startUnaskedBench>>;
