import { z } from "zod";

/** A source as one dialect names it. `url` is undefined for an entry that is none, which still takes its place. */
export interface SourceEntry {
  readonly url?: string | undefined;
  readonly title?: string | undefined;
  readonly snippet?: string | undefined;
  readonly publishedAt?: string | undefined;
  /** The source is tied to a range of the text, so no `[n]` counts it. */
  readonly isPlaced?: boolean | undefined;
}

const words = z
  .string()
  .transform((text) => text.trim().replace(/\s+/gu, " ") || undefined)
  .nullish()
  .transform((text) => text ?? undefined)
  .catch(undefined);

/** 302.AI and older Perplexity send bare URLs, some gateways objects. */
const citationSchema = z
  .union([z.string().transform((url): SourceEntry => ({ url })), z.object({ url: z.string(), title: words })])
  .catch({});

/** https://docs.perplexity.ai/api-reference/chat-completions-post */
const searchResultSchema = z
  .object({ url: z.string(), title: words, snippet: words, date: words })
  .transform(({ date, ...source }): SourceEntry => ({ ...source, publishedAt: date }))
  .catch({});

const urlCitationSchema = z.object({
  url: z.string(),
  title: words,
  /** OpenRouter's excerpt. */
  content: words,
  /** Jina's excerpt and date. */
  exactQuote: words,
  dateTime: words,
  start_index: z.number().nullish().catch(undefined),
});

/** OpenAI, OpenRouter and Jina nest the citation, Responses-style gateways do not. Other annotation types are dropped. */
const annotationsSchema = z
  .array(
    z
      .union([
        z.object({ type: z.literal("url_citation"), url_citation: urlCitationSchema }),
        urlCitationSchema.extend({ type: z.literal("url_citation") }),
      ])
      .transform((annotation) => toSourceEntry("url_citation" in annotation ? annotation.url_citation : annotation))
      .or(z.unknown().transform(() => undefined)),
  )
  .transform((annotations) => annotations.filter((annotation) => annotation !== undefined));

const optionalAnnotations = annotationsSchema.nullish().catch(undefined);

const contentSchema = z.union([
  z.string(),
  z
    .array(z.object({ type: z.string(), text: z.string().optional() }))
    .transform((parts) => parts.map(({ type, text = "" }) => (type === "text" ? text : "")).join("")),
]);

const messageSchema = z.object({
  content: contentSchema.nullish(),
  refusal: z.string().nullish(),
  /** Jina marks each piece as `text` or `think`. */
  type: z.string().nullish(),
  annotations: optionalAnnotations,
});

const choiceSchema = z.object({
  index: z.number().nullish(),
  delta: messageSchema.nullish(),
  message: messageSchema.nullish(),
  finish_reason: z.string().nullish(),
});

const count = z.number().nonnegative();

/**
 * A chunk of a stream or a whole answer, in every dialect the client reads. What an answer can do without is dropped
 * when it is misshapen; `choices` is not.
 */
export const replySchema = z.object({
  choices: z.array(choiceSchema).nullish(),
  citations: z.array(citationSchema).nullish().catch(undefined),
  search_results: z.array(searchResultSchema).nullish().catch(undefined),
  annotations: optionalAnnotations,
  usage: z
    .object({ prompt_tokens: count, completion_tokens: count.default(0), total_tokens: count.optional() })
    .nullish()
    .catch(undefined),
});

export type Reply = z.output<typeof replySchema>;
export type ReplyMessage = z.output<typeof messageSchema>;

/**
 * The text of an event that holds nothing else, as nearly all do. They are told by hand: a schema takes as long for each
 * as its JSON does, and an answer has hundreds. Undefined for every other payload, which is {@link replySchema}'s.
 */
export function plainTextOf(payload: unknown): string | undefined {
  if (!isObject(payload)) return undefined;
  const { choices, error, citations, search_results, annotations, usage } = payload;
  if ((error ?? citations ?? search_results ?? annotations ?? usage) != null) return undefined;
  const choice: unknown = Array.isArray(choices) && choices.length === 1 ? choices[0] : undefined;
  if (!isObject(choice)) return undefined;
  const { index, delta, message, finish_reason } = choice;
  if ((index ?? 0) !== 0 || (message ?? finish_reason) != null || !isObject(delta)) return undefined;
  const { content, refusal, type, annotations: placed } = delta;
  return typeof content === "string" && (refusal ?? type ?? placed) == null ? content : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function toSourceEntry(citation: z.output<typeof urlCitationSchema>): SourceEntry {
  return {
    url: citation.url,
    title: citation.title,
    snippet: citation.content ?? citation.exactQuote,
    publishedAt: citation.dateTime,
    isPlaced: typeof citation.start_index === "number",
  };
}
