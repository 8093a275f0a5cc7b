import { EventEmitter, on } from "node:events";
import type { TranscriptEntry, TranscriptStore } from "../../src/core/transcript.ts";

/** How many entries of a channel can be read back, as the port says. */
const KEPT = 200;

/** The transcript store in memory, with a switch that makes the next write fail. */
export interface MemoryTranscripts extends TranscriptStore {
  failNextPut(error: Error): void;
  /** How many watches have neither been left nor aborted. */
  watching(): number;
}

export function createMemoryTranscripts(): MemoryTranscripts {
  const channels = new Map<string, Map<string, TranscriptEntry>>();
  const changes = new EventEmitter().setMaxListeners(0);
  let failure: Error | undefined;
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
      if (failure !== undefined) {
        const error = failure;
        failure = undefined;
        throw error;
      }
      entriesOf(channelId).set(entry.id, entry);
      changes.emit(channelId, entry);
    },
    async *watch(channelId, signal) {
      try {
        for await (const [entry] of on(changes, channelId, { signal })) yield entry;
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    },
    failNextPut(error) {
      failure = error;
    },
    watching: () => changes.eventNames().reduce((sum, name) => sum + changes.listenerCount(name), 0),
  };
}
