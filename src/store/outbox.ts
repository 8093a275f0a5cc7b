import { z } from "zod";
import { type ChannelRef, PLATFORMS, workspaceKey } from "../core/chat.ts";
import type { Logger } from "../core/logger.ts";
import { isClosed, type OpenAnswer, type Outbox, type OutboxRecord, outboxRecordSchema } from "../core/outbox.ts";
import type { RedisConnection } from "./connect-redis.ts";
import { gather } from "./gather.ts";
import { parseJson, parseRow } from "./parse-row.ts";

/** Slack redelivers for up to 25 h (Delayed Events). https://docs.slack.dev/apis/events-api/ */
const KEEP_MS = 26 * 60 * 60 * 1_000;
/** Open answers of every workspace, scored by their last write; the rows live on as many cluster slots as workspaces. */
const OPEN_KEY = "footnote:{outbox}:open";
const PAGE = 100;

/** KEYS: the open answers. ARGV: one of them, and its score. One that was written meanwhile stays. */
const FORGET = `
if redis.call("ZSCORE", KEYS[1], ARGV[1]) == ARGV[2] then return redis.call("ZREM", KEYS[1], ARGV[1]) end
return 0
`;

/** Platform, workspace, channel, answer. */
const memberSchema = z.tuple([z.enum(PLATFORMS), z.string(), z.string(), z.string()]);

export interface OutboxDeps {
  readonly connection: RedisConnection;
  readonly log: Logger;
}

/**
 * The outbox in Redis: one JSON row per answer, and beside the rows an index of the open ones, both written in one round
 * trip. The index is a hint. Of an answer it is told first that it is open and last that it is closed, so that a crash
 * between the two leaves an entry too many and never one too few; `open` looks at the rows and drops those entries.
 */
export function createOutbox({ connection, log }: OutboxDeps): Outbox {
  const write = gather(writeAll);
  return {
    async read(channel, answerId) {
      const key = keyOf(channel, answerId);
      const [row] = await connection.readRows([key]);
      return row === undefined || row === null ? undefined : parseRow(outboxRecordSchema, key, row);
    },

    write: (channel, answerId, record) =>
      write({
        key: keyOf(channel, answerId),
        row: JSON.stringify(record),
        member: memberOf(channel, answerId),
        openSince: isClosed(record) ? undefined : record.updatedAt,
      }),

    async open({ before, limit }) {
      const found: OpenAnswer[] = [];
      let passed = 0;
      for (;;) {
        const page = await readPage(before, passed);
        const answers = await Promise.all(page.map(lookUp));
        for (const answer of answers) {
          if (answer === "forgotten") continue;
          passed += 1;
          if (answer !== "unreadable" && answer.updatedAt < before) found.push(answer);
          if (found.length >= limit) return found;
        }
        if (page.length < PAGE) return found;
      }
    },
  };

  async function writeAll(writes: readonly Write[]): Promise<() => void> {
    const opened = writes.flatMap(({ openSince, member }) => (openSince === undefined ? [] : [openSince, member]));
    // Of an answer that is written twice, the last word counts.
    const lastWrites = new Map(writes.map((each) => [each.member, each]));
    const closed = [...lastWrites.values()].flatMap((each) => (each.openSince === undefined ? [each.member] : []));
    await connection.run(async (redis) => {
      // Commands of one connection are carried out in the order in which they are sent.
      const commands = redis.pipeline();
      if (opened.length > 0) commands.zadd(OPEN_KEY, ...opened);
      for (const { key, row } of writes) commands.set(key, row, "PX", KEEP_MS);
      if (closed.length > 0) commands.zrem(OPEN_KEY, ...closed);
      const failure = (await commands.exec())?.find(([error]) => error !== null)?.[0];
      if (failure) throw failure;
    });
    return () => {};
  }

  async function readPage(before: number, skip: number): Promise<readonly Entry[]> {
    const flat = await connection.run((redis) =>
      redis.zrangebyscore(OPEN_KEY, "-inf", `(${before}`, "WITHSCORES", "LIMIT", skip, PAGE),
    );
    return flat.flatMap((member, index) => (index % 2 === 0 ? [{ member, score: flat[index + 1] ?? "" }] : []));
  }

  async function lookUp(entry: Entry): Promise<OpenAnswer | "forgotten" | "unreadable"> {
    const answer = parseMember(entry.member);
    if (answer === undefined) return forget(entry);
    const key = keyOf(answer.channel, answer.answerId);
    const row = await connection.run((redis) => redis.get(key));
    if (row === null) return forget(entry);
    const record = parseRecord(key, row);
    if (record === undefined) return "unreadable";
    return isClosed(record) ? forget(entry) : { ...answer, updatedAt: record.updatedAt };
  }

  async function forget({ member, score }: Entry): Promise<"forgotten"> {
    await connection.run((redis) => redis.eval(FORGET, 1, OPEN_KEY, member, score));
    return "forgotten";
  }

  /** A row that cannot be read must not hide the others. It is gone with its time to live. */
  function parseRecord(key: string, row: string): OutboxRecord | undefined {
    try {
      return parseRow(outboxRecordSchema, key, row);
    } catch (error) {
      log.error({ err: error }, "a record of the outbox was not understood, so its answer cannot be closed");
      return undefined;
    }
  }
}

interface Write {
  readonly key: string;
  readonly row: string;
  readonly member: string;
  /** Unix ms of an open answer's last write; undefined: it is closed. */
  readonly openSince: number | undefined;
}

interface Entry {
  readonly member: string;
  /** As Redis writes it. */
  readonly score: string;
}

function keyOf(channel: ChannelRef, answerId: string): string {
  return `footnote:{${workspaceKey(channel)}}:outbox:${answerId}`;
}

function memberOf({ platform, workspaceId, channelId }: ChannelRef, answerId: string): string {
  return JSON.stringify([platform, workspaceId, channelId, answerId] satisfies z.infer<typeof memberSchema>);
}

function parseMember(member: string): Pick<OpenAnswer, "channel" | "answerId"> | undefined {
  const parsed = memberSchema.safeParse(parseJson(member));
  if (!parsed.success) return undefined;
  const [platform, workspaceId, channelId, answerId] = parsed.data;
  return { channel: { platform, workspaceId, channelId }, answerId };
}
