/** The longest profile, in UTF-16 units: what a model reads of a person before each answer. */
export const MAX_PROFILE_LENGTH = 2_000;

/** Whose profile it is: the same person is somebody else to another owner. */
export interface ProfileKey {
  /** The id of an API key. */
  readonly owner: string;
  /** A version 4 UUID. */
  readonly userId: string;
}

/** What is remembered of people: a text each, for 90 days since it was last written. Every method rejects with StoreError. */
export interface MemoryProfiles {
  /** Undefined: nothing is remembered. */
  read(who: ProfileKey): Promise<string | undefined>;
  /** Writes `next` if the profile still is `previous`. False: it was changed or forgotten meanwhile, and stays so. */
  replace(who: ProfileKey, change: { readonly previous: string | undefined; readonly next: string }): Promise<boolean>;
  /** False: nothing was remembered. */
  forget(who: ProfileKey): Promise<boolean>;
}
