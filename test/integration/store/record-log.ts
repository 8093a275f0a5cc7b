import type { Logger } from "../../../src/core/logger.ts";

export interface LogLine {
  readonly level: "debug" | "info" | "warn" | "error";
  readonly fields: object;
  readonly sentence: string;
}

/** A logger that keeps its lines. */
export function recordLog(): { readonly log: Logger; readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const at =
    (level: LogLine["level"]) =>
    (first: object | string, sentence = ""): void => {
      lines.push(
        typeof first === "string" ? { level, fields: {}, sentence: first } : { level, fields: first, sentence },
      );
    };
  const log: Logger = {
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
    child: () => log,
  };
  return { log, lines };
}
