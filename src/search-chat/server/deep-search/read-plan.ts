import { jsonrepair } from "jsonrepair";
import { z } from "zod";

/** What a model has said of the next searches; nothing of it has been checked. */
export interface Plan {
  readonly queries: readonly string[];
  /** Whether what was found answers the question; undefined: the reply does not say. */
  readonly isAnswered: boolean | undefined;
  /** What is still to be found out. */
  readonly missing: string;
}

/** Longer than any plan, and short enough to be repaired within some 50 ms whatever it is. */
const MAX_REPLY_CHARS = 8_000;
/** Of a plan, the likeliest first: prose before it may have brackets too. */
const BEGINNINGS = [/\{\s*["'“]?(?:queries|answered|missing)\b/iu, /\[\s*["'“{]/u, /\{/u];
/** A reply may hold thousands; those that count come first. */
const MAX_QUERIES = 20;

const querySchema = z.union([
  z.string(),
  z.looseObject({ query: z.string() }).transform(({ query }) => query),
  z.looseObject({ q: z.string() }).transform(({ q }) => q),
  z.unknown().transform(() => ""),
]);
const queriesSchema = z.union([
  z.array(z.unknown()).transform((queries) => queries.slice(0, MAX_QUERIES).map((query) => querySchema.parse(query))),
  z.string().transform((query) => [query]),
]);
const answeredSchema = z.union([
  z.boolean(),
  z
    .string()
    .transform((word) =>
      /^\s*(?:true|yes)\b/iu.test(word) ? true : /^\s*(?:false|no)\b/iu.test(word) ? false : undefined,
    ),
]);
const planSchema = z.union([
  z
    .looseObject({
      queries: queriesSchema.optional().catch(undefined),
      answered: answeredSchema.optional().catch(undefined),
      missing: z.string().optional().catch(undefined),
    })
    .refine(({ queries, answered }) => queries !== undefined || answered !== undefined)
    .transform(({ queries, answered, missing }) => ({
      queries: queries ?? [],
      isAnswered: answered,
      missing: missing ?? "",
    })),
  queriesSchema.transform((queries) => ({ queries, isAnswered: undefined, missing: "" })),
]);

/** Reads a plan or a judgement: JSON, whatever stands around it and however it is broken. Undefined: it cannot be read. */
export function readPlan(reply: string): Plan | undefined {
  const said = reply.replace(/^[\s\S]*<\/think>/u, "").slice(0, MAX_REPLY_CHARS);
  const start = BEGINNINGS.map((beginning) => said.search(beginning)).find((found) => found >= 0);
  if (start === undefined) return undefined;
  const end = Math.max(said.lastIndexOf("}"), said.lastIndexOf("]")) + 1;
  const plan = planSchema.safeParse(parse(said.slice(start, end > start ? end : undefined)));
  return plan.success ? plan.data : undefined;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(jsonrepair(json));
  } catch {
    // No JSON that can be saved, or one nested deeper than the stack.
    return undefined;
  }
}
