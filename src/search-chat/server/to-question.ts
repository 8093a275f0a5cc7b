import { z } from "zod";
import type { SearchServiceName } from "../../core/search-service.ts";
import type { Question } from "./answer/answer-question.ts";
import type { ModelFields, ToolUse } from "./chat-model.ts";
import { ServerFailure } from "./failure.ts";
import type { Features } from "./features.ts";
import { readFeatures } from "./read-features.ts";
import type { CheckedRequest } from "./read-request.ts";
import { bindSearch } from "./search/bind-search.ts";
import type { Caller, ServerParts } from "./server-parts.ts";

/** Made once: making it costs more than reading with it. */
const userIdSchema = z.uuidv4();

type SearchParts = Pick<ServerParts, "searchServices" | "defaultSearchService">;

/** Turns a checked body into the question it asks. Throws ServerFailure for a search that is not served here. */
export function toQuestion(parts: SearchParts, request: CheckedRequest, caller: Caller): Question {
  const features = readFeatures(request);
  const userId = userIdSchema.safeParse(request.userid);
  return {
    features,
    conversation: request.messages,
    search: searchOf(parts, request, features),
    fields: fieldsOf(request),
    toolUse: toolUseOf(request),
    memory: userId.success ? { owner: caller.owner, userId: userId.data.toLowerCase() } : undefined,
  };
}

function searchOf(parts: SearchParts, request: CheckedRequest, features: Features): Question["search"] {
  if (!features.webSearch && features.deepSearch === undefined) return undefined;
  const limits = {
    limit: request["search-results"],
    includeSites: request["search-include-sites"],
    excludeSites: request["search-exclude-sites"],
  };
  const name = features.deepSearch?.service ?? namedService(request) ?? parts.defaultSearchService;
  return { ask: bindSearch(parts.searchServices, name, limits), limits };
}

function namedService({ "search-service": name }: CheckedRequest): SearchServiceName | undefined {
  // What 302.AI's older page and its own clients call bocha.
  if (name === "bochaai") return "bocha";
  if (name !== "metaso") return name;
  throw new ServerFailure("serviceUnavailable", { detail: "search-service: metaso is not served here." });
}

function fieldsOf(request: CheckedRequest): ModelFields {
  return {
    temperature: request.temperature,
    top_p: request.top_p,
    max_tokens: request.max_tokens,
    max_completion_tokens: request.max_completion_tokens,
    presence_penalty: request.presence_penalty,
    frequency_penalty: request.frequency_penalty,
    logit_bias: request.logit_bias,
    stop: request.stop,
    seed: request.seed,
    response_format: request.response_format,
    reasoning_effort: request.reasoning_effort,
    // Without tools OpenAI refuses it.
    parallel_tool_calls: request.tools?.length ? request.parallel_tool_calls : undefined,
    user: request.user,
  };
}

const toolModes = { 1: "auto", 2: "native", 3: "prompt" } as const;

function toolUseOf({ tools, tool_choice, "tool-use-mode": mode }: CheckedRequest): ToolUse | undefined {
  if (tools === undefined || tools.length === 0) return undefined;
  return { tools, choice: tool_choice, mode: toolModes[mode ?? 1] };
}
