import { readFile, stat } from "node:fs/promises";
import type { Logger } from "../../../core/logger.ts";

/** A larger file is a data file or a log, not a page. */
const MAX_FILE_BYTES = 2 * 1024 * 1024;

/** Reads a file as UTF-8 text, or logs one line and returns undefined when it is unreadable, binary or over 2 MB. */
export async function readTextFile(path: string, log: Logger): Promise<string | undefined> {
  try {
    const { size } = await stat(path);
    if (size > MAX_FILE_BYTES) return skipped(path, log, { reason: "larger than 2 MB", size });
    const bytes = await readFile(path);
    if (bytes.includes(0)) return skipped(path, log, { reason: "binary" });
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    return skipped(path, log, { reason: "unreadable", err: error });
  }
}

function skipped(path: string, log: Logger, fields: { reason: string; size?: number; err?: unknown }): undefined {
  log.warn({ path, ...fields }, "a document was skipped");
  return undefined;
}
