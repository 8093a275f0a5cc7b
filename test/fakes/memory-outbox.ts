import { type ChannelRef, channelKey } from "../../src/core/chat.ts";
import {
  isClosed,
  type OpenAnswer,
  type Outbox,
  type OutboxRecord,
  outboxRecordSchema,
} from "../../src/core/outbox.ts";

/** The outbox in memory. What goes in comes out as it would after a trip through JSON. */
export interface MemoryOutbox extends Outbox {
  /** Every state a record has been in, in order. */
  readonly history: readonly OutboxRecord[];
  failNextWrite(error: unknown): void;
  /** All records are gone. */
  forget(): void;
}

export function createMemoryOutbox(): MemoryOutbox {
  const records = new Map<string, string>();
  const answers = new Map<string, { readonly channel: ChannelRef; readonly answerId: string }>();
  const history: OutboxRecord[] = [];
  const failures: unknown[] = [];
  return {
    async read(channel, answerId) {
      const row = records.get(`${channelKey(channel)}:${answerId}`);
      return row === undefined ? undefined : outboxRecordSchema.parse(JSON.parse(row));
    },
    async write(channel, answerId, record) {
      if (failures.length > 0) throw failures.shift();
      answers.set(`${channelKey(channel)}:${answerId}`, { channel, answerId });
      records.set(`${channelKey(channel)}:${answerId}`, JSON.stringify(record));
      history.push(record);
    },
    async open({ before, limit }) {
      const open = [...records].flatMap(([key, row]): readonly OpenAnswer[] => {
        const record = outboxRecordSchema.parse(JSON.parse(row));
        const answer = answers.get(key);
        if (answer === undefined || isClosed(record) || record.updatedAt >= before) return [];
        return [{ ...answer, updatedAt: record.updatedAt }];
      });
      return open.toSorted((a, b) => a.updatedAt - b.updatedAt).slice(0, limit);
    },
    history,
    forget: () => records.clear(),
    failNextWrite(error) {
      failures.push(error);
    },
  };
}
