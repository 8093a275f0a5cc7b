import { channelKey } from "../../src/core/chat.ts";
import { type ConversationStore, MAX_TURNS, type Turn } from "../../src/core/conversation.ts";

/** Conversations in memory, for as long as a clock says. */
export interface MemoryConversations extends ConversationStore {
  /** How often it was asked for something. */
  readonly reads: number;
  failNext(error: unknown): void;
}

export function createMemoryConversations({
  now = () => 0,
}: {
  readonly now?: () => number;
} = {}): MemoryConversations {
  const conversations = new Map<string, { readonly turns: Map<string, Turn>; readonly until: number }>();
  const names = new Map<string, { readonly id: string; readonly until: number }>();
  const failures: unknown[] = [];
  let reads = 0;

  const find: ConversationStore["find"] = async (channel, ids) => {
    reads += 1;
    if (failures.length > 0) throw failures.shift();
    for (const name of ids) {
      const alias = names.get(`${channelKey(channel)} ${name}`);
      const id = alias !== undefined && alias.until > now() ? alias.id : name;
      const found = conversations.get(`${channelKey(channel)} ${id}`);
      if (found !== undefined && found.until > now())
        return { id, turns: [...found.turns.values()].slice(-(MAX_TURNS + 1)) };
    }
    return undefined;
  };

  return {
    find,
    has: async (channel, ids) => (await find(channel, ids)) !== undefined,
    async add(channel, conversationId, turn, { keepMs, alsoKnownAs }) {
      if (failures.length > 0) throw failures.shift();
      const until = now() + keepMs;
      const key = `${channelKey(channel)} ${conversationId}`;
      const before = conversations.get(key);
      const turns = before !== undefined && before.until > now() ? before.turns : new Map<string, Turn>();
      conversations.set(key, { turns: turns.set(turn.id, turn), until });
      for (const name of alsoKnownAs) names.set(`${channelKey(channel)} ${name}`, { id: conversationId, until });
    },
    get reads() {
      return reads;
    },
    failNext(error) {
      failures.push(error);
    },
  };
}
