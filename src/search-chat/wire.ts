import { z } from "zod";
import { SEARCH_RESULTS } from "../core/search-service.ts";

/** What `search-service` may say; 302.AI takes `search1api` where it says nothing. `bochaai` is the older spelling of `bocha`; `docs` is our own endpoint's. */
const WIRE_SEARCH_SERVICES = ["search1api", "tavily", "exa", "bocha", "bochaai", "metaso", "docs"] as const;

export type WireSearchService = (typeof WIRE_SEARCH_SERVICES)[number];

/** Turns search on when it ends the model's name, unless the body says `"web-search": false`. */
export const WEB_SEARCH_SUFFIX = "-web-search";

const contentPartSchema = z.union([
  z.object({ type: z.literal("text"), text: z.string() }),
  z.looseObject({ type: z.string().refine((type) => type !== "text", "a text part needs text") }),
]);

const messageSchema = z.object({
  role: z.enum(["system", "developer", "user", "assistant", "tool", "function"]),
  content: z.union([z.string(), z.array(contentPartSchema)]).nullish(),
  name: z.string().optional(),
});

const sitesSchema = z.array(z.string().trim().min(1));
const penaltySchema = z.number().min(-2).max(2).nullish();

/**
 * The body of `POST /v1/chat/completions` with the `search-*` fields, as the endpoint documents it; what is not named
 * here is dropped. Clients write it, servers parse it. Source: 302.AI "Chat (Search online)",
 * https://doc-en.302.ai/api-273308610; the other fields: https://platform.openai.com/docs/api-reference/chat/create
 */
export const searchChatRequestSchema = z.object({
  model: z.string().trim().min(1),
  messages: z.array(messageSchema).min(1),
  /** `false` vetoes even the model's suffix, so a client that means "no opinion" leaves it out. */
  "web-search": z.boolean().optional(),
  "search-service": z.enum(WIRE_SEARCH_SERVICES).optional(),
  "search-results": z.number().int().min(SEARCH_RESULTS.min).max(SEARCH_RESULTS.max).default(SEARCH_RESULTS.default),
  "search-include-sites": sitesSchema.default([]),
  "search-exclude-sites": sitesSchema.default([]),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().optional() }).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  n: z.number().int().min(1).max(128).nullish(),
  stop: z.union([z.string(), z.array(z.string()).max(4)]).nullish(),
  max_tokens: z.number().int().min(1).nullish(),
  presence_penalty: penaltySchema,
  frequency_penalty: penaltySchema,
  logit_bias: z.record(z.string(), z.number().min(-100).max(100)).nullish(),
  user: z.string().optional(),
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
