import { workspaceKey } from "../../src/core/chat.ts";
import {
  type Digest,
  type DigestRef,
  type DigestStore,
  digestRef,
  digestSchema,
  MAX_DIGESTS_PER_WORKSPACE,
} from "../../src/core/digest.ts";
import { UserInputError } from "../../src/core/errors.ts";

/** The digest store in memory, with a switch that makes the next call fail. */
export interface MemoryDigestStore extends DigestStore {
  failNext(error: unknown): void;
}

export function createMemoryDigestStore(): MemoryDigestStore {
  const workspaces = new Map<string, Map<string, string>>();
  const failures: unknown[] = [];
  const rowsOf = (workspace: Pick<DigestRef, "platform" | "workspaceId">): Map<string, string> => {
    const key = workspaceKey(workspace);
    const rows = workspaces.get(key) ?? new Map<string, string>();
    workspaces.set(key, rows);
    return rows;
  };
  const parse = (row: string): Digest => digestSchema.parse(JSON.parse(row));
  const oldestFirst = (rows: Map<string, string>): readonly Digest[] =>
    [...rows.values()].map(parse).toSorted((a, b) => a.createdAt - b.createdAt || a.id.localeCompare(b.id));
  const mayFail = () => {
    if (failures.length > 0) throw failures.shift();
  };
  return {
    async read(ref) {
      mayFail();
      const row = rowsOf(ref).get(ref.digestId);
      return row === undefined ? undefined : parse(row);
    },
    async list(workspace) {
      mayFail();
      return oldestFirst(rowsOf(workspace));
    },
    async *all() {
      mayFail();
      for (const rows of [...workspaces.values()]) yield* oldestFirst(rows);
    },
    async add(digest) {
      mayFail();
      const rows = rowsOf(digestRef(digest));
      if (rows.has(digest.id)) throw new UserInputError(`There is a digest ${digest.id} already.`);
      if (rows.size >= MAX_DIGESTS_PER_WORKSPACE) throw new UserInputError("This workspace has too many digests.");
      rows.set(digest.id, JSON.stringify(digestSchema.parse(digest)));
    },
    async update(ref, change) {
      mayFail();
      const rows = rowsOf(ref);
      const row = rows.get(ref.digestId);
      if (row === undefined) return undefined;
      const changed = digestSchema.parse(change(parse(row)));
      if (!rows.has(ref.digestId)) return undefined;
      rows.set(ref.digestId, JSON.stringify(changed));
      return changed;
    },
    async remove(ref) {
      mayFail();
      return rowsOf(ref).delete(ref.digestId);
    },
    failNext(error) {
      failures.push(error);
    },
  };
}
