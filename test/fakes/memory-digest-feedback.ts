import { digestKey } from "../../src/core/digest.ts";
import type { DigestFeedback, ItemFeedback } from "../../src/core/digest-feedback.ts";

/** Feedback in memory. */
export function createMemoryDigestFeedback(): DigestFeedback {
  const digests = new Map<string, Map<string, ItemFeedback>>();
  return {
    async put(ref, feedback) {
      const said = digests.get(digestKey(ref)) ?? new Map<string, ItemFeedback>();
      digests.set(digestKey(ref), said);
      said.set(`${feedback.slot}:${feedback.item}:${feedback.userId}`, { ...feedback });
    },
    async read(ref) {
      return [...(digests.get(digestKey(ref))?.values() ?? [])].toSorted((a, b) => b.at - a.at);
    },
  };
}
