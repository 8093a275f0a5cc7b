import type { AnswerRequest } from "../core/answer.ts";
import { modelSuffixes, type SearchChatRequestBody } from "./wire.ts";

type Fields = Partial<SearchChatRequestBody>;

/**
 * The fields that turn the endpoint's own features on. 302.AI knows reasoning by two names: one is documented, the other is
 * what its clients send. Images have no flag there; see {@link withFeatureSuffixes}.
 */
export function toFeatureFields({ features = [], search }: Pick<AnswerRequest, "features" | "search">): Fields {
  return {
    ...(features.includes("deep-search") ? { "deep-search": true, ...toSearchType(search) } : {}),
    ...(features.includes("reasoning") ? { "r1-fusion": true, fusion: true } : {}),
    ...(features.includes("link-parsing") ? { "file-parse": true, "parse-service": "jina" } : {}),
  };
}

/**
 * The model's name with what turns a feature on that has no field: images are read by whichever model the endpoint has for
 * that. 302.AI prints `-ocr` before every other suffix, and `-web-search` behind them all.
 */
export function withFeatureSuffixes(model: string, { features = [] }: Pick<AnswerRequest, "features">): string {
  if (!features.includes("image-reading")) return model;
  const { name, suffixes } = splitModel(model);
  return suffixes.includes("-ocr") ? model : [name, "-ocr", ...suffixes].join("");
}

/** Deep search has services of its own; where it does not know the channel's, it takes its default. */
function toSearchType({ service }: AnswerRequest["search"]): Fields {
  return service === undefined || service === "bocha" ? {} : { searchType: service };
}

/** A model's name and what stands behind it, in order. */
function splitModel(model: string): { readonly name: string; readonly suffixes: readonly string[] } {
  const suffix = Object.keys(modelSuffixes).find((known) => model.endsWith(known));
  if (suffix === undefined || suffix.length === model.length) return { name: model, suffixes: [] };
  const { name, suffixes } = splitModel(model.slice(0, -suffix.length));
  return { name, suffixes: [...suffixes, suffix] };
}
