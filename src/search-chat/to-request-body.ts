import type { AnswerRequest, ChatMessage, Sampling } from "../core/answer.ts";
import { ProviderError } from "../core/errors.ts";
import { say } from "../core/messages/message.ts";
import { type SearchServiceName, searchServices } from "../core/search-service.ts";
import { toFeatureFields, withFeatureSuffixes } from "./feature-fields.ts";
import type { SearchChatRequestBody, WireSearchService } from "./wire.ts";

/** How services are spelt on the wire. 302.AI's newer pages say `bocha`, its older one and its own clients `bochaai`. */
export type WireNames = Partial<Record<SearchServiceName, WireSearchService>>;

export interface RequestBodyOptions {
  readonly defaultModel: string;
  readonly wireNames?: WireNames | undefined;
}

/**
 * The body of one streamed question. What the request leaves open is left out, so that the endpoint's own defaults
 * hold. Throws ProviderError for a service that would ignore the site lists: an answer from anywhere is worse than none.
 */
export function toRequestBody(request: AnswerRequest, options: RequestBodyOptions): SearchChatRequestBody {
  const { service, results, includeSites, excludeSites } = request.search;
  refuseIgnoredSiteLists(request.search);
  const model = request.model ?? options.defaultModel;
  return {
    model: withFeatureSuffixes(model, request),
    messages: request.messages.map(toWireMessage),
    stream: true,
    stream_options: { include_usage: true },
    "web-search": true,
    ...(service === undefined ? {} : { "search-service": options.wireNames?.[service] ?? service }),
    ...(results === undefined ? {} : { "search-results": results }),
    ...(includeSites.length === 0 ? {} : { "search-include-sites": [...includeSites] }),
    ...(excludeSites.length === 0 ? {} : { "search-exclude-sites": [...excludeSites] }),
    ...toFeatureFields(request),
    ...toSamplingFields(request.sampling ?? {}, model),
    ...(request.user === undefined ? {} : { user: request.user }),
  };
}

/** Images are parts of a message, each by itself, behind its text. */
function toWireMessage({ role, content, images = [] }: ChatMessage): SearchChatRequestBody["messages"][number] {
  if (role !== "user" || images.length === 0) return { role, content };
  const parts = images.map((url) => ({ type: "image_url" as const, image_url: { url } }));
  return { role, content: [{ type: "text", text: content }, ...parts] };
}

/** 302.AI: neither list is "supported by Bocha". https://doc-en.302.ai/api-273308610 */
function refuseIgnoredSiteLists({ service, includeSites, excludeSites }: AnswerRequest["search"]): void {
  if (service === undefined || includeSites.length + excludeSites.length === 0) return;
  const { label, siteLists } = searchServices[service];
  if (siteLists) return;
  throw new ProviderError(`${label} ignores site lists, so the question was not sent. Choose another search service.`, {
    code: "PROVIDER_REJECTED",
    userMessage: say("ask.ignoresLists", { service: label }),
  });
}

/** Some count their thoughts with the answer, others refuse `max_tokens`: an answer that is cut off is worse than a long one. */
const THINKS = /(?:^|[/:_-])(?:o[1-9]|r1|gpt-5|qwq|thinking|reasoner|reasoning)(?:[._:-]|$)/iu;

function toSamplingFields(sampling: Sampling, model: string): Partial<SearchChatRequestBody> {
  const { temperature, topP, maxTokens, presencePenalty, frequencyPenalty, stop } = sampling;
  return {
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { top_p: topP }),
    ...(maxTokens === undefined || THINKS.test(model) ? {} : { max_tokens: maxTokens }),
    ...(presencePenalty === undefined ? {} : { presence_penalty: presencePenalty }),
    ...(frequencyPenalty === undefined ? {} : { frequency_penalty: frequencyPenalty }),
    ...(stop === undefined ? {} : { stop: typeof stop === "string" ? stop : [...stop] }),
  };
}
