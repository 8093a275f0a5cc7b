import { type DigestRef, digestKey } from "../../src/core/digest.ts";
import { type SlotLog, type SlotRecord, slotRecordSchema } from "../../src/core/digest-slot.ts";

/** The slot log in memory. It forgets nothing, so that a test can count what became of every slot. */
export interface MemorySlotLog extends SlotLog {
  failNextWrite(error: unknown): void;
}

export function createMemorySlotLog(): MemorySlotLog {
  const digests = new Map<string, Map<number, string>>();
  const failures: unknown[] = [];
  const rowsOf = (ref: DigestRef): Map<number, string> => {
    const rows = digests.get(digestKey(ref)) ?? new Map<number, string>();
    digests.set(digestKey(ref), rows);
    return rows;
  };
  const parse = (row: string): SlotRecord => slotRecordSchema.parse(JSON.parse(row));
  const newestFirst = (ref: DigestRef): readonly string[] =>
    [...rowsOf(ref)].toSorted(([a], [b]) => b - a).map(([, row]) => row);
  return {
    async read(ref, slot) {
      const row = rowsOf(ref).get(slot);
      return row === undefined ? undefined : parse(row);
    },
    async write(ref, record) {
      if (failures.length > 0) throw failures.shift();
      const rows = rowsOf(ref);
      const row = rows.get(record.slot);
      const there = row === undefined ? undefined : parse(row);
      if (there !== undefined && there.state !== "open") return there;
      if (there?.items !== undefined && record.state === "open" && record.items === undefined) return there;
      rows.set(record.slot, JSON.stringify(record));
      return slotRecordSchema.parse(record);
    },
    async history(ref, limit) {
      return newestFirst(ref).slice(0, limit).map(parse);
    },
    async ofMessage({ platform, workspaceId }, messageId) {
      for (const [key, rows] of digests) {
        if (!key.startsWith(digestKey({ platform, workspaceId, digestId: "" }))) continue;
        const found = [...rows.values()].map(parse).find(({ messageIds = [] }) => messageIds.includes(messageId));
        if (found !== undefined) return found;
      }
      return undefined;
    },
    async lastSuccess(ref) {
      for (const row of newestFirst(ref)) {
        const record = parse(row);
        if (record.state === "posted" || record.state === "late" || record.state === "nothing new") return record;
      }
      return undefined;
    },
    failNextWrite(error) {
      failures.push(error);
    },
  };
}
