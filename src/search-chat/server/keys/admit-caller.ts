import type { ApiKeys, ApiKeyUse } from "../../../core/api-key.ts";
import { StoreError } from "../../../core/errors.ts";
import { ServerFailure } from "../failure.ts";
import type { AdmitCaller, Caller } from "../server-parts.ts";
import { isSameKey, readBearerKey } from "./bearer-key.ts";
import { hashKeySecret } from "./key-secret.ts";
import { isLocalCall } from "./local-call.ts";

/** A key from the configuration: every scope, and no limits. */
export interface FixedKey {
  /** The caller's `owner`. */
  readonly id: string;
  readonly secret: string;
}

export interface AdmitCallerDeps {
  /** Undefined: there are fixed keys only, or none. */
  readonly keys: ApiKeys | undefined;
  readonly clock: { now(): number };
}

export interface AdmitCallerOptions {
  readonly fixedKeys: readonly FixedKey[];
  /**
   * Lets calls without a key pass, for as long as no API key was ever made. For servers on loopback only; what a browser
   * sends for another site's page is refused even there.
   */
  readonly isOpen: boolean;
}

/** The owner of what callers without a key leave behind. */
const ANYONE = "anyone";
/** How long a server without any key stays open after the first one was made. */
const STAYS_OPEN_MS = 1_000;

/**
 * Lets a call in whose key may make it, and counts it. When the keys cannot be read, only fixed keys are let in: the
 * others get 503, since nobody knows whether they are good and what is left of them. The verdict on a key is never kept:
 * each call is one round trip, so that a revoked key is out at once and no process grants what another has used up. That
 * there is no key at all is asked for once a second.
 */
export function createAdmitCaller(
  { keys, clock }: AdmitCallerDeps,
  { fixedKeys, isOpen }: AdmitCallerOptions,
): AdmitCaller {
  let keyless: { readonly use: Promise<ApiKeyUse>; readonly until: number } | undefined;
  return async ({ scope, authorization, ...from }) => {
    const secret = readBearerKey(authorization);
    const fixed = secret === undefined ? undefined : fixedKeys.find((key) => isSameKey(secret, key.secret));
    if (fixed !== undefined) return { owner: fixed.id };
    if (isOpen && keys === undefined) return anyone(from);
    if (secret === undefined && !isOpen) throw new ServerFailure("missingKey");
    if (keys === undefined) throw new ServerFailure("wrongKey");
    const use = await (secret === undefined
      ? useWithoutKey(keys)
      : readKeys(() => keys.use(hashKeySecret(secret), scope)));
    switch (use.outcome) {
      case "accepted":
        return { owner: use.id };
      case "noKeys":
        if (isOpen) return anyone(from);
        throw new ServerFailure("wrongKey");
      case "unknown":
      case "revoked":
        throw new ServerFailure(secret === undefined ? "missingKey" : "wrongKey");
      case "outOfScope":
        throw new ServerFailure("outOfScope", { detail: `This API key has no scope “${scope}”.` });
      case "dailyReached":
        throw new ServerFailure("dailyLimit", { retryAfterMs: use.retryAfterMs });
      case "rateReached":
        throw new ServerFailure("rateLimit", { retryAfterMs: use.retryAfterMs });
    }
  };

  /** Whoever calls at the same moment shares the question. A failure is nobody's but theirs who asked with it. */
  function useWithoutKey(store: ApiKeys): Promise<ApiKeyUse> {
    if (keyless !== undefined && clock.now() < keyless.until) return keyless.use;
    const use = readKeys(() => store.use(undefined, "models"));
    const asked = { use, until: clock.now() + STAYS_OPEN_MS };
    keyless = asked;
    use.catch(() => {
      if (keyless === asked) keyless = undefined;
    });
    return use;
  }

  function anyone(from: Parameters<typeof isLocalCall>[0]): Caller {
    if (!isLocalCall(from)) throw new ServerFailure("foreignPage");
    return { owner: ANYONE };
  }

  async function readKeys(use: () => Promise<ApiKeyUse>): Promise<ApiKeyUse> {
    try {
      return await use();
    } catch (cause) {
      if (!(cause instanceof StoreError)) throw cause;
      throw new ServerFailure("keysAway", { cause, retryAfterMs: KEYS_ARE_BACK_WITHIN_MS });
    }
  }
}

/** A guess: a Redis that is started again is back sooner. */
const KEYS_ARE_BACK_WITHIN_MS = 5_000;
