import { modelSuffixes } from "../wire.ts";
import type { Features } from "./features.ts";
import type { CheckedRequest } from "./read-request.ts";

type Feature = (typeof modelSuffixes)[keyof typeof modelSuffixes];

/**
 * What a call asks for, by the suffixes of its model and by its fields: either is enough, and a field that says `false`
 * vetoes a suffix, as documented of `web-search`. Fusion has three fields: one `true` is enough, and only where none is
 * `true` does a `false` veto. `ocr_model` alone turns image analysis on. `searchType: "jina"`, the documented default
 * of deep search, is not served here: like no word at all, it leaves the choice to `search-service` and the server.
 */
export function readFeatures(request: CheckedRequest): Features {
  const { model, named } = readModelName(request.model);
  const fusionFlags = [request["r1-fusion"], request.fusion, request["-fusion"]];
  const fusionFlag = fusionFlags.includes(true) || (fusionFlags.includes(false) ? false : undefined);
  const { searchType, ocr_model } = request;
  const isOn = (feature: Feature, flag: boolean | undefined) => flag ?? named.has(feature);
  return {
    model,
    webSearch: isOn("webSearch", request["web-search"]),
    deepSearch: isOn("deepSearch", request["deep-search"])
      ? { service: searchType === "jina" ? undefined : searchType }
      : undefined,
    ocr: isOn("ocr", request.ocr ?? (ocr_model === undefined ? undefined : true)) ? { model: ocr_model } : undefined,
    fusion: isOn("fusion", fusionFlag) ? { model: request["thinking-model"] } : undefined,
    fileParse: isOn("fileParse", request["file-parse"]),
  };
}

/** Takes the suffixes off a model's name, whatever their order. The name is empty where there was nothing else. */
export function readModelName(name: string): { readonly model: string; readonly named: ReadonlySet<Feature> } {
  const named = new Set<Feature>();
  let model = name;
  for (let found = suffixOf(model); found !== undefined; found = suffixOf(model)) {
    const [suffix, feature] = found;
    model = model.slice(0, -suffix.length);
    named.add(feature);
  }
  return { model, named };
}

const suffixes = Object.entries(modelSuffixes);

function suffixOf(model: string) {
  return suffixes.find(([suffix]) => model.endsWith(suffix));
}
