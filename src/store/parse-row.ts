import type { z } from "zod";
import { StoreError } from "../core/errors.ts";

/** Reads one JSON value that Redis kept. Throws a StoreError with the key, and never with the content. */
export function parseRow<Schema extends z.ZodType>(schema: Schema, key: string, row: string): z.infer<Schema> {
  const parsed = schema.safeParse(parseJson(row));
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map((issue) => issue.path.join(".") || "the whole value").join(", ");
  throw new StoreError(`The row ${key} cannot be read (${where}): repair it, or delete it to start afresh`);
}

/** Undefined for what is no JSON: it fits no schema, so that the caller says what it is; the parser would quote it. */
export function parseJson(row: string): unknown {
  try {
    return JSON.parse(row);
  } catch {
    return undefined;
  }
}
