/**
 * What a platform lets one app send to one place: `burst` sends at once, and one more every `everyMs`. What exceeds it
 * may be refused, with a time to wait.
 */
export interface SendBucket {
  /** The hash tag of the workspace it belongs to. */
  readonly workspace: string;
  /** Which sends of the workspace count together, over all processes. */
  readonly name: string;
  readonly burst: number;
  readonly everyMs: number;
  /** How many sends a growing edit counts for, where the ends of answers need the same bucket; 1 unless told. */
  readonly growthCost?: number | undefined;
  /** The platform punishes what exceeds it. Otherwise what people have to see is sent until the platform refuses it. */
  readonly isStrict?: boolean | undefined;
  /** Every send counts here, too. */
  readonly within?: SendBucket | undefined;
}

/**
 * `growth`: a text that will be replaced by a later one; it is sent now or not at all. `post`: the first that people see
 * of an answer. `end`: what stays; it goes before everything else.
 */
export type Urgency = "growth" | "post" | "end";

export interface SendCall {
  readonly urgency: Urgency;
  /** When it aborts, a send that still waits is given up. One under way is its own to end. */
  readonly signal: AbortSignal;
  /** When it aborts, it no longer pays to wait, though one under way should end well. */
  readonly patience?: AbortSignal | undefined;
}

/**
 * Keeps what all processes together send within what the platform allows. A send that is not made, because the bucket is
 * used up and it may not or no longer wait, rejects with PLATFORM_RATE_LIMITED and the time after which to ask again:
 * then the platform has certainly seen nothing of it.
 */
export interface SendBudget {
  /**
   * Runs `send` when its turn has come: ends first, then posts, each in the order of their asking. One that the platform
   * itself refuses (PLATFORM_RATE_LIMITED) closes the bucket for as long as it said, and has its turn again after that.
   */
  run<Result>(bucket: SendBucket, call: SendCall, send: () => Promise<Result>): Promise<Result>;
  /** Only waits for the turn. */
  take(bucket: SendBucket, call: SendCall): Promise<void>;
}

/** Holds nothing back: what the platform refuses is for its caller. */
export const noSendBudget: SendBudget = {
  run: (_bucket, _call, send) => send(),
  take: () => Promise.resolve(),
};

/** The count of a bucket that all processes share. */
export interface SharedSends {
  /** Rejects with StoreError within 2 s when it is away. */
  take(bucket: SendBucket, request: SharedRequest): Promise<SharedGrant>;
}

export interface SharedRequest {
  /** How many sends are wanted; fewer may be granted. */
  readonly want: number;
  /** What one of them takes, and what the bucket must not owe more than afterwards; both in milliseconds of its rate. */
  readonly costMs: number;
  readonly roomMs: number;
  /** What was sent without asking, in milliseconds of the rate. */
  readonly untoldMs: number;
  /** The platform has closed the bucket for so long. */
  readonly closedForMs: number;
}

export interface SharedGrant {
  readonly granted: number;
  /** To ask for the rest before is in vain. */
  readonly waitMs: number;
}
