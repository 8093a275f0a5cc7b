import type { UpstreamRefusal } from "./upstream-refusal.ts";

/** What not every upstream server, or not with every model, takes. */
export type OptionalField = "stream_options" | "stream" | "parallel_tool_calls" | "tools";

/** Remembers what was refused, per model. */
export interface RefusedFields {
  of(model: string): ReadonlySet<OptionalField>;
  add(model: string, field: OptionalField): void;
}

/** A server is updated, or one caller's odd call was misread: then the field is tried again. */
const REMEMBERED_MS = 60 * 60_000;
/** Callers name models freely, so what is remembered is bounded. */
const MAX_MODELS = 1_000;
const NOTHING: ReadonlySet<OptionalField> = new Set();

/** Starts with nothing refused. */
export function createRefusedFields(clock: { now(): number }): RefusedFields {
  const byModel = new Map<string, { readonly fields: ReadonlySet<OptionalField>; readonly sinceMs: number }>();
  const fresh = (model: string) => {
    const known = byModel.get(model);
    if (known === undefined || clock.now() - known.sinceMs < REMEMBERED_MS) return known;
    byModel.delete(model);
    return undefined;
  };
  return {
    of: (model) => fresh(model)?.fields ?? NOTHING,
    add(model, field) {
      const fields = new Set([...(fresh(model)?.fields ?? []), field]);
      byModel.delete(model);
      byModel.set(model, { fields, sinceMs: clock.now() });
      const [oldest] = byModel.keys();
      if (byModel.size > MAX_MODELS && oldest !== undefined) byModel.delete(oldest);
    },
  };
}

/** A fault within a tool, a choice of one that is not there, or a conversation whose calls lack results. */
const CALLERS_FAULT = /\btools(?:\[|\.\d|",\s*\d)|\btool_call_id|\b(?:messages?|invalid|must|not found)\b/iu;

/**
 * The optional field that a refusal is about. Servers name no code for it, so their sentences are read: Ollama's "does
 * not support tools", vLLM's "requires --enable-auto-tool-choice", llama.cpp's "tools param requires --jinja flag" (500),
 * OpenRouter's "No endpoints found that support tool use" (404), and every server's way to name an unknown field. What
 * is wrong with one caller's tools is no reason to do without them.
 */
export function refusedField({ status, sentence = "", param = "" }: UpstreamRefusal): OptionalField | undefined {
  if (![400, 404, 405, 422, 500, 501].includes(status)) return undefined;
  const said = `${param} ${sentence}`;
  if (/\bstream_options\b|\binclude_usage\b/u.test(said)) return "stream_options";
  if (/\bparallel_tool_calls\b/u.test(said)) return "parallel_tool_calls";
  if (CALLERS_FAULT.test(said)) return undefined;
  const isRefusal = /\b(?:not|no|un\w+|requires?|disabled|extra|only)\b|n't\b/iu.test(sentence);
  if (!isRefusal) return undefined;
  if (/\btools?\b|\btool[_ -](?:choice|use|call\w*)|\bfunction[_ -]?call/iu.test(said)) return "tools";
  return param === "stream" || /\bstream(?:ing)?\b/iu.test(sentence) ? "stream" : undefined;
}
