import type { MemoryProfiles, ProfileKey } from "../../src/core/memory-profile.ts";

/** Profiles in a map. */
export function createProfilesInMemory(rows = new Map<string, string>()): MemoryProfiles {
  const keyOf = ({ owner, userId }: ProfileKey) => `${owner}/${userId.toLowerCase()}`;
  return {
    read: async (who) => rows.get(keyOf(who)),
    async replace(who, { previous, next }) {
      if (next.length > 2_000) throw new RangeError("A profile has 2,000 characters at most.");
      if (rows.get(keyOf(who)) !== previous) return false;
      rows.set(keyOf(who), next);
      return true;
    },
    forget: async (who) => rows.delete(keyOf(who)),
  };
}
