/** What producers and workers have to agree on. The default prefix is one hash tag: a queue lives on one cluster slot. */
export const QUEUE_NAME = "jobs";
export const DEFAULT_PREFIX = "{footnote}";
/** The backoff that {@link import("./retry-delay.ts").retryDelayMs} decides. */
export const RETRY_TYPE = "footnote";
