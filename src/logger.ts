import { pino } from "pino";
import type { Logger } from "./core/logger.ts";

/** Where a secret may stand in a logged object. Question text is never passed to a logger above debug. */
const SECRET_PATHS = [
  "token",
  "*.token",
  "*.*.token",
  "*.*.*.token",
  "authorization",
  "*.authorization",
  "apiKey",
  "*.apiKey",
];

/** The process's logger: JSON lines on standard error, so that standard output stays the product's. */
export function createLogger({ level }: { readonly level: string }): Logger {
  return pino({ level, redact: { paths: SECRET_PATHS, censor: "[secret]" } }, pino.destination({ fd: 2, sync: true }));
}
