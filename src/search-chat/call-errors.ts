/** One thing that a call waits for. */
export interface Wait {
  /** As the operator reads it. */
  readonly name: string;
  readonly ms: number;
  readonly requestId?: string | undefined;
}

/** The errors of a call as its caller wants them: the client's are not the server's. */
export interface CallErrors {
  tookTooLong(wait: Wait): Error;
  /** The connection could not be made, or broke. */
  brokeOff(error: unknown, wait: Wait): Error;
  /** The reply is longer than `maxBytes`. */
  tooLong(maxBytes: number, wait: Wait): Error;
}

/** What happened to a connection, such as ECONNREFUSED. fetch says only "fetch failed", and the rest in its cause. */
export function reasonOf(error: unknown): string {
  for (const known of [error, error instanceof Error ? error.cause : undefined])
    if (known instanceof Error && "code" in known && typeof known.code === "string") return known.code;
  return error instanceof Error ? error.name : "no reason given";
}

/** Whether the connection was never made, so that nothing was asked and nothing can have been charged for. */
export function isBeforeSending(error: unknown): boolean {
  return /^(?:ECONNREFUSED|ENOTFOUND|EAI_\w+|E(?:HOST|NET)(?:UNREACH|DOWN)|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|ERR_(?:TLS|SSL)_\w+|\w*CERT\w*)$/u.test(
    reasonOf(error),
  );
}
