import { z } from "zod";

/** What a key may do: ask questions (`chat`), or search without an answer (`search`). */
export const apiKeyScopes = ["chat", "search"] as const;
export type ApiKeyScope = (typeof apiKeyScopes)[number];

/** Longer than any name that is still read; no control characters, so that a list stays one line a key. */
export const apiKeyNameSchema = z
  .string()
  .regex(/^[A-Za-z0-9][\w.@-]{0,63}$/u, "may have 64 letters, digits and . _ @ - and begins with a letter or a digit");

/** The most that a limit may be; more is no limit. */
const MOST_CALLS = 1_000_000_000;
export const apiKeyLimitSchema = z.coerce
  .number("must be a whole number")
  .int("must be a whole number")
  .min(1, "must be 1 or more")
  .max(MOST_CALLS, `may be ${MOST_CALLS} at most`);

export interface ApiKeyRights {
  readonly name: string;
  readonly scopes: readonly ApiKeyScope[];
  /** Calls from midnight to midnight, UTC. Undefined: no limit. */
  readonly daily: number | undefined;
  /** The size of a bucket that fills up evenly within a minute. Undefined: no limit. */
  readonly perMinute: number | undefined;
}

/** A key as the operator sees it; the key itself is kept by nobody but its holder. */
export interface ApiKey extends ApiKeyRights {
  /** Public: it stands in logs, and owns what is remembered of people. */
  readonly id: string;
  /** Unix ms. */
  readonly createdAt: number;
  /** Unix ms; undefined: it is good. */
  readonly revokedAt: number | undefined;
  /** Calls counted since midnight, UTC. */
  readonly callsToday: number;
}

/** What a call needs of a key: a scope, which is counted for the day; or to see the `models`, which any key may, uncounted. */
export type ApiKeyNeed = ApiKeyScope | "models";

export type ApiKeyUse =
  | { readonly outcome: "accepted"; readonly id: string; readonly name: string }
  | { readonly outcome: "outOfScope"; readonly id: string; readonly name: string }
  | {
      readonly outcome: "dailyReached" | "rateReached";
      readonly id: string;
      readonly name: string;
      /** When a call may be accepted again, in milliseconds. */
      readonly retryAfterMs: number;
    }
  /** `noKeys`: none was ever made, so that an open server may stay open. */
  | { readonly outcome: "unknown" | "revoked" | "noKeys" };

/** The API keys of this install, by their hashes. Every method rejects with StoreError when the store is away. */
export interface ApiKeys {
  /** False: a key of this name is there and not revoked. A revoked one gives up its name. */
  create(key: ApiKeyRights & { readonly hash: string }): Promise<boolean>;
  /** By name; revoked ones too. */
  list(): Promise<readonly ApiKey[]>;
  /** Holds for the next call. False: there is no such key, or it was revoked before. */
  revoke(name: string): Promise<boolean>;
  /** Checks a call and counts it, in one step over all processes. What is refused is not counted. */
  use(hash: string | undefined, need: ApiKeyNeed): Promise<ApiKeyUse>;
}
