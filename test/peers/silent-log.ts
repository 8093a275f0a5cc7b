import type { Logger } from "../../src/core/logger.ts";

/** What these tests look at is the peer's state, never a log line. */
export const silentLog: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLog,
};
