import type { AnswerRequest, Sampling } from "../core/answer.ts";
import { ProviderError } from "../core/errors.ts";
import { type SearchServiceName, searchServices } from "../core/search-service.ts";
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
  return {
    model: request.model ?? options.defaultModel,
    messages: request.messages.map(({ role, content }) => ({ role, content })),
    stream: true,
    stream_options: { include_usage: true },
    "web-search": true,
    ...(service === undefined ? {} : { "search-service": options.wireNames?.[service] ?? service }),
    ...(results === undefined ? {} : { "search-results": results }),
    ...(includeSites.length === 0 ? {} : { "search-include-sites": [...includeSites] }),
    ...(excludeSites.length === 0 ? {} : { "search-exclude-sites": [...excludeSites] }),
    ...toSamplingFields(request.sampling ?? {}),
    ...(request.user === undefined ? {} : { user: request.user }),
  };
}

/** 302.AI: neither list is "supported by Bocha". https://doc-en.302.ai/api-273308610 */
function refuseIgnoredSiteLists({ service, includeSites, excludeSites }: AnswerRequest["search"]): void {
  if (service === undefined || includeSites.length + excludeSites.length === 0) return;
  const { label, siteLists } = searchServices[service];
  if (siteLists) return;
  throw new ProviderError(`${label} ignores site lists, so the question was not sent. Choose another search service.`, {
    code: "PROVIDER_REJECTED",
    userMessage: `${label} cannot keep to a list of sites. A channel manager can choose another search service.`,
  });
}

function toSamplingFields(sampling: Sampling): Partial<SearchChatRequestBody> {
  const { temperature, topP, maxTokens, presencePenalty, frequencyPenalty, stop } = sampling;
  return {
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { top_p: topP }),
    ...(maxTokens === undefined ? {} : { max_tokens: maxTokens }),
    ...(presencePenalty === undefined ? {} : { presence_penalty: presencePenalty }),
    ...(frequencyPenalty === undefined ? {} : { frequency_penalty: frequencyPenalty }),
    ...(stop === undefined ? {} : { stop: typeof stop === "string" ? stop : [...stop] }),
  };
}
