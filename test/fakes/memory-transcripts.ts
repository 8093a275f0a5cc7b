import { EventEmitter, on } from "node:events";
import type { TranscriptEntry, TranscriptStore } from "../../src/core/transcript.ts";

/** How many entries of a channel can be read back, as the port says. */
const KEPT = 200;

/** The transcript store in memory, with switches that make the next write fail. */
export interface MemoryTranscripts extends TranscriptStore {
  failNextPut(error: Error): void;
  /** The next write happens, but is reported as failed. */
  loseNextPut(error: Error): void;
  /** How many watches have neither been left nor aborted. */
  watching(): number;
}

export function createMemoryTranscripts(): MemoryTranscripts {
  const channels = new Map<string, Map<string, TranscriptEntry>>();
  const changes = new EventEmitter().setMaxListeners(0);
  let failure: { readonly error: Error; readonly isWritten: boolean } | undefined;
  const entriesOf = (channelId: string) => {
    const entries = channels.get(channelId) ?? new Map<string, TranscriptEntry>();
    channels.set(channelId, entries);
    return entries;
  };
  return {
    async channels() {
      return [...channels.keys()];
    },
    async addChannel(channelId) {
      entriesOf(channelId);
    },
    async read(channelId) {
      return [...(channels.get(channelId)?.values() ?? [])].slice(-KEPT);
    },
    async put(channelId, entry) {
      const failed = failure;
      failure = undefined;
      if (failed === undefined || failed.isWritten) {
        entriesOf(channelId).set(entry.id, entry);
        changes.emit(channelId, entry);
      }
      if (failed !== undefined) throw failed.error;
    },
    async forget(channelId, { before }) {
      const entries = entriesOf(channelId);
      for (const [id, { at }] of entries) {
        if (at >= before) break;
        entries.delete(id);
      }
    },
    async watch(channelId, signal) {
      return signal.aborted ? untilAborted([], signal) : untilAborted(on(changes, channelId, { signal }), signal);
    },
    failNextPut(error) {
      failure = { error, isWritten: false };
    },
    loseNextPut(error) {
      failure = { error, isWritten: true };
    },
    watching: () => changes.eventNames().reduce((sum, name) => sum + changes.listenerCount(name), 0),
  };
}

async function* untilAborted(
  arriving: AsyncIterable<readonly TranscriptEntry[]> | readonly (readonly TranscriptEntry[])[],
  signal: AbortSignal,
): AsyncGenerator<TranscriptEntry> {
  try {
    for await (const [entry] of arriving) if (entry !== undefined) yield entry;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
