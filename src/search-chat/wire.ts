import { z } from "zod";
import { SEARCH_RESULTS } from "../core/search-service.ts";
import { messageSchema, toolChoiceSchema, toolsSchema, withoutNull } from "./wire-messages.ts";

/** What `search-service` may say; 302.AI takes `search1api` where it says nothing. `bochaai` is the older spelling of `bocha`; `docs` is our own endpoint's. */
const WIRE_SEARCH_SERVICES = ["search1api", "tavily", "exa", "bocha", "bochaai", "metaso", "docs"] as const;

export type WireSearchService = (typeof WIRE_SEARCH_SERVICES)[number];

/**
 * What may follow a model's name, and the feature it turns on. Several may, in any order: 302.AI prints `-web-search`
 * last, and its own clients put `-file-parse` before and after the others.
 */
export const modelSuffixes = {
  "-web-search": "webSearch",
  "-deep-search": "deepSearch",
  "-file-parse": "fileParse",
  "-r1-fusion": "fusion",
  "-fusion": "fusion",
  "-ocr": "ocr",
} as const;

/** What `searchType` of deep search may say: 302.AI's four, and our own endpoint's `docs`. */
const DEEP_SEARCH_SERVICES = ["jina", "search1api", "tavily", "exa", "docs"] as const;

/** How links are read. 302.AI documents no other value; this is the whole list. */
const PARSE_SERVICES = ["jina"] as const;

/** Longer than any model's name. */
const MAX_NAME_CHARS = 256;
/** Our own limit; no endpoint documents one. */
const MAX_MESSAGES = 4_096;

const responseFormatSchema = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("text") }),
  z.looseObject({ type: z.literal("json_object") }),
  z.looseObject({ type: z.literal("json_schema"), json_schema: z.looseObject({ name: z.string().min(1) }) }),
]);
/** A host, or the address of a page on it. */
const sitesSchema = z.array(z.string().trim().min(1).max(512));
const modelNameSchema = z.string().trim().min(1).max(MAX_NAME_CHARS);
const flagSchema = z.boolean().nullish().transform(withoutNull);
const penaltySchema = z.number().min(-2).max(2).nullish().transform(withoutNull);
const tokenLimitSchema = z.number().int().min(1).nullish().transform(withoutNull);

/**
 * The body of `POST /v1/chat/completions` with 302.AI's own fields, as the endpoint documents it; what is not named
 * here is dropped, and `null` is as good as nothing. Clients write it, servers parse it. Source: 302.AI "Chat (Search
 * online)", https://doc-en.302.ai/api-273308610, and its sibling pages; the other fields:
 * https://platform.openai.com/docs/api-reference/chat/create
 */
export const searchChatRequestSchema = z.object({
  model: modelNameSchema,
  messages: z.array(messageSchema).min(1).max(MAX_MESSAGES),

  /** `false` vetoes even the model's suffix, so a client that means "no opinion" leaves it out. */
  "web-search": flagSchema,
  "search-service": z.enum(WIRE_SEARCH_SERVICES).nullish().transform(withoutNull),
  "search-results": z
    .number()
    .int()
    .min(SEARCH_RESULTS.min)
    .max(SEARCH_RESULTS.max)
    .nullish()
    .transform((results) => results ?? SEARCH_RESULTS.default),
  "search-include-sites": sitesSchema.nullish().transform((sites) => sites ?? []),
  "search-exclude-sites": sitesSchema.nullish().transform((sites) => sites ?? []),

  "deep-search": flagSchema,
  /** Documented default: `jina`. */
  searchType: z.enum(DEEP_SEARCH_SERVICES).nullish().transform(withoutNull),
  ocr: flagSchema,
  /** Turns image analysis on, too. */
  ocr_model: modelNameSchema.nullish().transform(withoutNull),
  "r1-fusion": flagSchema,
  fusion: flagSchema,
  /** As 302.AI's page of 2026 prints it. */
  "-fusion": flagSchema,
  "thinking-model": modelNameSchema.nullish().transform(withoutNull),
  "file-parse": flagSchema,
  "parse-service": z.enum(PARSE_SERVICES).nullish().transform(withoutNull),
  /** A version 4 UUID. What is none is documented to be ignored without a word, so anything may stand here. */
  userid: z.unknown().optional(),
  /** 1: natively where the model can, 2: natively, 3: rewritten as a prompt. */
  "tool-use-mode": z.literal([1, 2, 3]).nullish().transform(withoutNull),
  mcp_servers: z.array(z.looseObject({})).nullish().transform(withoutNull),

  stream: flagSchema,
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish().transform(withoutNull),
  temperature: z.number().min(0).max(2).nullish().transform(withoutNull),
  top_p: z.number().min(0).max(1).nullish().transform(withoutNull),
  n: z.number().int().min(1).max(128).nullish().transform(withoutNull),
  stop: z
    .union([z.string(), z.array(z.string()).max(4)], { error: "has to be text, or a list of four texts at most" })
    .nullish()
    .transform(withoutNull),
  max_tokens: tokenLimitSchema,
  max_completion_tokens: tokenLimitSchema,
  presence_penalty: penaltySchema,
  frequency_penalty: penaltySchema,
  logit_bias: z.record(z.string(), z.number().min(-100).max(100)).nullish().transform(withoutNull),
  seed: z.number().int().nullish().transform(withoutNull),
  reasoning_effort: z.string().trim().min(1).max(32).nullish().transform(withoutNull),
  response_format: responseFormatSchema.nullish().transform(withoutNull),
  tools: toolsSchema.nullish().transform(withoutNull),
  tool_choice: toolChoiceSchema.nullish().transform(withoutNull),
  parallel_tool_calls: flagSchema,
  /** OpenAI's older form of `tools`; one that is not empty is refused by our own endpoint. */
  functions: z.array(z.looseObject({})).nullish().transform(withoutNull),
  user: z.string().nullish().transform(withoutNull),
});

/** The body as a client writes it: fields with a default may be left out. */
export type SearchChatRequestBody = z.input<typeof searchChatRequestSchema>;

/**
 * How an endpoint says that it failed, in the body or inside the stream. 302.AI sends `err_code` and a message per
 * language, OpenAI and OpenRouter `code`, some gateways only a sentence.
 */
export const errorEnvelopeSchema = z.object({
  error: z.union([
    z.string().transform((message) => ({ message, err_code: undefined, code: undefined, type: undefined })),
    z.object({
      err_code: z.coerce.number().int().optional().catch(undefined),
      code: z.union([z.string(), z.number()]).nullish().catch(undefined),
      type: z.string().nullish().catch(undefined),
      message: z.string().nullish().catch(undefined),
    }),
  ]),
});

/** The failure as a server of this contract writes it. */
export interface ErrorEnvelope {
  readonly error: {
    readonly err_code: number;
    readonly message: string;
    readonly message_cn?: string;
    readonly message_jp?: string;
    readonly type: "api_error" | "invalid_request_error";
  };
}
