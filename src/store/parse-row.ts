import type { z } from "zod";
import { StoreError } from "../core/errors.ts";
import type { Logger } from "../core/logger.ts";

/** Reads one JSON value that Redis kept. Throws a StoreError with the key, and never with the content. */
export function parseRow<Schema extends z.ZodType>(schema: Schema, key: string, row: string): z.infer<Schema> {
  const parsed = schema.safeParse(parseJson(row));
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map((issue) => issue.path.join(".") || "the whole value").join(", ");
  throw new StoreError(`The row ${key} cannot be read (${where}): repair it, or delete it to start afresh`);
}

/** For a row that must not hide the others: undefined when it cannot be read, and the operator is told. */
export function skipUnreadable<Row>(log: Logger, read: () => Row): Row | undefined {
  try {
    return read();
  } catch (error) {
    log.error({ err: error }, "a row in Redis was not understood and is left out");
    return undefined;
  }
}

/** Undefined for what is no JSON: it fits no schema, so that the caller says what it is; the parser would quote it. */
export function parseJson(row: string): unknown {
  try {
    return JSON.parse(row);
  } catch {
    return undefined;
  }
}
