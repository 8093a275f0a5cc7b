import type { Logger } from "../../src/core/logger.ts";

/** A logger that keeps its lines. */
export interface MemoryLog extends Logger {
  readonly lines: readonly { readonly level: string; readonly fields: object; readonly sentence: string }[];
}

export function createMemoryLog(): MemoryLog {
  const lines: { level: string; fields: object; sentence: string }[] = [];
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
