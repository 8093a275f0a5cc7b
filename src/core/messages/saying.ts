import { z } from "zod";
import { en, type MessageKey } from "./en.ts";
import type { Language } from "./language.ts";
import { type Message, say } from "./message.ts";
import { translate } from "./translate.ts";

/** A message that is kept, or a text that an earlier version kept, which stays as it was written. */
export type Saying = string | Message;

const valueSchema = z.union([
  z.string(),
  z.number(),
  z.object({ words: z.array(z.string()), by: z.enum(["and", "or"]) }),
]);

/** How sayings are kept. A key that this version does not know was written by a newer one: it reads as “—”. */
export const sayingSchema: z.ZodType<Saying> = z.union([
  z.string(),
  z
    .object({ key: z.string(), values: z.record(z.string(), valueSchema) })
    .transform(({ key, values }): Saying => (isMessageKey(key) ? say(key, values) : "—")),
]);

export function textOf(saying: Saying, language: Language): string {
  return typeof saying === "string" ? saying : translate(saying, language);
}

function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(en, key);
}
