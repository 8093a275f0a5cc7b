import type { Logger } from "../../src/core/logger.ts";

export interface LogLine {
  readonly level: string;
  /** With those of its parents. */
  readonly fields: object;
  readonly sentence: string;
}

/** A logger that keeps its lines, and those of its children. */
export interface MemoryLog extends Logger {
  readonly lines: readonly LogLine[];
}

export function createMemoryLog(): MemoryLog {
  const lines: LogLine[] = [];
  const at =
    (level: string, bindings: object) =>
    (fields: object | string, sentence = ""): void => {
      lines.push(
        typeof fields === "string"
          ? { level, fields: bindings, sentence: fields }
          : { level, fields: { ...bindings, ...fields }, sentence },
      );
    };
  const create = (bindings: object): MemoryLog => ({
    debug: at("debug", bindings),
    info: at("info", bindings),
    warn: at("warn", bindings),
    error: at("error", bindings),
    child: (more) => create({ ...bindings, ...more }),
    lines,
  });
  return create({});
}
