import { z } from "zod";
import { toMessagePayload, toUserPayload } from "./fake-discord-payloads.ts";
import { FakeDiscordRefusal } from "./fake-discord-refusal.ts";
import type { FakeAnswer } from "./fake-discord-routes.ts";
import type { FakeChannel, FakeMessage, FakeState } from "./fake-discord-state.ts";

const querySchema = z.strictObject({
  after: z.string().regex(/^\d+$/u).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** What the bot may read back. https://docs.discord.com/developers/resources/message#get-channel-messages */
export function createFakeReads(state: FakeState, openChannel: (channelId: string) => FakeChannel) {
  return {
    /** The messages next to `after`, newest first. Without the right to read the history: none, and no error. */
    listMessages([channelId = ""]: readonly string[], _body: unknown, query: URLSearchParams): FakeAnswer {
      const channel = openChannel(channelId);
      const parsed = querySchema.safeParse(Object.fromEntries(query));
      if (!parsed.success) throw new FakeDiscordRefusal(400, 50035, "Invalid Form Body");
      const { after, limit } = parsed.data;
      const known = visibleIn(channel).toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
      const page =
        after === undefined
          ? known.slice(-limit)
          : known.filter(({ id }) => BigInt(id) > BigInt(after)).slice(0, limit);
      const json = page.toReversed().map((message) => toReadPayload(message));
      return { status: 200, json: channel.readable ? json : [] };
    },

    getMessage([channelId = "", messageId = ""]: readonly string[]): FakeAnswer {
      const channel = openChannel(channelId);
      if (!channel.readable) throw new FakeDiscordRefusal(403, 50013, "Missing Permissions");
      const message = visibleIn(channel).find(({ id }) => id === messageId);
      if (message === undefined) throw new FakeDiscordRefusal(404, 10008, "Unknown Message");
      return { status: 200, json: toReadPayload(message) };
    },

    getSelf: (): FakeAnswer => ({ status: 200, json: toUserPayload(state.bot) }),
  };

  function visibleIn(channel: FakeChannel): readonly FakeMessage[] {
    return state.messagesIn(channel.id).filter(({ ephemeral }) => !ephemeral);
  }

  /** A nonce is told once, when the message is made. */
  function toReadPayload(message: FakeMessage): object {
    return toMessagePayload(state, { ...message, nonce: undefined });
  }
}
