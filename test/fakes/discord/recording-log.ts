import type { Logger } from "../../../src/core/logger.ts";

/** A logger that keeps what it was told as text, so that tests can look for sentences and for secrets. */
export function createRecordingLog() {
  const lines: string[] = [];
  const write = (level: string) => (first: object | string, sentence?: string) => {
    lines.push(`${level} ${sentence ?? ""} ${describe(first)}`);
  };
  const log: Logger = {
    debug: write("debug"),
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
    child: () => log,
  };
  return { log, lines };
}

/** Everything that a serializer could find, causes included. */
function describe(value: unknown): string {
  if (value instanceof Error) {
    const own = Object.entries(value).map(([key, inner]) => `${key}=${describe(inner)}`);
    return `${value.name}: ${value.message} ${own.join(" ")} ${value.cause === undefined ? "" : describe(value.cause)}`;
  }
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .map(([key, inner]) => `${key}=${describe(inner)}`)
    .join(" ");
}
