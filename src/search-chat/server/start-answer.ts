import type { AnswerEvent } from "../../core/answer.ts";
import type { SearchServiceName } from "../../core/search-service.ts";
import type { AnswerModel, ModelMessage } from "./answer-model.ts";
import type { CheckedRequest } from "./read-request.ts";
import { readSearchSwitch } from "./search-switch.ts";
import type { AvailableSearchServices } from "./site-search.ts";

export interface AnswerParts {
  readonly models: Readonly<Record<string, AnswerModel>>;
  readonly searchServices: AvailableSearchServices;
  readonly defaultSearchService: SearchServiceName;
}

export type StartedAnswer =
  | { readonly ok: true; readonly events: AsyncIterable<AnswerEvent> }
  | { readonly ok: false; readonly failure: "modelUnavailable" | "serviceUnavailable"; readonly detail: string };

/** Finds the model and the search service a request names, and lets the one answer with the other. */
export function startAnswer(parts: AnswerParts, request: CheckedRequest, signal: AbortSignal): StartedAnswer {
  const { model: name, isOn } = readSearchSwitch(request.model, request["web-search"]);
  const model = Object.hasOwn(parts.models, name) ? parts.models[name] : undefined;
  if (model === undefined) {
    const known = Object.keys(parts.models).join(", ");
    return {
      ok: false,
      failure: "modelUnavailable",
      detail: `model: no available model of this name; there is ${known}`,
    };
  }
  const wanted = request["search-service"] ?? parts.defaultSearchService;
  const searchServices: Readonly<Record<string, AvailableSearchServices[SearchServiceName]>> = parts.searchServices;
  const search = searchServices[wanted];
  if (isOn && search === undefined) {
    const known = Object.keys(searchServices).join(", ");
    return {
      ok: false,
      failure: "serviceUnavailable",
      detail: `search-service: ${wanted} is not available here; there is ${known}`,
    };
  }
  const limits = {
    limit: request["search-results"],
    includeSites: request["search-include-sites"],
    excludeSites: request["search-exclude-sites"],
  };
  const events = model.answer(
    { messages: request.messages.flatMap(toModelMessage), search: isOn ? search?.(limits) : undefined },
    { signal },
  );
  return { ok: true, events };
}

/** Developers speak as the system does; what tools said is nothing a person asked. */
function toModelMessage({ role, content }: CheckedRequest["messages"][number]): readonly ModelMessage[] {
  if (role === "tool" || role === "function") return [];
  const text = typeof content === "string" ? content : textParts(content ?? []).join("\n");
  return [{ role: role === "developer" ? "system" : role, content: text }];
}

function textParts(parts: readonly { readonly type: string; readonly text?: unknown }[]): readonly string[] {
  return parts.flatMap(({ type, text }) => (type === "text" && typeof text === "string" ? [text] : []));
}
