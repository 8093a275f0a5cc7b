import { z } from "zod";
import { type ChannelRef, PLATFORMS, workspaceKey } from "../core/chat.ts";
import { type Digest, type DigestStore, digestRef, digestSchema, MAX_DIGESTS_PER_WORKSPACE } from "../core/digest.ts";
import { StoreError, UserInputError } from "../core/errors.ts";
import type { Logger } from "../core/logger.ts";
import { say } from "../core/messages/message.ts";
import type { RedisConnection } from "./connect-redis.ts";
import { parseJson, parseRow, skipUnreadable } from "./parse-row.ts";

/** Far more than the managers and slots that can change one digest in the same moment. */
const MAX_WRITES = 100;
/** Every workspace that ever had a digest; their rows live on as many cluster slots as workspaces. */
const WORKSPACES_KEY = "footnote:{digests}:workspaces";
const PAGE = 100;

/** KEYS: a workspace's digests. ARGV: id, row, the most there may be. */
const ADD = `
if redis.call("HEXISTS", KEYS[1], ARGV[1]) == 1 then return "taken" end
if redis.call("HLEN", KEYS[1]) >= tonumber(ARGV[3]) then return "full" end
redis.call("HSET", KEYS[1], ARGV[1], ARGV[2])
return "added"
`;

/** KEYS: a workspace's digests. ARGV: id, the row that was read, the new one. Returns 1, or what is there instead. */
const REPLACE = `
local current = redis.call("HGET", KEYS[1], ARGV[1])
if current ~= ARGV[2] then return current end
redis.call("HSET", KEYS[1], ARGV[1], ARGV[3])
return 1
`;

type Workspace = Pick<ChannelRef, "platform" | "workspaceId">;
const memberSchema = z.tuple([z.enum(PLATFORMS), z.string()]);

export interface DigestStoreDeps {
  readonly connection: RedisConnection;
  readonly log: Logger;
}

/**
 * Digests in Redis: one hash for each workspace, and beside them an index of the workspaces. The index is a hint that is
 * written first and never taken back, so that no digest is without it.
 */
export function createDigestStore({ connection, log }: DigestStoreDeps): DigestStore {
  return {
    async read(ref) {
      const row = await connection.run((redis) => redis.hget(keyOf(ref), ref.digestId));
      return row === null ? undefined : parse(ref, ref.digestId, row);
    },

    list,

    async *all() {
      const seen = new Set<string>();
      let cursor = "0";
      do {
        const [next, members] = await connection.run((redis) => redis.sscan(WORKSPACES_KEY, cursor, "COUNT", PAGE));
        cursor = next;
        for (const member of members) {
          // A scan may give a member twice.
          if (seen.has(member)) continue;
          seen.add(member);
          const workspace = parseMember(member);
          if (workspace === undefined) log.error({ member }, "an entry in the index of digests was not understood");
          else yield* await list(workspace);
        }
      } while (cursor !== "0");
    },

    async add(digest) {
      const ref = digestRef(digest);
      const row = JSON.stringify(digestSchema.parse(digest));
      const member = JSON.stringify([ref.platform, ref.workspaceId] satisfies z.infer<typeof memberSchema>);
      // Commands of one connection are carried out in the order in which they are sent.
      const [, outcome] = await connection.run((redis) =>
        Promise.all([
          redis.sadd(WORKSPACES_KEY, member),
          redis.eval(ADD, 1, keyOf(ref), digest.id, row, MAX_DIGESTS_PER_WORKSPACE),
        ]),
      );
      if (outcome === "taken") throw new UserInputError(say("digest.idTaken", { id: digest.id }));
      if (outcome === "full") throw new UserInputError(say("digest.workspaceFull", { max: MAX_DIGESTS_PER_WORKSPACE }));
    },

    async update(ref, change) {
      const key = keyOf(ref);
      let current = await connection.run((redis) => redis.hget(key, ref.digestId));
      for (let write = 1; write <= MAX_WRITES && current !== null; write += 1) {
        const read = current;
        const next = digestSchema.parse(change(parse(ref, ref.digestId, read)));
        const outcome = await connection.run((redis) =>
          redis.eval(REPLACE, 1, key, ref.digestId, read, JSON.stringify(next)),
        );
        if (outcome === 1) return next;
        current = typeof outcome === "string" ? outcome : null;
      }
      if (current === null) return undefined;
      throw new StoreError(`The digest ${ref.digestId} in ${key} was changed by others ${MAX_WRITES} times meanwhile`);
    },

    async remove(ref) {
      return (await connection.run((redis) => redis.hdel(keyOf(ref), ref.digestId))) === 1;
    },
  };

  async function list(workspace: Workspace): Promise<readonly Digest[]> {
    const rows = await connection.run((redis) => redis.hgetall(keyOf(workspace)));
    return Object.entries(rows)
      .flatMap(([id, row]) => skipUnreadable(log, () => parse(workspace, id, row)) ?? [])
      .toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  }
}

function keyOf(workspace: Workspace): string {
  return `footnote:{${workspaceKey(workspace)}}:digests`;
}

function parse(workspace: Workspace, digestId: string, row: string): Digest {
  return parseRow(digestSchema, `${keyOf(workspace)} ${digestId}`, row);
}

function parseMember(member: string): Workspace | undefined {
  const parsed = memberSchema.safeParse(parseJson(member));
  if (!parsed.success) return undefined;
  const [platform, workspaceId] = parsed.data;
  return { platform, workspaceId };
}
